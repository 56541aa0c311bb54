"""Recordings of prompts, for Twilio to fetch: no signature, names from our own list only."""

from flask import Blueprint, Response, abort, send_file

from service.web.ports import web

ROUTE = "/voice/prompts"
KEPT_S = 3600
TYPES = {".wav": "audio/wav", ".mp3": "audio/mpeg"}

blueprint = Blueprint("prompts", __name__, url_prefix=ROUTE)


@blueprint.get("/<language>/<name>")
def recording(language: str, name: str) -> Response:
    """One recording; whatever is not on the list made at start is not there."""
    path = web().recorded_prompt(language, name)
    if path is None:
        abort(404)
    try:
        answer = send_file(path, mimetype=TYPES[path.suffix], max_age=KEPT_S)
    except OSError:
        abort(404)  # it was taken away since the start
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
