"""Webhooks of callers' own calls."""

from collections.abc import Callable

from flask import Blueprint, Response

from service.actions import calls
from service.actions.calls import Heard
from service.actions.calls.script import Script
from service.actions.ports import Ports
from service.web.ports import ports
from service.web.voice.answer import answered
from service.web.voice.reading import heard
from service.web.webhooks import needs

STEPS: dict[str, tuple[str, Callable[[Ports, Heard], Script]]] = {
    "inbound": ("/inbound", calls.greet),
    "menu": ("/menu", calls.answer_menu),
    "wait": ("/wait", calls.wait),
    "wait_key": ("/wait/key", calls.key_in_line),
    "queue_left": ("/queue-left", calls.queue_left),
    "room": ("/room", calls.enter_room),
    "left_room": ("/left-room", calls.left_room),
    "hold": ("/hold", calls.held),
    "message_left": ("/voicemail", calls.message_left),
    "forwarded": ("/forwarded", calls.forwarded),
}


def add_routes(blueprint: Blueprint) -> None:
    """One route for each step of a call."""
    for name, (rule, action) in STEPS.items():
        blueprint.add_url_rule(rule, name, _view(action), methods=["POST"])


def _view(action: Callable[[Ports, Heard], Script]) -> Callable[[], Response]:
    def view() -> Response:
        refusal = needs("CallSid")
        return refusal if refusal is not None else answered(action(ports(), heard()))

    return view
