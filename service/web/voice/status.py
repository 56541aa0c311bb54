"""Webhooks that say what became of a call or of a phone we rang; late, twice, or never."""

from flask import Blueprint, Response, g, request

from service.actions import calls, legs
from service.actions.voicemail import recording_reported
from service.web.ports import ports
from service.web.voice.reading import OVER, heard, seconds
from service.web.webhooks import needs


def add_routes(blueprint: Blueprint) -> None:
    """One route for calls, one for recordings."""
    blueprint.add_url_rule("/status", "status", status, methods=["POST"])
    blueprint.add_url_rule("/voicemail/status", "recording", recording, methods=["POST"])


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


def recording() -> Response:
    """Note what became of a recording; its address is ours to build, so none is read."""
    refusal = needs("CallSid", "RecordingSid", "RecordingStatus")
    if refusal is not None:
        return refusal
    form: dict[str, str] = g.form
    # Where the length is left out there is something: only a plain 0 is nothing.
    length_s = seconds(form.get("RecordingDuration") or "1")
    recording_reported(
        ports(), form["CallSid"], form["RecordingSid"], form["RecordingStatus"], length_s
    )
    return Response(status=204)
