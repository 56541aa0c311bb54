"""Webhooks of the phones we ring."""

from flask import Blueprint, Response, g, request

from service.actions import legs
from service.actions.calls.heard import MOST_SPEECH
from service.web.ports import ports
from service.web.voice.answer import answered
from service.web.voice.reading import OVER, keys, seconds
from service.web.webhooks import needs


def add_routes(blueprint: Blueprint) -> None:
    """One route for each step of a phone we rang."""
    for name, rule, view in (
        ("leg", "/leg", picked_up),
        ("leg_key", "/leg/key", key),
        ("leg_first", "/leg/first", first),
        ("leg_left", "/leg/left", left),
        ("leg_alone", "/leg/alone", alone),
        ("leg_line", "/leg/line", line),
    ):
        blueprint.add_url_rule(rule, name, view, methods=["POST"])


def picked_up() -> Response:
    """Somebody, or a machine, answers."""
    refusal = needs("CallSid")
    if refusal is not None:
        return refusal
    return answered(legs.leg_answered(ports(), _leg_id(), g.form["CallSid"]))


def key() -> Response:
    """A key was pressed, a word said, or neither."""
    refusal = needs("CallSid")
    if refusal is not None:
        return refusal
    pressed = legs.Pressed(
        leg_id=_leg_id(),
        sid=g.form["CallSid"],
        digits=keys(g.form.get("Digits", "")),
        speech=g.form.get("SpeechResult", "").strip()[:MOST_SPEECH],
        turn=seconds(request.args.get("turn", "")),
    )
    return answered(legs.key_pressed(ports(), pressed))


def first() -> Response:
    """The specialist wants to speak first, or pressed something else."""
    refusal = needs("CallSid")
    if refusal is not None:
        return refusal
    digits = keys(g.form.get("Digits", ""))
    return answered(legs.speak_first(ports(), _leg_id(), g.form["CallSid"], digits))


def left() -> Response:
    """Out of the room."""
    gone = g.form.get("CallStatus", "") in OVER
    turn = seconds(request.args.get("turn", ""))
    sid = g.form.get("CallSid", "")
    return answered(legs.left_room(ports(), _leg_id(), sid, gone=gone, turn=turn))


def alone() -> Response:
    """Led out of a room where nobody comes."""
    return answered(legs.alone(ports(), _leg_id()))


def line() -> Response:
    """On the line that a specialist keeps open, or back on it."""
    refusal = needs("CallSid")
    if refusal is not None:
        return refusal
    turn = seconds(request.args.get("turn", ""))
    return answered(legs.on_the_line(ports(), _leg_id(), g.form["CallSid"], turn))


def _leg_id() -> str:
    return request.args.get("leg", "")[:64]
