"""Webhooks that say what became of a call or of a phone we rang; late, twice, or never."""

from flask import Blueprint, Response, g, request

from service.actions import calls, legs
from service.web.ports import ports
from service.web.voice.reading import OVER, heard
from service.web.webhooks import needs


def add_routes(blueprint: Blueprint) -> None:
    """The one route."""
    blueprint.add_url_rule("/status", "status", status, methods=["POST"])


def status() -> Response:
    """Note how a call stands; 503 asks for nothing to be believed until the store has it."""
    refusal = needs("CallSid", "CallStatus")
    if refusal is not None:
        return refusal
    form: dict[str, str] = g.form
    leg_id = request.args.get("leg", "")
    if leg_id:
        legs.note_status(
            ports(),
            leg_id[:64],
            sid=form["CallSid"],
            status=form["CallStatus"],
        )
    elif form["CallStatus"] in OVER:
        calls.end_call(ports(), heard())
    return Response(status=204)
