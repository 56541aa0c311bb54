"""The hours people name for their call."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.stated_time import stated_time, time_there

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=NEW_YORK)
"""A Wednesday."""
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
HALF_PAST_MIDNIGHT = datetime(2026, 11, 26, 0, 30, tzinfo=NEW_YORK)
"""Thursday, while it is still Wednesday in Los Angeles."""


@pytest.mark.parametrize(
    ("words", "day", "clock"),
    [
        ("tomorrow 3pm", 26, (15, 0)),
        ("tmrw at 3", 26, (15, 0)),
        ("after 5", 25, (17, 0)),
        ("5:30", 25, (17, 30)),
        ("at 8", 26, (8, 0)),
        ("tomorrow morning", 26, (9, 0)),
        ("friday afternoon", 27, (14, 0)),
        ("mon 10:15 am", 30, (10, 15)),
        ("tonight", 25, (18, 0)),
        ("in 2 hours", 25, (14, 0)),
        ("in an hour", 25, (13, 0)),
        ("in 30 min", 25, (12, 30)),
        ("mañana a las 3", 26, (15, 0)),
        ("mañana por la mañana", 26, (9, 0)),
        ("el viernes a las 10 de la mañana", 27, (10, 0)),
        ("por la tarde", 25, (14, 0)),
        ("hoy a las 6", 25, (18, 0)),
        ("pasado mañana", 27, (9, 0)),
        ("wednesday 9am", 2, (9, 0)),
        ("wednesday 3pm", 25, (15, 0)),
        ("next wednesday 3pm", 2, (15, 0)),
        ("noon tomorrow", 26, (12, 0)),
    ],
)
def test_an_hour_is_read_on_the_persons_clock(words: str, day: int, clock: tuple[int, int]) -> None:
    at = stated_time(words, now=NOON, zone=NEW_YORK)

    assert at is not None
    assert (at.day, (at.hour, at.minute)) == (day, clock)


@pytest.mark.parametrize("words", ["", "ok", "call me", "3105550142", "99", "whenever", "25:00"])
def test_what_names_no_hour_is_not_guessed(words: str) -> None:
    assert stated_time(words, now=NOON, zone=NEW_YORK) is None


def test_a_number_alone_is_an_hour_only_in_answer_to_when() -> None:
    assert stated_time("3", now=NOON, zone=NEW_YORK) is not None
    assert stated_time("2 friends", now=NOON, zone=NEW_YORK, bare_hours=False) is None


@pytest.mark.parametrize("words", ["took 3 tomorrow", "monday 4", "next week 3"])
def test_a_day_beside_a_number_that_may_be_its_hour_is_not_guessed(words: str) -> None:
    assert stated_time(words, now=NOON, zone=NEW_YORK, bare_hours=False) is None


@given(st.text(max_size=80))
def test_no_words_at_all_can_break_it_or_name_the_past(words: str) -> None:
    at = stated_time(words, now=NOON.astimezone(UTC), zone=NEW_YORK)

    assert at is None or NOON <= at < NOON + timedelta(days=15)


@pytest.mark.parametrize("words", ["today", "today 9am", "hoy"])
def test_an_hour_of_today_that_has_passed_is_asked_for_again_and_not_put_off_a_week(
    words: str,
) -> None:
    now = datetime(2026, 3, 4, 15, 30, tzinfo=ZoneInfo("America/New_York"))

    assert stated_time(words, now=now, zone=ZoneInfo("America/New_York")) is None


@pytest.mark.parametrize("words", ["not today", "hoy no"])
def test_not_today_is_the_next_morning(words: str) -> None:
    zone = ZoneInfo("America/New_York")
    now = datetime(2026, 3, 4, 15, 30, tzinfo=zone)

    assert stated_time(words, now=now, zone=zone) == datetime(2026, 3, 5, 9, tzinfo=zone)


@pytest.mark.parametrize("now", [
    datetime(2026, 3, 8, 6, 30, tzinfo=UTC), datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
])  # fmt: skip
def test_in_two_hours_is_two_hours_also_in_the_night_the_clocks_change(now: datetime) -> None:
    at = stated_time("in 2 hours", now=now, zone=NEW_YORK)

    assert at is not None
    assert at.astimezone(UTC) - now == timedelta(hours=2)


@pytest.mark.parametrize(("now", "hour"), [
    (datetime(2026, 3, 8, 5, 0, tzinfo=UTC), 19), (datetime(2026, 11, 1, 3, 0, tzinfo=UTC), 20),
])  # fmt: skip
def test_three_in_the_afternoon_is_that_on_the_wall_after_the_clocks_changed(
    now: datetime, hour: int
) -> None:
    at = stated_time("3pm", now=now, zone=NEW_YORK)

    assert at is not None
    assert (at.astimezone(UTC).hour, at.astimezone(NEW_YORK).hour) == (hour, 15)


@pytest.mark.parametrize(("words", "day"), [("tomorrow 3pm", 26), ("friday 3pm", 27), ("3pm", 26)])
def test_tomorrow_is_the_day_after_theirs_once_their_place_is_known(words: str, day: int) -> None:
    read = stated_time(words, now=HALF_PAST_MIDNIGHT, zone=NEW_YORK)
    assert read is not None
    recent = [
        (HALF_PAST_MIDNIGHT.timestamp() - 5, "call me"),
        (HALF_PAST_MIDNIGHT.timestamp(), words),
    ]

    there = time_there(read, assumed=NEW_YORK, there=LOS_ANGELES, recent=recent)

    assert there == datetime(2026, 11, day, 15, 0, tzinfo=LOS_ANGELES)


def test_when_their_words_are_forgotten_the_day_and_the_hour_stay() -> None:
    read = datetime(2026, 11, 27, 15, 0, tzinfo=NEW_YORK)

    there = time_there(read, assumed=NEW_YORK, there=LOS_ANGELES, recent=())

    assert there == datetime(2026, 11, 27, 15, 0, tzinfo=LOS_ANGELES)
