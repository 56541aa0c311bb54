"""Planned shifts over midnight and over nights in which the clocks change, and holes in a week."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from service.domain.coverage import gaps, open_stretches
from service.domain.errors import NotAllowed
from service.domain.hours import OpeningHours
from service.domain.roster import Shift, a_shift

NEW_YORK = "America/New_York"
HOUR = timedelta(hours=1)
NOW = datetime(2026, 10, 30, 12, tzinfo=UTC)


def planned(starts: str, ends: str, now: datetime = NOW) -> Shift:
    return a_shift(
        "s1", "amina", datetime.fromisoformat(starts), datetime.fromisoformat(ends), NEW_YORK, now
    )


def test_a_night_shift_ends_the_next_day() -> None:
    shift = planned("2026-11-02T22:00", "2026-11-02T06:00")

    assert shift.ends_at - shift.starts_at == 8 * HOUR
    assert shift.starts_at == datetime(2026, 11, 3, 3, tzinfo=UTC)


def test_in_the_night_with_an_hour_twice_it_is_an_hour_longer() -> None:
    shift = planned("2026-10-31T22:00", "2026-10-31T06:00")

    assert shift.ends_at - shift.starts_at == 9 * HOUR


def test_in_the_night_with_an_hour_missing_it_is_an_hour_shorter() -> None:
    shift = planned("2026-03-07T22:00", "2026-03-07T06:00", datetime(2026, 3, 1, tzinfo=UTC))

    assert shift.ends_at - shift.starts_at == 7 * HOUR


def test_an_end_that_the_clock_shows_twice_is_the_later_one() -> None:
    shift = planned("2026-10-31T22:00", "2026-11-01T01:30")

    assert shift.ends_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        ("2026-03-08T02:30", "2026-03-08T08:00", "jump"),
        ("2026-03-02T09:00", "2026-03-02T09:10", "30 minutes"),
        ("2026-03-02T06:00", "2026-03-02T23:00", "16 hours"),
        ("2026-02-20T09:00", "2026-02-20T17:00", "over already"),
        ("2026-08-20T09:00", "2026-08-20T17:00", "days ahead"),
        ("9999-12-31T09:00", "9999-12-31T08:00", "a day and a time"),
        ("0001-01-01T00:00", "0001-01-01T08:00", "a day and a time"),
    ],
)
def test_what_cannot_be_worked_is_refused_in_words(starts: str, ends: str, says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        planned(starts, ends, datetime(2026, 3, 1, 12, tzinfo=UTC))


def test_a_look_is_due_half_an_hour_before_then_ten_minutes_in() -> None:
    shift = planned("2026-11-02T09:00", "2026-11-02T17:00")
    assert shift.due_at == shift.starts_at - timedelta(minutes=30)

    reminded = shift.was_reminded(shift.due_at)
    assert reminded.due_at == shift.starts_at + timedelta(minutes=10)

    missed = reminded.not_seen(reminded.due_at)
    assert missed.due_at == shift.starts_at + timedelta(minutes=20)
    assert missed.seen_there(missed.due_at).settled
    assert missed.not_seen(shift.ends_at).settled


def test_whoever_takes_it_is_reminded_anew() -> None:
    shift = planned("2026-11-02T09:00", "2026-11-02T17:00")
    at = shift.starts_at - timedelta(minutes=20)

    taken = shift.was_reminded(at).offer(at, wanted=True).taken_by("zoe", at)

    assert taken.reminds(at)
    assert taken.due_at == at


def test_gaps_are_what_nothing_covers() -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 11, 2, hour, tzinfo=UTC)

    wanted = [(at(8), at(12)), (at(14), at(20))]
    covered = [(at(7), at(9)), (at(10), at(11)), (at(11), at(15)), (at(19), at(22))]

    assert gaps(wanted, covered) == [(at(9), at(10)), (at(15), at(19))]
    assert gaps(wanted, []) == wanted
    assert gaps(wanted, wanted) == []
    assert gaps([], covered) == []


def test_gaps_agree_with_counting_minute_by_minute() -> None:
    start = datetime(2026, 11, 2, tzinfo=UTC)

    def stretch(a: int, b: int) -> tuple[datetime, datetime]:
        return start + timedelta(minutes=a), start + timedelta(minutes=b)

    for seed in range(200):
        edges = [(seed * k * 7919 + k * 104729) % 300 for k in range(1, 13)]
        pairs = [(min(a, b), max(a, b) + 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        wanted, covered = [(0, 100), (150, 300)], pairs
        empty = {m for a, b in wanted for m in range(a, b)} - {m for a, b in covered for m in range(a, b)}  # fmt: skip # noqa: E501

        found = gaps([stretch(*w) for w in wanted], [stretch(*c) for c in covered])

        minutes = {int((a - start).total_seconds() // 60) + n for a, b in found for n in range(int((b - a).total_seconds() // 60))}  # fmt: skip # noqa: E501
        assert minutes == empty


def test_day_and_night_is_one_stretch_over_the_change_of_clocks() -> None:
    (stretch,) = open_stretches(OpeningHours.day_and_night(NEW_YORK), date(2026, 10, 31), 3)

    assert stretch[1] - stretch[0] == 73 * HOUR


def test_a_night_of_opening_hours_is_not_cut_at_midnight() -> None:
    hours = OpeningHours(NEW_YORK, (((time(22), time(6)),),) * 7)

    first, second = open_stretches(hours, date(2026, 11, 2), 2)

    assert first[1] - first[0] == 8 * HOUR
    assert second[0] - first[0] == 24 * HOUR
