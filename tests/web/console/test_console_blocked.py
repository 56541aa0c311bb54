"""Blocking at the console: a supervisor's list, a specialist's flag."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from service.actions.blocking import blocked_people
from service.actions.callbacks import claim_callback
from service.actions.ports import Change
from service.domain.call import Call
from service.domain.specialist import Specialist
from tests.builders import TEXTER, a_leg, a_sid
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

PAGE = "/console/blocked"


@pytest.fixture
def supervisor(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives("supervisor")
    visitor.opens(PAGE)
    return visitor


def test_a_number_is_blocked_listed_masked_and_unblocked(supervisor: Visitor, desk: Desk) -> None:
    assert supervisor.sees("Nobody is blocked.")

    supervisor.presses(PAGE, number="(212) 555-0142", hours="72", reason="threats")

    [blocked] = blocked_people(desk.ports)
    assert supervisor.sees("+1••••••••42")
    assert supervisor.sees("Threats · by Demo Supervisor")
    assert "5550142" not in supervisor.page
    supervisor.presses(f"{PAGE}/{blocked.id}/lift")
    assert supervisor.sees("Served again.")
    assert supervisor.sees("Nobody is blocked.")


def test_a_stale_page_and_an_unknown_person_change_nothing(supervisor: Visitor) -> None:
    for person in ("0" * 32, "x" * 3000, "%00"):
        supervisor.sends(f"{PAGE}/{person}/lift")
        assert supervisor.sees("They are not blocked any more.")
        supervisor.opens(PAGE)


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "hello"},
        {"number": ""},
        {"number": "\0"},
        {"number": "800-915-1270"},
        {"hours": "9999"},
        {"hours": "-1"},
        {"hours": ""},
        {"reason": "because"},
        {"reason": ""},
    ],
)
def test_what_does_not_go_blocks_nobody(
    supervisor: Visitor, desk: Desk, typed: dict[str, str]
) -> None:
    good = {"number": "212-555-0142", "hours": "24", "reason": "abuse"}

    supervisor.sends(PAGE, **good | typed)

    assert supervisor.status == 200
    assert supervisor.sees("Nobody was blocked.")
    assert blocked_people(desk.ports) == []


def test_a_supervisor_blocks_whoever_asked_for_a_callback(supervisor: Visitor, desk: Desk) -> None:
    page = f"/console/callbacks/{desk.has(phone=TEXTER).id}"
    supervisor.opens(page)

    supervisor.presses(f"{page}/block", hours="24", reason="robot")

    assert supervisor.sees("A crisis is answered all the same.")
    assert [each.blocked_reason for each in blocked_people(desk.ports)] == ["robot"]


def test_a_specialist_flags_whom_they_hold_and_nobody_else(specialist: Visitor, desk: Desk) -> None:
    waiting = desk.has()
    held = claim_callback(desk.ports, desk.has(phone=TEXTER).id, "demo-specialist")
    page = f"/console/callbacks/{waiting.id}"
    specialist.opens(page)
    assert not specialist.sees("Flag and block")
    specialist.sends(f"{page}/flag")
    assert specialist.sees("Nobody was blocked.")
    specialist.sends(f"{page}/block", hours="24", reason="abuse")
    assert specialist.status == 403
    specialist.opens("/console/callbacks/" + held.id)

    specialist.presses(f"/console/callbacks/{held.id}/flag")

    [blocked] = blocked_people(desk.ports)
    assert (blocked.id, blocked.blocked_by) == (held.person, "demo-specialist")


def test_a_specialist_on_the_phone_flags_the_caller(specialist: Visitor, desk: Desk) -> None:
    specialist.opens("/console/shift")
    assert not specialist.sees("Flag and block")
    now, sid = desk.store.now(), a_sid("CA")
    who = desk.ports.identity.person(TEXTER)
    call = Call(sid=sid, person=who, phone=TEXTER, language="en", started_at=now, due_at=now)
    leg = a_leg(serves=f"call:{sid}", at=now)
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    busy = replace(me, engaged=f"leg:{leg.id}")
    desk.store.commit(Change(now=now, records=(call, leg, busy)))
    specialist.opens("/console/shift")

    specialist.presses("/console/shift/flag")

    assert specialist.sees("Blocked until")
    assert [each.id for each in blocked_people(desk.ports)] == [who]
