"""One outside thing each; turns its errors into ours."""
