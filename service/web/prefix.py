"""Serves the application below a path, such as /helpline of https://example.org/helpline.

A proxy may strip that path or hand it on: both work. Addresses the application makes for browsers
begin with it; what the routes see does not. Knows nothing of TwiML, whose addresses get it there.
"""

from collections.abc import Callable, Iterable
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def below(prefix: str, application: Wsgi) -> Wsgi:
    """The application as it answers below this path; "" for the root."""
    if not prefix:
        return application

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == prefix or path.startswith(f"{prefix}/"):
            environ["PATH_INFO"] = path[len(prefix) :] or "/"
        environ["SCRIPT_NAME"] = prefix
        return application(environ, start_response)

    return answer
