"""Opening hours in the nights that are hard: over midnight, on holidays, when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.domain.closing import Closing
from service.domain.errors import NotAllowed
from service.domain.hours import OpeningHours

NEW_YORK = ZoneInfo("America/New_York")
NIGHT = (time(22), time(6))
HOUR = timedelta(hours=1)
SPRING = date(2026, 3, 8)  # 2:00 becomes 3:00
AUTUMN = date(2026, 11, 1)  # 2:00 becomes 1:00


def every_night(**days: tuple[tuple[time, time], ...]) -> OpeningHours:
    named = {date.fromisoformat(day): spans for day, spans in days.items()}
    return OpeningHours("America/New_York", ((NIGHT,),) * 7, named)


def open_hours(hours: OpeningHours, start: datetime, end: datetime) -> int:
    """How many whole hours it is open between two moments."""
    moments = (start + HOUR * n for n in range((end - start) // HOUR))
    return sum(hours.is_open(moment) for moment in moments)


@pytest.mark.parametrize(
    ("morning_after", "length"), [(SPRING, 7), (AUTUMN, 9), (date(2026, 6, 2), 8)]
)
def test_a_night_shift_ends_by_the_clock_on_the_wall(morning_after: date, length: int) -> None:
    evening = datetime.combine(morning_after - timedelta(days=1), time(12), NEW_YORK)
    noon = datetime.combine(morning_after, time(12), NEW_YORK)

    open_for = open_hours(every_night(), evening.astimezone(UTC), noon.astimezone(UTC))

    assert open_for == length


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_both_of_an_hour_that_comes_twice_and_none_that_is_missing(day: date) -> None:
    hours = OpeningHours("America/New_York", (((time(1), time(3)),),) * 7)
    midnight = datetime.combine(day, time(0), NEW_YORK).astimezone(UTC)

    open_for = open_hours(hours, midnight, midnight + 12 * HOUR)

    assert open_for == (1 if day == SPRING else 3)


def test_the_second_of_two_equal_hours_is_asked_about_on_its_own_clock_too() -> None:
    hours = OpeningHours("America/New_York", (((time(0), time(1, 30)),),) * 7)
    first = datetime(2026, 11, 1, 1, 15, tzinfo=NEW_YORK)
    second = first.replace(fold=1)

    assert hours.is_open(first)
    assert not hours.is_open(second)
    late = OpeningHours("America/New_York", (((time(1, 30), time(5)),),) * 7)
    assert not late.is_open(first)
    assert late.is_open(second)


def test_it_opens_again_after_the_night_in_which_the_clock_changes() -> None:
    after_closing = datetime(2026, 3, 8, 7, 0, tzinfo=NEW_YORK)

    opens = every_night().next_open(after_closing)

    assert opens == datetime(2026, 3, 8, 22, 0, tzinfo=NEW_YORK)


def test_a_holiday_closes_its_own_evening_and_not_the_night_that_runs_into_it() -> None:
    hours = every_night(**{"2026-12-25": ()})

    assert hours.is_open(datetime(2026, 12, 25, 2, 0, tzinfo=NEW_YORK))
    assert not hours.is_open(datetime(2026, 12, 25, 23, 0, tzinfo=NEW_YORK))
    assert hours.next_open(datetime(2026, 12, 25, 7, 0, tzinfo=NEW_YORK)) == datetime(
        2026, 12, 26, 22, 0, tzinfo=NEW_YORK
    )


def test_a_day_of_its_own_takes_the_place_of_the_week() -> None:
    hours = every_night(**{"2026-12-24": ((time(10), time(14)),)})

    assert hours.is_open(datetime(2026, 12, 24, 12, 0, tzinfo=NEW_YORK))
    assert not hours.is_open(datetime(2026, 12, 24, 23, 0, tzinfo=NEW_YORK))


NOW = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


def test_the_switch_closes_until_its_time_and_then_the_usual_hours_hold() -> None:
    until = NOW + 20 * HOUR  # 8 in the morning, when nobody works
    closing = Closing().close(NOW, by="zoe", until=until)

    hours = closing.over(every_night(), NOW)

    assert not hours.is_open(NOW + 10 * HOUR)
    assert hours.next_open(NOW) == datetime(2026, 11, 26, 22, 0, tzinfo=NEW_YORK)
    assert closing.is_closed(until - timedelta(seconds=1))
    assert not closing.is_closed(until)
    assert closing.over(every_night(), until).is_open(NOW + 10 * HOUR)


def test_an_open_end_has_no_time_to_open_again() -> None:
    closing = Closing().close(NOW, by="zoe")

    hours = closing.over(OpeningHours.day_and_night(), NOW + 400 * HOUR)

    assert not hours.is_open(NOW + 400 * HOUR)
    assert hours.next_open(NOW + 400 * HOUR) is None


@pytest.mark.parametrize(
    "given",
    [
        {"until": NOW},
        {"until": NOW - HOUR},
        {"until": NOW + timedelta(days=400)},
        {"say_en": "Back soon 🙂"},
        {"say_en": "x" * 161},
        {"say_es": "Hola {name}"},
        {"say_es": "<Dial>"},
    ],
)
def test_what_cannot_be_kept_or_said_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(NotAllowed):
        Closing().close(NOW, by="zoe", **given)  # type: ignore[arg-type]


def test_words_become_one_line_and_keep_their_accents() -> None:
    closing = Closing().close(NOW, by="zoe", say_es=" Hoy  cerramos\npor el huracán. ")

    assert closing.words("es") == "Hoy cerramos por el huracán."
    assert closing.words("en") == ""
