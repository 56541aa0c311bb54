"""Serves the page with the phones, its script and its style. Knows nothing of calls."""

from pathlib import Path

from flask import Blueprint, Response, redirect, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

FILES = Path(__file__).resolve().parents[2] / "templates" / "simulator"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def make_blueprint() -> Blueprint:
    pages = Blueprint("page", __name__, url_prefix="/simulator")
    pages.add_url_rule("", "without_slash", _add_slash)
    pages.add_url_rule("/", "phones", _show_phones)
    pages.add_url_rule("/static/<name>", "file", _send_file)
    return pages


def _add_slash() -> AnyResponse:
    return redirect("/simulator/", 308)


def _show_phones() -> Response:
    return _guarded(send_from_directory(FILES, "index.html"))


def _send_file(name: str) -> Response:
    return _guarded(send_from_directory(FILES, name))


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-cache"
    return response
