"""Webhooks of phones that are out of a room for a moment: a specialist in the menu, a person who
is asked to wait.
"""

from collections.abc import Callable

from flask import Blueprint, Response, g, request

from service.actions.calls.script import Script
from service.actions.ports import Ports
from service.actions.transfer.chosen import Chosen
from service.actions.transfer.handing import while_ringing
from service.actions.transfer.held import person_held
from service.actions.transfer.menu import choose, choose_line
from service.actions.transfer.stepping import step
from service.web.ports import ports
from service.web.voice.answer import answered
from service.web.voice.reading import keys, seconds
from service.web.webhooks import needs

STEPS: dict[str, tuple[str, Callable[[Ports, Chosen], Script]]] = {
    "leg_step": ("/leg/step", lambda ports, at: step(ports, at.leg_id, at.sid, at.turn)),
    "leg_menu": ("/leg/menu", choose),
    "leg_lines": ("/leg/lines", choose_line),
    "leg_ringing": ("/leg/ringing", while_ringing),
    "leg_hold": ("/leg/hold", lambda ports, at: person_held(ports, at.leg_id, at.sid, at.turn)),
}


def add_routes(blueprint: Blueprint) -> None:
    """One route for each step."""
    for name, (rule, action) in STEPS.items():
        blueprint.add_url_rule(rule, name, _view(action), methods=["POST"])


def _view(action: Callable[[Ports, Chosen], Script]) -> Callable[[], Response]:
    def view() -> Response:
        refusal = needs("CallSid")
        return refusal if refusal is not None else answered(action(ports(), _chosen()))

    return view


def _chosen() -> Chosen:
    return Chosen(
        leg_id=request.args.get("leg", "")[:64],
        sid=g.form["CallSid"],
        digits=keys(g.form.get("Digits", "")),
        turn=seconds(request.args.get("turn", "")),
    )
