"""The guard before every webhook: size, type, signature, account, shapes; in this order.

A program gets a 4xx with a reason; nothing of an unverified request is looked at further.
"""

import re

from flask import Request, Response, g, request

from service.web.ports import web

MOST_BYTES = 64 * 1024
MOST_FIELDS = 100
FORM = "application/x-www-form-urlencoded"
SID = {
    "MessageSid": re.compile(r"(SM|MM)[0-9A-Za-z]{32}"),
    "CallSid": re.compile(r"CA[0-9A-Za-z]{32}"),
    "RecordingSid": re.compile(r"RE[0-9A-Za-z]{32}"),
    "QueueSid": re.compile(r"QU[0-9A-Za-z]{32}"),
}


def check_webhook() -> Response | None:
    """Refuse what is not a genuine webhook; keep the verified fields in `g.form`."""
    if len(request.get_data(cache=True, parse_form_data=False)) > MOST_BYTES:
        return refuse(413, "a webhook has at most 64 KiB")
    if request.mimetype != FORM:
        return refuse(415, f"a webhook is {FORM}")
    request.max_form_parts = None
    fields, why_not = _fields(request)
    if why_not is not None:
        return why_not
    signature = request.headers.get("X-Twilio-Signature", "")
    if not web().is_genuine(_target(request), fields, signature):
        return refuse(403, "the signature is missing or wrong")
    if fields.get("AccountSid", "") != web().account_sid:
        return refuse(403, "this is another account's webhook")
    for name, shape in SID.items():
        if name in fields and not shape.fullmatch(fields[name]):
            return refuse(400, f"{name} is not a SID")
    g.form = fields
    return None


def refuse(status: int, reason: str) -> Response:
    """An answer for a program: a status and a reason, as plain text."""
    return Response(f"{reason}\n", status, mimetype="text/plain")


def needs(*names: str) -> Response | None:
    """A refusal when one of these fields is missing or empty."""
    missing = [name for name in names if not g.form.get(name)]
    return refuse(400, f"missing: {', '.join(missing)}") if missing else None


def _fields(incoming: Request) -> tuple[dict[str, str], Response | None]:
    body = incoming.get_data(cache=True, parse_form_data=False)
    if body.count(b"&") >= MOST_FIELDS:
        return {}, refuse(413, f"a webhook has at most {MOST_FIELDS} fields")
    fields = incoming.form
    if any(len(values) > 1 for values in fields.listvalues()):
        return {}, refuse(400, "a field is given twice")
    return {name: fields[name] for name in fields}, None


def _target(incoming: Request) -> str:
    query = incoming.query_string.decode("ascii", "replace")
    return f"{incoming.path}?{query}" if query else incoming.path
