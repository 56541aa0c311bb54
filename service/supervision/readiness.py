"""Is the store there, is the service ready: short questions that never raise."""

import json
import socket
import urllib.error
import urllib.request
from pathlib import Path

ANSWER_WITHIN_S = 0.4


def store_answers(path: Path) -> bool:
    """Whether the store on this Unix socket has loaded its file and takes commands."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(ANSWER_WITHIN_S)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def why_not_ready(base_url: str, *, has_phones: bool = False) -> str:
    """Return what the service says is missing; an empty text when it is ready.

    Where a demo `has_phones`, they must answer too: whoever reads that it is ready opens them.
    """
    paths = ("/health/ready", "/simulator/") if has_phones else ("/health/ready",)
    return next(filter(None, (_why_no_answer(base_url + path) for path in paths)), "")


def _why_no_answer(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=ANSWER_WITHIN_S):  # noqa: S310
            return ""
    except urllib.error.HTTPError as error:
        return _reasons(error.read())
    except OSError as error:
        return f"the web process does not answer at {url} ({error})"


def _reasons(body: bytes) -> str:
    try:
        return json.dumps(json.loads(body))
    except ValueError:
        return "the web process answers with an error"
