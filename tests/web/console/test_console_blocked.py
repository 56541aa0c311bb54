"""Blocking at the console: a supervisor's list, a specialist's flag."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from service.actions.blocking import blocked_people
from service.actions.callbacks import claim_callback
from service.actions.ports import Change
from service.domain.call import Call
from service.domain.leg import Leg, LegState
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


def on_a_call(desk: Desk, phone: str = TEXTER) -> tuple[Call, Leg]:
    """The demo specialist talks with somebody who called us."""
    now, sid = desk.store.now(), a_sid("CA")
    who = desk.ports.identity.person(phone) if phone else f"call-{sid}"
    call = Call(sid=sid, person=who, phone=phone, language="en", started_at=now, due_at=now)
    leg = a_leg(serves=f"call:{sid}", at=now, state=LegState.ACCEPTED, sid=a_sid("CA"))
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    busy = replace(me, engaged=f"leg:{leg.id}")
    desk.store.commit(Change(now=now, records=(call, leg, busy)))
    return call, leg


def wakeups(desk: Desk) -> list[tuple[str, str]]:
    """What the outbox holds."""
    lines = desk.store._redis.lrange("wakeups", 0, -1)  # type: ignore[attr-defined]
    return [(each["job"], each["id"]) for each in map(json.loads, lines)]


def test_one_press_ends_an_abusive_call_and_blocks_for_a_day(
    specialist: Visitor, desk: Desk
) -> None:
    call, leg = on_a_call(desk)
    specialist.opens("/console/")

    specialist.presses("/console/shift/end-abuse")

    assert specialist.sees("The call ends now. Blocked until tomorrow")
    assert [each.id for each in blocked_people(desk.ports)] == [call.person]
    assert ("hang_up", leg.id) in wakeups(desk)
    assert ("demo-specialist", "ended an abusive call") in desk.audited()


def test_a_withheld_number_is_cut_off_all_the_same(specialist: Visitor, desk: Desk) -> None:
    _, leg = on_a_call(desk, phone="")
    specialist.opens("/console/")

    specialist.presses("/console/shift/end-abuse")

    assert specialist.sees("The call ends now. Their number is withheld")
    assert ("hang_up", leg.id) in wakeups(desk)
    assert blocked_people(desk.ports) == []


def test_who_talks_with_nobody_ends_nothing(specialist: Visitor, desk: Desk) -> None:
    specialist.opens("/console/")

    specialist.sends("/console/shift/end-abuse")

    assert specialist.sees("You are on the phone with nobody. Nothing was ended.")
    assert wakeups(desk) == []


def test_on_a_callback_the_button_stands_while_they_talk(specialist: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has(phone=TEXTER).id, "demo-specialist")
    now = desk.store.now()
    leg = a_leg(serves=f"callback:{held.id}", at=now, state=LegState.ACCEPTED, sid=a_sid("CA"))
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    talking = held.call(leg.id.removesuffix("-s"), now).talking(now)
    desk.store.commit(Change(now=now, records=(talking, leg, replace(me, engaged=f"leg:{leg.id}"))))
    specialist.opens(f"/console/callbacks/{held.id}")

    specialist.presses("/console/shift/end-abuse")

    assert ("hang_up", leg.id) in wakeups(desk)
    assert [each.id for each in blocked_people(desk.ports)] == [held.person]
    assert specialist.sees("What came of it")
