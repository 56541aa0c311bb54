"""What runs beside the web: RQ jobs, one worker per queue, and the sweep."""
