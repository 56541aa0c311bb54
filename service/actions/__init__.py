"""What the helpline does, one verb per function; talks to ports only."""
