"""A state as the answer to where they are: one clock, or every clock that it has."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from service.domain.phone import hour_zone
from service.domain.states import (
    ALASKA,
    CENTRAL_OR_MOUNTAIN,
    EASTERN_OR_CENTRAL,
    MOUNTAIN_OR_PACIFIC,
)
from tests.actions.conftest import ANYWHERE
from tests.actions.texting import NEW_YORK
from tests.builders import NOON

CHICAGO, DENVER = ZoneInfo("America/Chicago"), ZoneInfo("America/Denver")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
NEW_YORKER, OF_HOUSTON = "+12125550142", "+17135550142"
OF_CHICAGO = "+13125550142"
MORNING = NOON - timedelta(hours=3, minutes=45)  # 8:15 AM in New York


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("I live in Georgia", NEW_YORK.key),
        ("wisconsin", CHICAGO.key),
        ("vivo en california", LOS_ANGELES.key),
        ("PA", NEW_YORK.key),
        ("va", NEW_YORK.key),
        ("im in texas", CENTRAL_OR_MOUNTAIN),
        ("tx", CENTRAL_OR_MOUNTAIN),
        ("I live in Oregon", MOUNTAIN_OR_PACIFIC),
        ("estoy en florida", EASTERN_OR_CENTRAL),
    ],
)
def test_a_state_answers_where_they_are(by_day, words: str, zone: str) -> None:
    texter = by_day()

    answer = texter.texts(words)

    assert answer.outcome == "noted"
    assert texter.call.zone == zone


@pytest.mark.parametrize("words", ["va", "Va"])
def test_in_spanish_a_yes_stays_one(by_day, words: str) -> None:
    texter = by_day()
    texter.texts("español")
    texter.texts("LLAMAR")

    texter.texts(words)

    assert texter.call.zone == ""


@pytest.mark.parametrize(
    ("words", "due"),
    [("im in texas", "Wed 25 10:00"), ("florida", "Wed 25 09:00"), ("oregon", "Wed 25 11:00")],
)
def test_in_a_state_of_two_zones_they_are_rung_when_it_is_day_in_both(
    by_day, words: str, due: str
) -> None:
    texter = by_day(NEW_YORKER, MORNING)

    texter.texts(words)

    assert texter.due(NEW_YORK) == due


def test_nor_are_they_rung_when_it_is_night_in_one_of_them(by_day) -> None:
    texter = by_day(OF_CHICAGO)
    texter.texts("florida")

    texter.texts("today at 7:15 pm")  # 8:15 PM in Miami

    assert texter.due(NEW_YORK) == "Thu 26 09:00"


@pytest.mark.parametrize(
    ("phone", "told", "due"),
    [(ANYWHERE, "5:00 PM ET", "Wed 25 17:00"), (OF_HOUSTON, "3:00 PM from", "Wed 25 16:00")],
)
def test_an_hour_named_there_comes_in_no_half_of_the_state_too_soon(
    by_day, phone: str, told: str, due: str
) -> None:
    texter = by_day(phone)
    texter.texts("3pm")

    answer = texter.texts("im in texas")

    assert told in answer.messages[0]
    assert texter.due(NEW_YORK) == due


def test_the_zip_code_that_follows_puts_the_hour_right(by_day) -> None:
    texter = by_day()
    texter.texts("texas")
    texter.texts("tomorrow 3pm")

    answer = texter.texts("75201")

    assert "tomorrow after 3:00 PM from" in answer.messages[0]
    assert texter.due(CHICAGO) == "Thu 26 15:00"


def test_an_hour_beside_the_state_is_read_too(by_day) -> None:
    texter = by_day()

    texter.texts("tomorrow 3pm texas")

    assert texter.call.zone == CENTRAL_OR_MOUNTAIN
    assert texter.due(DENVER) == "Thu 26 15:00"


def test_an_hour_in_alaska_is_read_on_the_clock_that_nearly_all_of_it_keeps() -> None:
    assert hour_zone("+19075550142", ALASKA).key == "America/Anchorage"
