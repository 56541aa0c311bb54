"""Reading a request's body: small, JSON, one flat object. Whatever else comes is refused in words.

What the fields mean is the shapes' business.
"""

import hashlib
import json
from typing import Any, NoReturn

from flask import Response, g, request

from service.web.api.access import asker
from service.web.api.problems import problem

MOST_BYTES = 16 * 1024


def read_body() -> Response | None:
    """Keep the fields in `g.fields`, or refuse; an empty body is an object without fields."""
    g.fields = {}
    body = request.get_data(cache=True, parse_form_data=False)
    if len(body) > MOST_BYTES:
        return problem(413, "too-large", f"a body has at most {MOST_BYTES} bytes")
    if not body or request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    if not request.is_json:
        return problem(415, "not-json", "send Content-Type: application/json")
    return _parse(body)


def request_id() -> str:
    """The id of this very request, "" without an Idempotency-Key.

    Any key will do: hashed, and bound to who asks for what, so that the same key on another
    request is another request.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return ""
    parts = (asker().id, request.method, request.path, key, json.dumps(g.fields, sort_keys=True))
    told = json.dumps(parts).encode()
    return f"api:{hashlib.sha256(told).hexdigest()}"


def _parse(body: bytes) -> Response | None:
    try:
        fields = json.loads(body, parse_constant=_no_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return problem(400, "bad-json", "the body is not JSON with each field once")
    if not isinstance(fields, dict):
        return problem(422, "invalid", "the body must be a JSON object")
    nested = [name for name, value in fields.items() if isinstance(value, dict | list)]
    if nested:
        # Refused here, so that nothing later has to walk into any depth.
        return problem(422, "invalid", "the body's fields are plain values, not lists or objects")
    g.fields = fields
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two programs may take two different ones of a repeated field: neither is believed."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field is given twice")
    return fields


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
