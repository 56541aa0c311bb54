"""The roster at work: planning, covering, reminding, and noticing that nobody came."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.actions.due import look_at
from service.actions.ports import Ports
from service.actions.rostering import (
    Plan,
    add_shift,
    change_shift,
    offer_shift,
    remove_shift,
    take_shift,
    week_of,
)
from service.actions.staff import start_shift
from service.actions.switch import COMMAND_LINE
from service.actions.texts import send_text
from service.domain.errors import LostRace, NotAllowed, UnknownRecord
from service.domain.hours import OpeningHours
from service.domain.person import Person
from service.domain.roster import Shift
from service.domain.specialist import Role, Specialist
from service.domain.text import Text
from tests.actions.queueing import a_colleague, at_once, keep, stored
from tests.builders import day_of
from tests.fakes import FakeTelephone

ZONE = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)


@pytest.fixture
def amina(ports: Ports) -> Specialist:
    return a_colleague(ports, id="amina", on_shift=False, phone="+16465550181")


@pytest.fixture
def zoe(ports: Ports) -> Specialist:
    return a_colleague(ports, id="zoe", phone="+16465550182", role=Role.SUPERVISOR)


def tomorrow(ports: Ports, hour: int, days: int = 1) -> datetime:
    """A reading of the helpline's clock."""
    day = ports.store.now().astimezone(ZONE).date() + timedelta(days=days)
    return datetime.combine(day, time(hour))


def a_plan(ports: Ports, who: str = "amina", starts: int = 9, ends: int = 17) -> Plan:
    return Plan(specialist=who, starts=tomorrow(ports, starts), ends=tomorrow(ports, ends))


def planned(ports: Ports, who: str = "amina", **given: Any) -> Shift:
    """A shift as it stands in the store, `given` moments being what no clock can be moved to."""
    now = ports.store.now()
    defaults: dict[str, Any] = {
        "id": ports.new_id(),
        "specialist": who,
        "starts_at": now + HOUR,
        "ends_at": now + 9 * HOUR,
        "zone": str(ZONE),
        "due_at": now,
    }
    keep(ports, Shift(**(defaults | given)))
    return stored(ports, Shift(**(defaults | given)))


def texts(ports: Ports, link: Any) -> list[Text]:
    return ports.store.get_many(Text, [key.partition(":")[2] for key in link.keys("text:*")])


def sweep(ports: Ports, shift: Shift) -> Shift:
    """The sweep comes by when the shift is due."""
    keep(ports, replace(stored(ports, shift), due_at=ports.store.now()))
    look_at(ports, f"shift:{shift.id}")
    found: Shift = stored(ports, shift)
    return found


