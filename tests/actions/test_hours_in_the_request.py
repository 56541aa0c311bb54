"""An hour, a day or a zone that stands in the very text that asks for a call, texted at noon."""

from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Ports
from tests.actions.test_receive_sms import on_shift
from tests.actions.texting import TimedTexter
from tests.builders import NOON

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def texter(ports: Ports, web_link) -> TimedTexter:
    """Somebody in New York on a Wednesday at noon, while somebody is on shift."""
    someone = TimedTexter(ports, web_link)
    someone.it_is(NOON)
    on_shift(someone.ports)
    return someone


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("call me at 3pm pacific", LOS_ANGELES),
        ("CALL 3pm PST", LOS_ANGELES),
        ("im in california call me at 3pm", LOS_ANGELES),
        ("call me at 3 im in chicago", CHICAGO),
        ("i need help im in chicago call me at 3", CHICAGO),
        ("llamame a las 3 hora del pacifico", LOS_ANGELES),
        ("call me today at 3 90210", LOS_ANGELES),
    ],
)
def test_a_zone_beside_the_hour_is_the_one_of_that_hour(
    texter: TimedTexter, words: str, zone: ZoneInfo
) -> None:
    answer = texter.texts(words)

    assert "3:00 PM" in answer.messages[0]
    assert texter.call.zone == zone.key
    assert texter.due(zone) == "Wed 25 15:00"


@pytest.mark.parametrize(
    "words", ["call me at 3, my mom is in seattle", "he was at central hospital, call me at 3"]
)
def test_the_place_of_somebody_else_is_not_theirs(texter: TimedTexter, words: str) -> None:
    texter.texts(words)

    assert texter.call.zone == ""
    assert texter.due() == "Wed 25 15:00"
