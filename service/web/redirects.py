"""Redirects stay on this host. Knows nothing of where they lead, or why."""

from urllib.parse import urlsplit

from flask import Response


def without_host(response: Response) -> Response:
    """Take scheme and host out of a Location, and out of the page that goes with it.

    Werkzeug mends a missing or doubled slash with an absolute address, and takes the host for it
    from the request, where anybody may write what they like.
    """
    location = response.location
    if location and "://" in location:
        parts = urlsplit(location)
        query = f"?{parts.query}" if parts.query else ""
        response.location = f"/{parts.path.lstrip('/')}{query}"
        response.mimetype = "text/plain"
        response.set_data(f"{response.location}\n")
    return response