def test_a_planned_shift_stands_in_its_week(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    shift = add_shift(ports, a_plan(ports), zoe.id)

    week = week_of(ports, tomorrow(ports, 0).date())

    assert [s.id for s in week.shifts] == [shift.id]
    assert week.shifts[0].starts_at == tomorrow(ports, 9).replace(tzinfo=ZONE)


def test_being_on_the_roster_puts_nobody_on_shift(ports: Ports, amina: Specialist) -> None:
    shift = planned(ports, starts_at=ports.store.now() - timedelta(minutes=15))

    sweep(ports, shift)

    assert not stored(ports, amina).on_shift


def test_only_a_supervisor_plans_changes_and_removes(ports: Ports, amina: Specialist) -> None:
    shift = add_shift(ports, a_plan(ports), COMMAND_LINE)

    for deed in (
        lambda: add_shift(ports, a_plan(ports), amina.id),
        lambda: change_shift(ports, shift.id, a_plan(ports), amina.id),
        lambda: remove_shift(ports, shift.id, amina.id),
    ):
        with pytest.raises(NotAllowed, match="supervisor"):
            deed()


def test_nobody_stands_two_shifts_at_once(ports: Ports, amina: Specialist, zoe: Specialist) -> None:
    add_shift(ports, a_plan(ports), zoe.id)

    with pytest.raises(NotAllowed, match="already"):
        add_shift(ports, a_plan(ports, starts=16, ends=20), zoe.id)
    add_shift(ports, a_plan(ports, starts=17, ends=20), zoe.id)

    assert len(week_of(ports, tomorrow(ports, 0).date()).shifts) == 2


def test_planned_by_eight_at_once_it_is_one_shift(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    refused: list[Exception] = []

    def plans() -> None:
        try:
            add_shift(ports, a_plan(ports), zoe.id)
        except (NotAllowed, LostRace) as error:
            refused.append(error)

    at_once(plans, 8)

    assert len(refused) == 7
    assert len(week_of(ports, tomorrow(ports, 0).date()).shifts) == 1


def test_a_shift_planned_between_look_and_write_is_not_overlapped(
    ports: Ports, amina: Specialist, zoe: Specialist, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, others = ports.store.shifts, []

    def and_somebody_else_plans(since: datetime, until: datetime) -> list[Shift]:
        found = look(since, until)
        if not others:
            others.append(zoe.id)
            add_shift(ports, a_plan(ports, starts=12, ends=20), zoe.id)
        return found

    monkeypatch.setattr(ports.store, "shifts", and_somebody_else_plans)
    with pytest.raises(NotAllowed, match="already"):
        add_shift(ports, a_plan(ports), zoe.id)

    assert len(look(ports.store.now(), ports.store.now() + 99 * HOUR)) == 1


def test_changed_and_removed_it_is_so(ports: Ports, amina: Specialist, zoe: Specialist) -> None:
    shift = add_shift(ports, a_plan(ports), zoe.id)

    changed = change_shift(ports, shift.id, a_plan(ports, "zoe", 10, 18), zoe.id)
    assert (stored(ports, changed).specialist, changed.id) == ("zoe", shift.id)
    remove_shift(ports, shift.id, zoe.id)
    remove_shift(ports, shift.id, zoe.id)

    assert week_of(ports, tomorrow(ports, 0).date()).shifts == []
    with pytest.raises(UnknownRecord):
        change_shift(ports, shift.id, a_plan(ports), zoe.id)


def test_a_shift_that_is_over_stays_as_it_was(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    now = ports.store.now()
    over = planned(ports, starts_at=now - 9 * HOUR, ends_at=now - HOUR)

    with pytest.raises(NotAllowed, match="over"):
        remove_shift(ports, over.id, zoe.id)
    with pytest.raises(NotAllowed, match="over"):
        change_shift(ports, over.id, a_plan(ports), zoe.id)
    with pytest.raises(NotAllowed, match="over"):
        offer_shift(ports, over.id, amina.id)


def test_an_offered_shift_is_covered_by_the_first_who_takes_it(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    noor = a_colleague(ports, id="noor")
    shift = planned(ports)

    with pytest.raises(NotAllowed, match="nobody offers"):
        take_shift(ports, shift.id, zoe.id)
    offer_shift(ports, shift.id, amina.id)
    take_shift(ports, shift.id, zoe.id)
    with pytest.raises(NotAllowed, match="nobody offers"):
        take_shift(ports, shift.id, noor.id)

    assert stored(ports, shift).specialist == zoe.id


def test_until_somebody_takes_it_an_offered_shift_is_still_theirs(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    shift = planned(ports)
    offer_shift(ports, shift.id, amina.id)
    assert stored(ports, shift).specialist == amina.id

    offer_shift(ports, shift.id, amina.id, wanted=False)

    with pytest.raises(NotAllowed, match="nobody offers"):
        take_shift(ports, shift.id, zoe.id)


def test_somebody_elses_shift_is_not_offered_by_a_colleague(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    noor = a_colleague(ports, id="noor")
    shift = planned(ports)

    with pytest.raises(NotAllowed, match="somebody else"):
        offer_shift(ports, shift.id, noor.id)

    assert offer_shift(ports, shift.id, zoe.id).offered


def test_whoever_works_then_already_takes_no_second(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    planned(ports, zoe.id)
    shift = planned(ports)
    offer_shift(ports, shift.id, amina.id)

    with pytest.raises(NotAllowed, match="already"):
        take_shift(ports, shift.id, zoe.id)


def test_half_an_hour_before_they_are_reminded_once(
    ports: Ports, amina: Specialist, telephone: FakeTelephone, link: Any
) -> None:
    shift = planned(ports, starts_at=ports.store.now() + timedelta(minutes=29))

    assert sweep(ports, shift).reminded == amina.id
    sweep(ports, shift)

    (text,) = texts(ports, link)
    send_text(ports, text.id)
    ((_, body),) = telephone.sent
    assert body.startswith(f"Your shift starts {day_of(shift.starts_at, ports.store.now())} at")
    assert text.phone == amina.phone


def test_earlier_than_that_nobody_is_reminded(ports: Ports, amina: Specialist, link: Any) -> None:
    shift = planned(ports, starts_at=ports.store.now() + timedelta(minutes=31))

    assert not sweep(ports, shift).reminded
    assert texts(ports, link) == []


def test_whoever_said_stop_gets_no_reminder(
    ports: Ports, amina: Specialist, telephone: FakeTelephone, link: Any
) -> None:
    person = Person(id=ports.identity.person(amina.phone))
    keep(ports, person.opt_out("sms", ports.store.now()))
    shift = planned(ports, starts_at=ports.store.now() + timedelta(minutes=20))

    sweep(ports, shift)

    (text,) = texts(ports, link)
    send_text(ports, text.id)
    assert telephone.sent == []


def test_ten_minutes_in_whoever_is_there_has_come(
    ports: Ports, amina: Specialist, zoe: Specialist, link: Any
) -> None:
    shift = planned(ports, starts_at=ports.store.now() - timedelta(minutes=10))
    start_shift(ports, amina.id)

    seen = sweep(ports, shift)

    assert seen.came_at is not None
    assert seen.missed_at is None
    assert seen.settled
    assert texts(ports, link) == []
    assert ports.store.due(ports.store.now() + 99 * HOUR, 9) == []


def test_nobody_came_is_written_down_and_supervisors_are_told_once(
    ports: Ports, amina: Specialist, zoe: Specialist, link: Any
) -> None:
    shift = planned(ports, starts_at=ports.store.now() - timedelta(minutes=10))

    missed = sweep(ports, shift)
    sweep(ports, shift)

    assert missed.missed_at is not None
    assert [(t.phone, t.words) for t in texts(ports, link)] == [(zoe.phone, "staff_nobody_came")]
    body = ports.wording.sms("staff_nobody_came", "en", **dict(texts(ports, link)[0].values))
    assert "amina" not in body.casefold()


def test_whoever_comes_late_has_come_and_it_stays_known_that_they_were_late(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    shift = planned(ports, starts_at=ports.store.now() - timedelta(minutes=10))
    sweep(ports, shift)
    start_shift(ports, amina.id)

    late = sweep(ports, shift)

    assert late.missed_at is not None
    assert late.came_at is not None
    assert late.settled


def test_a_shift_nobody_came_to_is_looked_at_no_more_when_it_is_over(
    ports: Ports, amina: Specialist
) -> None:
    now = ports.store.now()
    shift = planned(ports, starts_at=now - 2 * HOUR, ends_at=now - timedelta(minutes=1))

    over = sweep(ports, shift)

    assert over.settled
    assert over.missed_at is not None
    assert ports.store.due(now + 99 * HOUR, 9) == []


def test_a_look_that_came_too_early_changes_nothing(ports: Ports, amina: Specialist) -> None:
    shift = planned(ports, due_at=ports.store.now() + HOUR)

    look_at(ports, f"shift:{shift.id}")

    assert stored(ports, shift) == shift


def test_a_removed_shift_leaves_nothing_to_look_at(
    ports: Ports, amina: Specialist, zoe: Specialist
) -> None:
    shift = add_shift(ports, a_plan(ports), zoe.id)
    remove_shift(ports, shift.id, zoe.id)

    look_at(ports, f"shift:{shift.id}")

    assert ports.store.due(ports.store.now() + 999 * HOUR, 9) == []


def test_holes_are_open_hours_with_nobody_and_hours_without_a_language(
    ports: Ports, with_policy: Callable[..., Ports], zoe: Specialist
) -> None:
    hours = OpeningHours(str(ZONE), (((time(9), time(17)),),) * 7)
    nine_to_five = with_policy(hours=hours)
    a_colleague(ports, id="english", languages=("en",))
    a_colleague(ports, id="gone", disabled=True)
    add_shift(nine_to_five, a_plan(ports, "english", 8, 12), zoe.id)
    add_shift(nine_to_five, a_plan(ports, "zoe", 11, 15), zoe.id)
    planned(
        ports,
        "gone",
        starts_at=tomorrow(ports, 8).replace(tzinfo=ZONE),
        ends_at=tomorrow(ports, 20).replace(tzinfo=ZONE),
    )

    week = week_of(nine_to_five, tomorrow(ports, 0).date())

    def clock(stretch: tuple[datetime, datetime]) -> tuple[int, int]:
        return stretch[0].astimezone(ZONE).hour, stretch[1].astimezone(ZONE).hour

    assert clock(week.empty[0]) == (15, 17)
    assert len(week.empty) == 7  # the rest of this day, and six whole days
    assert week_of(nine_to_five, tomorrow(ports, 0, days=-9).date()).empty == []  # too late
    assert [clock(s) for s in week.silent["es"]] == [(9, 11)]
    assert "en" not in week.silent


def test_last_nights_shift_covers_this_morning(ports: Ports, zoe: Specialist) -> None:
    now = ports.store.now()
    monday = now.astimezone(ZONE).date() + timedelta(days=3)
    midnight = datetime.combine(monday, time(), ZONE)
    planned(ports, zoe.id, starts_at=midnight - 2 * HOUR, ends_at=midnight + 6 * HOUR)

    week = week_of(ports, monday)

    assert len(week.shifts) == 1
    assert week.empty[0][0] == midnight + 6 * HOUR


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
def test_a_week_that_cannot_be_shown_is_refused(ports: Ports, year: int) -> None:
    with pytest.raises(NotAllowed):
        week_of(ports, tomorrow(ports, 0).date().replace(year=year, day=1))
