"""An hour that is texted for a saved call: which texts move it, and to when."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Ports
from tests.actions.texting import TimedTexter
from tests.builders import NOON

LOS_ANGELES = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def texter(ports: Ports, web_link) -> TimedTexter:
    """Somebody in New York who texts on a Wednesday at noon, while calls may come at any hour."""
    someone = TimedTexter(ports, web_link)
    someone.it_is(NOON)
    return someone


@pytest.mark.parametrize("between", ["is it addictive?", "thanks", "KETAMINE", ""])
@pytest.mark.parametrize("place", ["90210", "pacific", "seattle"])
def test_an_hour_keeps_to_the_clock_of_their_place_whatever_they_texted_between(
    texter: TimedTexter, between: str, place: str
) -> None:
    texter.texts("CALL")
    texter.texts("6pm")
    if between:
        texter.texts(between)

    answer = texter.texts(place)

    assert "today after 6:00 PM" in answer.messages[0]
    assert texter.due(LOS_ANGELES) == "Wed 25 18:00"


def test_an_hour_that_has_passed_where_they_are_is_the_next_days(ports: Ports, web_link) -> None:
    texter = TimedTexter(ports, web_link, "+18085550142")
    texter.it_is(NOON + timedelta(hours=9))  # 11 AM in Honolulu, 4 PM in New York
    texter.texts("CALL")
    texter.texts("3pm")
    texter.it_is(NOON + timedelta(hours=9, minutes=5))

    texter.texts("10001")

    assert texter.due() == "Thu 26 15:00"
