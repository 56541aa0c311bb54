"""The hours page: who would answer and why, and the switch that closes."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.actions.staff import start_shift
from service.domain.hours import OpeningHours
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

PAGE = "/console/hours"
CLOSE, OPEN = f"{PAGE}/close", f"{PAGE}/open"


@pytest.fixture
def supervisor(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives("supervisor")
    visitor.opens(PAGE)
    return visitor


def is_closed(desk: Desk) -> bool:
    now, closing = desk.store.now_and_closing()
    return closing.is_closed(now)


def test_the_page_is_for_supervisors_and_admins(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    specialist = arrives("specialist")
    for address in (PAGE, "/console/blocked"):
        specialist.opens(address)
        assert specialist.status == 403
    specialist.opens("/console/")
    for action in (CLOSE, OPEN, "/console/blocked", "/console/blocked/a1/lift"):
        specialist.sends(action, number="212-555-0142", hours="24", reason="abuse")
        assert specialist.status == 403

    assert not is_closed(desk)
    for name in ("supervisor", "admin"):
        visitor = arrives(name)
        visitor.opens(PAGE)
        assert visitor.sees("Who would answer now")


def test_it_names_who_is_on_shift(supervisor: Visitor, desk: Desk) -> None:
    start_shift(desk.ports, "demo-specialist")

    supervisor.opens(PAGE)

    assert supervisor.sees("Demo Specialist (en")
    assert supervisor.sees("may be rung")


def test_closing_says_so_to_everybody_and_opening_ends_it(supervisor: Visitor, desk: Desk) -> None:
    supervisor.presses(CLOSE, say_en="A storm.", say_es="Hay tormenta.", forward_to="212-555-0188")

    assert is_closed(desk)
    assert supervisor.sees("Closed until somebody opens it.")
    assert supervisor.sees("Callers hear: A storm.")
    assert supervisor.sees("thrown by Demo Supervisor")
    assert supervisor.form(CLOSE)["forward_to"] == "212-555-0188"
    supervisor.presses(OPEN)
    assert not is_closed(desk)
    assert supervisor.sees("Open again")
    assert ("demo-supervisor", "closed the helpline") in desk.audited()


def test_the_time_is_read_on_the_helplines_clock(supervisor: Visitor, desk: Desk) -> None:
    zone = ZoneInfo(desk.ports.policy.hours.zone)
    tomorrow = (desk.store.now().astimezone(zone) + timedelta(days=1)).date()

    supervisor.presses(CLOSE, until=f"{tomorrow}T08:30")

    assert desk.store.now_and_closing()[1].until == datetime.combine(tomorrow, time(8, 30), zone)
    assert supervisor.form(CLOSE)["until"] == f"{tomorrow}T08:30"


@pytest.mark.parametrize(
    "typed",
    [
        {"until": "2020-01-01T08:00"},
        {"until": "soon"},
        {"until": "9999-12-31T23:59"},
        {"forward_to": "911"},
        {"forward_to": "800-915-1270"},
        {"forward_to": "no phone"},
        {"say_en": "<script>alert(1)</script>"},
        {"say_es": "😀"},
        {"say_en": "x" * 400},
        {"say_en": "\0"},
    ],
)
def test_what_does_not_go_is_said_and_what_was_typed_stays(
    supervisor: Visitor, desk: Desk, typed: dict[str, str]
) -> None:
    supervisor.sends(CLOSE, **{"say_es": "Cerrado."} | typed)

    assert supervisor.status == 409
    assert supervisor.sees("Nothing was changed.")
    assert "<script>alert" not in supervisor.page
    assert not is_closed(desk)
    if "say_es" not in typed:
        assert supervisor.form(CLOSE)["say_es"] == "Cerrado."


def test_days_of_their_own_are_marked(
    supervisor: Visitor, desk: Desk, with_policy: Callable[..., None]
) -> None:
    today = desk.store.now().astimezone(ZoneInfo("America/New_York")).date()
    days: dict[date, tuple[tuple[time, time], ...]] = {
        today + timedelta(days=2): (),
        today + timedelta(days=40): ((time(10), time(14)),),
    }
    week = (((time(22), time(6)),),) * 7
    with_policy(hours=OpeningHours("America/New_York", week, days))

    supervisor.opens(PAGE)

    assert supervisor.sees("22:00-06:00")
    assert supervisor.sees("closed a day of its own")
    assert supervisor.sees("10:00-14:00")
