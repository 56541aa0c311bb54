"""The roster page as a supervisor plans on it and specialists cover for each other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Change
from service.domain.hours import OpeningHours
from service.domain.person import Person
from service.domain.roster import Shift
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

PAGE = "/console/roster"
ADD = f"{PAGE}/add"
ZONE = ZoneInfo("America/New_York")
ME, OTHER = "demo-specialist", "demo-specialist-2"


def today(desk: Desk) -> date:
    return desk.store.now().astimezone(ZONE).date()


@pytest.fixture
def supervisor(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives("supervisor")
    visitor.opens(PAGE)
    return visitor


def planned(desk: Desk, who: str = ME, **given: Any) -> Shift:
    now = desk.store.now()
    shift = Shift(
        **{
            "id": desk.ports.new_id(),
            "specialist": who,
            "starts_at": now + timedelta(hours=1),
            "ends_at": now + timedelta(hours=9),
            "zone": str(ZONE),
            "due_at": now + timedelta(hours=1),
            **given,
        }
    )
    desk.store.commit(Change(now=now, records=(shift,)))
    return replace(shift, version=1)


def shifts(desk: Desk) -> list[Shift]:
    now = desk.store.now()
    return desk.store.shifts(now - timedelta(days=9), now + timedelta(days=30))


def test_a_supervisor_plans_a_night_shift_and_everybody_sees_it(
    supervisor: Visitor, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    tomorrow = today(desk) + timedelta(days=1)

    supervisor.presses(ADD, who=ME, day=f"{tomorrow}", starts="22:00", ends="06:00")

    assert supervisor.sees("Planned.")
    (shift,) = shifts(desk)
    assert shift.starts_at == datetime.combine(tomorrow, time(22), ZONE)
    specialist = arrives("specialist")
    specialist.opens(PAGE)
    assert specialist.sees("10:00 PM to 6:00 AM the next day")
    assert specialist.sees("Demo Specialist you")
    assert "Plan a shift" not in specialist.page


def test_holes_stand_in_red_and_lost_languages_beside_them(
    supervisor: Visitor, desk: Desk, with_policy: Callable[..., None]
) -> None:
    with_policy(hours=OpeningHours(str(ZONE), (((time(9), time(17)),),) * 7))
    tomorrow = today(desk) + timedelta(days=1)
    english = desk.store.specialists()[0]
    desk.store.commit(Change(now=desk.store.now(), records=(replace(english, languages=("en",)),)))
    supervisor.presses(ADD, who=english.id, day=f"{tomorrow}", starts="09:00", ends="15:00")

    assert supervisor.sees("Nobody, 3:00 PM to 5:00 PM")
    assert supervisor.sees("No Spanish, 9:00 AM to 3:00 PM")
    assert supervisor.page.count("empty-hours") >= 6


@pytest.mark.parametrize(
    "typed",
    [
        {"starts": ""},
        {"day": "soon"},
        {"day": "9999-12-31"},
        {"ends": "25:00"},
        {"ends": "09:00+01:00"},
        {"ends": "09:05"},
        {"who": "nobody"},
        {"who": "<script>alert(1)</script>"},
        {"day": "2020-01-01"},
        {"week": "<script>"},
    ],
)
def test_what_cannot_be_planned_is_said_in_words(
    supervisor: Visitor, desk: Desk, typed: dict[str, str]
) -> None:
    good = {"who": ME, "day": f"{today(desk)}", "starts": "09:00", "ends": "09:10"}

    supervisor.sends(ADD, **(good | typed))

    assert supervisor.status == 200
    assert supervisor.sees("Nothing was changed.")
    assert "<script>alert" not in supervisor.page
    assert shifts(desk) == []


@pytest.mark.parametrize("asked", ["0001-01-01", "9999-12-31", "soon", "%00", "2026-02-30"])
def test_a_week_nobody_can_see_is_this_one(supervisor: Visitor, desk: Desk, asked: str) -> None:
    supervisor.opens(f"{PAGE}?week={asked}")

    assert supervisor.status == 200
    assert supervisor.sees(f"{today(desk):%A}")


def test_an_offered_shift_is_taken_by_a_colleague(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    shift = planned(desk, OTHER)
    other, me = arrives("specialist2"), arrives("specialist")
    other.opens(PAGE)
    other.presses(f"{PAGE}/{shift.id}/offer")
    assert other.sees("Offered.")
    assert other.sees("Keep it")

    me.opens(PAGE)
    me.presses(f"{PAGE}/{shift.id}/take")

    assert me.sees("It is yours now.")
    assert shifts(desk)[0].specialist == ME
    assert (ME, "took a shift") in desk.audited()
    other.presses(f"{PAGE}/{shift.id}/offer")
    assert other.sees("Nothing was changed.")


def test_two_swap_their_shifts(arrives: Callable[..., Visitor], desk: Desk) -> None:
    now = desk.store.now()
    mine = planned(desk)
    theirs = planned(
        desk, OTHER, starts_at=now + timedelta(days=9), ends_at=now + timedelta(days=9, hours=8)
    )
    me, other = arrives("specialist"), arrives("specialist2")
    me.opens(PAGE)
    me.presses(f"{PAGE}/{mine.id}/swap", **{"for": theirs.id})
    assert me.sees("Both stay as they are until your colleague agrees.")
    assert me.sees("You ask Second Demo Specialist to swap")

    other.opens(PAGE)
    assert other.sees("Demo Specialist asks you to swap")
    other.presses(f"{PAGE}/{mine.id}/swap-agree")

    assert other.sees("Swapped.")
    assert {each.id: each.specialist for each in shifts(desk)} == {mine.id: OTHER, theirs.id: ME}
    assert (OTHER, "agreed to a swap") in desk.audited()
    me.opens(PAGE)
    assert "waits for an answer" not in me.page


def test_a_swap_is_declined_or_withdrawn(arrives: Callable[..., Visitor], desk: Desk) -> None:
    mine, theirs = planned(desk), planned(desk, OTHER)
    me, other = arrives("specialist"), arrives("specialist2")
    for who in (other, me):
        me.opens(PAGE)
        me.presses(f"{PAGE}/{mine.id}/swap", **{"for": theirs.id})
        who.opens(PAGE)
        who.presses(f"{PAGE}/{mine.id}/swap-drop")
        assert who.sees("No swap.")

    other.sends(f"{PAGE}/{mine.id}/swap-agree")
    assert other.sees("Nothing was changed.")
    assert {each.id: each.specialist for each in shifts(desk)} == {mine.id: ME, theirs.id: OTHER}


@pytest.mark.parametrize("wanted", ["", "nosuch", "<script>alert(1)</script>", "%00", "x" * 9999])
def test_a_swap_for_nothing_is_refused_in_words(
    arrives: Callable[..., Visitor], desk: Desk, wanted: str
) -> None:
    mine, _ = planned(desk), planned(desk, OTHER)
    me = arrives("specialist")
    me.opens(PAGE)

    me.sends(f"{PAGE}/{mine.id}/swap", **{"for": wanted})

    assert me.status == 200
    assert me.sees("Nothing was changed.")
    assert "<script>alert" not in me.page


def test_nobody_sees_or_touches_the_swap_of_two_others(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    mine, theirs = planned(desk), planned(desk, OTHER)
    me, boss = arrives("specialist"), arrives("admin")
    me.opens(PAGE)
    me.presses(f"{PAGE}/{mine.id}/swap", **{"for": theirs.id})

    boss.opens(PAGE)
    assert "wait for an answer" not in boss.page
    boss.sends(f"{PAGE}/{mine.id}/swap-agree")

    assert boss.sees("Nothing was changed.")
    assert {each.id: each.specialist for each in shifts(desk)} == {mine.id: ME, theirs.id: OTHER}


def test_on_a_stale_page_nothing_is_removed_or_changed(supervisor: Visitor, desk: Desk) -> None:
    shift = planned(desk)
    supervisor.opens(PAGE)
    desk.store.commit(Change(now=desk.store.now(), records=(replace(shift, offered=True),)))

    supervisor.presses(f"{PAGE}/{shift.id}/remove")
    assert supervisor.sees("was changed since the page was drawn")
    assert len(shifts(desk)) == 1

    supervisor.presses(f"{PAGE}/{shift.id}/remove")
    assert shifts(desk) == []
    supervisor.sends(f"{PAGE}/{shift.id}/remove", version="1")
    assert supervisor.status == 404


def test_a_shift_is_changed_to_another_person(supervisor: Visitor, desk: Desk) -> None:
    shift = planned(desk)
    supervisor.opens(PAGE)

    day = f"{today(desk) + timedelta(days=1)}"
    supervisor.presses(
        f"{PAGE}/{shift.id}/change", who=OTHER, day=day, starts="09:00", ends="12:00"
    )

    (changed,) = shifts(desk)
    assert (changed.id, changed.specialist) == (shift.id, OTHER)
    assert changed.starts_at.astimezone(ZONE).hour == 9


def test_who_did_not_come_and_who_came_late_stands_there(supervisor: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    midnight = datetime.combine(today(desk), time(), ZONE)
    over = {"starts_at": midnight - timedelta(hours=3), "ends_at": midnight + timedelta(seconds=1)}
    planned(desk, ME, **over, missed_at=midnight, settled=True)
    planned(desk, OTHER, **over, missed_at=midnight, came_at=now, settled=True)

    supervisor.opens(PAGE)

    assert supervisor.sees("Did not come")
    assert supervisor.sees("Came late")


def test_whose_phone_gets_no_text_is_told_to_supervisors_only(
    supervisor: Visitor, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    phone = next(s for s in desk.store.specialists() if s.id == ME).phone
    person = Person(id=desk.ports.identity.person(phone)).opt_out("sms", desk.store.now())
    desk.store.commit(Change(now=desk.store.now(), records=(person,)))

    supervisor.opens(PAGE)
    specialist = arrives("specialist")
    specialist.opens(PAGE)

    assert supervisor.sees("No text of ours reaches Demo Specialist:")
    assert "No text of ours" not in specialist.page


def test_asking_for_a_supervisor_stands_on_their_queue_until_one_sees_to_it(
    supervisor: Visitor, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    specialist = arrives("specialist")
    specialist.opens("/console/shift")

    specialist.presses("/console/call-me")

    assert specialist.sees("A supervisor is told")
    supervisor.opens("/console/")
    assert supervisor.sees("Asks for a supervisor Demo Specialist")
    specialist.opens("/console/")
    assert "I see to it" not in specialist.page
    supervisor.presses(f"/console/call-me/{ME}/seen")
    assert "I see to it" not in supervisor.page
    supervisor.sends("/console/call-me/nobody/seen")
    assert supervisor.status == 404


def test_after_a_crisis_is_closed_ten_minutes_are_offered(specialist: Visitor, desk: Desk) -> None:
    callback = desk.has(crisis=True)
    specialist.opens(f"/console/callbacks/{callback.id}")
    specialist.presses(f"/console/callbacks/{callback.id}/claim")

    specialist.presses(f"/console/callbacks/{callback.id}/close", outcome="reached")
    assert specialist.sees("That was a hard one")
    specialist.sends("/console/shift", to="short-break", next="/console/")

    assert "That was a hard one" not in specialist.page
    assert specialist.sees("Not rung until")


def test_after_any_other_one_no_break_is_offered(specialist: Visitor, desk: Desk) -> None:
    callback = desk.has()
    specialist.opens(f"/console/callbacks/{callback.id}")
    specialist.presses(f"/console/callbacks/{callback.id}/claim")

    specialist.presses(f"/console/callbacks/{callback.id}/close", outcome="reached")

    assert "That was a hard one" not in specialist.page
