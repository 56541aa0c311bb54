"""HTTP in, HTTP out: webhooks, console, API, health."""
