"""Days and hours as callers say them, and as a recogniser writes them down."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.spoken_hours import in_figures
from service.domain.stated_time import names_day_or_hour, stated_time

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=NEW_YORK)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("Tomorrow at 3 PM.", "Thu 15:00"),
        ("tomorrow at three p.m.", "Thu 15:00"),
        ("friday at ten thirty in the morning", "Fri 10:30"),
        ("half past four", "Wed 16:30"),
        ("at quarter to five", "Wed 16:45"),
        ("quarter to one tomorrow", "Thu 12:45"),
        ("quarter past nine tomorrow", "Thu 09:15"),
        ("monday at eleven o'clock", "Mon 11:00"),
        ("tomorrow between three and five", "Thu 15:00"),
        ("not until three", "Wed 15:00"),
        ("entre las tres y las cinco", "Wed 15:00"),
        ("3 o'clock", "Wed 15:00"),
        ("seven in the evening", "Wed 19:00"),
        ("in two hours", "Wed 14:00"),
        ("in thirty minutes", "Wed 12:30"),
        ("in ten minutes", "Wed 12:10"),
        ("Mañana a las tres.", "Thu 15:00"),
        ("el viernes a las diez y media de la mañana", "Fri 10:30"),
        ("el lunes a las cinco menos cuarto", "Mon 16:45"),
        ("a las ocho y media de la noche", "Wed 20:30"),
        ("a la una y cuarto", "Wed 13:15"),
        ("en dos horas", "Wed 14:00"),
        ("dentro de veinte minutos", "Wed 12:20"),
    ],
)
def test_a_day_and_an_hour_are_understood_as_they_are_said(words: str, then: str) -> None:
    at = stated_time(words, now=NOON, zone=NEW_YORK)

    assert at is not None
    assert f"{at:%a %H:%M}" == then
    assert names_day_or_hour(words)


@pytest.mark.parametrize(
    "words", ["afternoon", "in the morning please", "por la tarde", "no one", "one moment", "once"]
)
def test_a_part_of_the_day_or_a_mere_number_names_no_hour(words: str) -> None:
    assert not names_day_or_hour(words)


def test_the_hour_before_one_is_twelve() -> None:
    assert in_figures("quarter to one") == in_figures("la una menos cuarto")[3:] == "12:45"


@given(st.text(max_size=120))
def test_nothing_that_is_said_can_break_it(words: str) -> None:
    assert isinstance(in_figures(words), str)
    assert isinstance(names_day_or_hour(words), bool)
