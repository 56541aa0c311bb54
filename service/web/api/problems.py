"""Errors as problem documents (RFC 9457): one shape, a stable type, words for a person."""

import json
from http import HTTPStatus

from flask import Response

MIMETYPE = "application/problem+json"


def problem(status: int, kind: str, detail: str, **more: object) -> Response:
    """Build the answer; `kind` is the stable last part of the problem's type."""
    document = {
        "type": f"urn:helpline:problem:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return Response(json.dumps(document), status, mimetype=MIMETYPE)
