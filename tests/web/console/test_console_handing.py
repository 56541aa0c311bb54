"""Giving a callback to somebody else."""

from collections.abc import Callable

from service.actions.callbacks import claim_callback, release_callback
from service.domain.callback import State
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor


def test_a_holder_hands_over_to_who_is_on_shift(specialist: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    page = f"/console/callbacks/{held.id}"
    specialist.opens(page)
    assert specialist.sees("Second Demo Specialist")
    assert not specialist.sees("Demo Admin")

    specialist.presses(f"{page}/hand-over", to="demo-specialist-2")

    assert desk.callback(held.id).specialist == "demo-specialist-2"
    assert specialist.sees("Handed over.")
    assert specialist.sees("Second Demo Specialist has it")


def test_a_supervisor_moves_what_somebody_else_holds_and_what_waits(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    waiting = desk.has()
    supervisor = arrives("supervisor")
    for callback in (held, waiting):
        page = f"/console/callbacks/{callback.id}"
        supervisor.opens(page)
        supervisor.presses(f"{page}/hand-over", to="demo-specialist-2")

    holders = {desk.callback(each.id).specialist for each in (held, waiting)}
    assert holders == {"demo-specialist-2"}


def test_a_specialist_cannot_give_away_what_they_do_not_hold(
    specialist: Visitor, desk: Desk
) -> None:
    waiting = desk.has()
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist-2")
    specialist.opens("/console/")

    for callback in (waiting, held):
        fields = {"to": "demo-specialist", "token": str(desk.callback(callback.id).token)}
        specialist.sends(f"/console/callbacks/{callback.id}/hand-over", **fields)

    assert desk.callback(waiting.id).state is State.WAITING
    assert desk.callback(held.id).specialist == "demo-specialist-2"


def test_a_stale_page_hands_nothing_over(arrives: Callable[..., Visitor], desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    page = f"/console/callbacks/{held.id}"
    supervisor = arrives("supervisor")
    supervisor.opens(page)
    release_callback(desk.ports, held.id, held.token, "demo-specialist")
    claim_callback(desk.ports, held.id, "demo-specialist")

    supervisor.presses(f"{page}/hand-over", to="demo-specialist-2")

    assert desk.callback(held.id).specialist == "demo-specialist"
    assert supervisor.sees("It has moved on since this page was drawn")


def test_nobody_and_somebody_unknown_cannot_be_given_it(specialist: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    page = f"/console/callbacks/{held.id}"
    for to in ("", "nobody", "x" * 5000, "\0"):
        specialist.opens(page)
        specialist.presses(f"{page}/hand-over", to=to)
        assert specialist.sees("Choose who is to have it.")

    assert desk.callback(held.id).specialist == "demo-specialist"
