"""Hours named around midnight, at week ends, when the clocks change, and at the end of February."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.domain.stated_hours import Stated
from service.domain.stated_time import stated_time, wished_time

NEW_YORK = ZoneInfo("America/New_York")


def wished(words: str, now: datetime, **more: date) -> Stated | None:
    return wished_time(words, now=now, zone=NEW_YORK, asks_for_call=False, **more)


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


LATE = at(2026, 11, 25, 23, 30)
EARLY = at(2026, 11, 26, 0, 30)
SATURDAY = at(2026, 11, 28, 15)
SUNDAY = at(2026, 11, 29, 20)
LEAP = at(2028, 2, 28, 22)
NO_LEAP = at(2026, 2, 28, 22)
NEW_YEARS_EVE = at(2026, 12, 31, 18, 20)
BEFORE_SPRING = at(2026, 3, 7, 22)
BEFORE_AUTUMN = at(2026, 10, 31, 22)


@pytest.mark.parametrize(
    ("now", "words", "then"),
    [
        (LATE, "3pm", "Thu 26 15:00"),
        (LATE, "tomorrow 3pm", "Thu 26 15:00"),
        (LATE, "mañana a las 3", "Thu 26 15:00"),
        (LATE, "in 2 hours", "Thu 26 01:30"),
        (LATE, "midnight", "Thu 26 00:00"),
        (LATE, "tonight at 1", "Thu 26 01:00"),
        (LATE, "by noon", "Thu 26 09:00"),
        (LATE, "wednesday", "Wed 02 09:00"),
        (EARLY, "3pm", "Thu 26 15:00"),
        (EARLY, "tomorrow 3pm", "Fri 27 15:00"),
        (EARLY, "tonight at 8", "Thu 26 20:00"),
        (EARLY, "esta noche", "Thu 26 18:00"),
        (EARLY, "today at 8", "Thu 26 08:00"),
        (SATURDAY, "weekend", "Sun 29 09:00"),
        (SATURDAY, "saturday", "Sat 05 09:00"),
        (SATURDAY, "saturday at 6", "Sat 28 18:00"),
        (SATURDAY, "next saturday", "Sat 05 09:00"),
        (SATURDAY, "next week", "Mon 30 09:00"),
        (SATURDAY, "fin de semana", "Sun 29 09:00"),
        (SATURDAY, "weekdays", "Mon 30 09:00"),
        (SATURDAY, "afternoon", "Sat 28 15:15"),
        (SATURDAY, "this evening", "Sat 28 18:00"),
        (SATURDAY, "hoy a las 8", "Sat 28 20:00"),
        (SUNDAY, "weekend", "Sat 05 09:00"),
        (SUNDAY, "tonight", "Sun 29 20:15"),
        (SUNDAY, "next week", "Mon 30 09:00"),
        (SUNDAY, "mañana por la noche", "Mon 30 18:00"),
        (LEAP, "tomorrow", "Tue 29 09:00"),
        (LEAP, "feb 29 at 3", "Tue 29 15:00"),
        (LEAP, "the 29th", "Tue 29 09:00"),
        (LEAP, "in 2 days", "Wed 01 09:00"),
        (NO_LEAP, "tomorrow", "Sun 01 09:00"),
        (NO_LEAP, "2/29", ""),
        (NO_LEAP, "the 1st", "Sun 01 09:00"),
        (NEW_YEARS_EVE, "jan 2 at 10", "Sat 02 10:00"),
        (NEW_YEARS_EVE, "1/2", "Sat 02 09:00"),
        (NEW_YEARS_EVE, "el 2 de enero", "Sat 02 09:00"),
        (NEW_YEARS_EVE, "tonight", "Thu 31 18:35"),
        (NEW_YEARS_EVE, "before 6", "Fri 01 09:00"),
        (NEW_YEARS_EVE, "tomorrow before 9", "Fri 01 08:00"),
        (BEFORE_SPRING, "tomorrow 3pm", "Sun 08 15:00"),
        (BEFORE_SPRING, "in 2 days at 3", "Mon 09 15:00"),
        (BEFORE_SPRING, "in 12 hours", "Sun 08 11:00"),
        (BEFORE_AUTUMN, "tomorrow 3pm", "Sun 01 15:00"),
        (BEFORE_AUTUMN, "en dos días", "Mon 02 09:00"),
        (BEFORE_AUTUMN, "in 12 hours", "Sun 01 09:00"),
    ],
)
def test_the_day_is_theirs_whatever_day_it_is(now: datetime, words: str, then: str) -> None:
    stated = wished(words, now.astimezone(UTC))

    assert (f"{stated.at:%a %d %H:%M}" if stated else "") == then


@pytest.mark.parametrize(
    "words", ["today at 2", "this morning", "hoy a las 2", "today before noon"]
)
def test_what_has_passed_today_is_asked_again(words: str) -> None:
    assert wished(words, SATURDAY) is None


MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("3pm", "Mon 30 15:00"),
        ("7 de la noche", "Mon 30 19:00"),
        ("actually 6", "Mon 30 18:00"),
        ("in the afternoon", "Mon 30 14:00"),
        ("before noon", "Mon 30 09:00"),
        ("tuesday 3pm", "Tue 01 15:00"),
        ("tonight at 9", "Sat 28 21:00"),
        ("in 2 hours", "Sat 28 17:00"),
    ],
)
def test_the_day_named_before_stays_where_only_an_hour_follows(words: str, then: str) -> None:
    stated = wished(words, SATURDAY, day_before=MONDAY)

    assert stated is not None
    assert f"{stated.at:%a %d %H:%M}" == then


def test_an_hour_that_has_passed_on_the_day_named_before_is_the_next_one() -> None:
    stated = wished("2pm", SATURDAY, day_before=SATURDAY.date())

    assert stated is not None
    assert stated.at == at(2026, 11, 29, 14)


def test_nothing_is_read_further_ahead_than_two_weeks() -> None:
    assert stated_time("in 3 weeks", now=SATURDAY, zone=NEW_YORK) is None
    assert stated_time("dec 11", now=SATURDAY, zone=NEW_YORK) == at(2026, 12, 11, 9)
    assert stated_time("dec 13", now=SATURDAY, zone=NEW_YORK) is None


def test_soon_is_a_quarter_of_an_hour_on_a_round_minute() -> None:
    stated = wished("tonight", SUNDAY + timedelta(minutes=3, seconds=20))

    assert stated is not None
    assert stated.at == SUNDAY + timedelta(minutes=20)
