"""An hour, a day or a zone that stands in the very text that asks for a call, texted at noon."""

from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Ports
from tests.actions.texting import TimedTexter

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def texter(ports: Ports, web_link) -> TimedTexter:
    return TimedTexter.at_noon(ports, web_link)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("call me at 3pm pacific", LOS_ANGELES),
        ("CALL 3pm PST", LOS_ANGELES),
        ("im in california call me at 3pm", LOS_ANGELES),
        ("call me at 3 im in chicago", CHICAGO),
        ("i need help im in chicago call me at 3", CHICAGO),
        ("llamame a las 3 hora del pacifico", LOS_ANGELES),
        ("seattle, call me at 3pm", LOS_ANGELES),
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


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("me llaman mañana a las 3", "Thu 26 15:00"),
        ("me llaman a las 5", "Wed 25 17:00"),
        ("me marcan a las 5", "Wed 25 17:00"),
        ("hablenme a las 5", "Wed 25 17:00"),
        ("marquenme mañana", "Thu 26 09:00"),
        ("no se que hacer llamenme a las 5", "Wed 25 17:00"),
        ("my son is on k and i dont know what to do can you call me at 7", "Wed 25 19:00"),
        ("call me 7", "Wed 25 19:00"),
        ("call today 3", "Wed 25 15:00"),
    ],
)
def test_the_hour_of_a_request_is_the_one_they_are_told(
    texter: TimedTexter, words: str, due: str
) -> None:
    answer = texter.texts(words)

    assert answer.outcome == "callback-queued"
    assert answer.messages[0].startswith(("OK. A person calls", "Bien. Le llaman"))
    assert texter.due() == due


@pytest.mark.parametrize(
    "words",
    """call me dec 25 | call me 12/25 | call me in 3 weeks | call me on december 20
    | llámenme el 25 de diciembre | call me before my husband is home""".split("|"),
)
def test_a_time_that_cannot_be_taken_is_asked_for_again_and_the_call_stays_saved(
    texter: TimedTexter, words: str
) -> None:
    answer = texter.texts(words.strip())

    assert answer.outcome == "callback-queued"
    assert answer.messages[1].startswith(("Your call stays saved.", "Su llamada sigue anotada."))
    assert texter.call.named_at is None


def test_of_a_saved_call_too_it_is_said_that_the_time_was_not_read(texter: TimedTexter) -> None:
    texter.texts("CALL")

    answer = texter.texts("call me dec 25")

    assert answer.messages[1].startswith("Your call stays saved.")


@pytest.mark.parametrize(
    "words",
    """CALL | call me now | call me asap | call me today | llámenme ya
    | i relapsed last night call me | call me 4 help | my kid is 3, please call""".split("|"),
)
def test_where_no_time_is_asked_for_nothing_is_said_of_one(texter: TimedTexter, words: str) -> None:
    answer = texter.texts(words.strip())

    assert not any("We could not read" in each for each in answer.messages)
    assert not any("No entendi la hora" in each for each in answer.messages)
    assert texter.call.named_at is None


@pytest.mark.parametrize("first", ["", "CALL"])
@pytest.mark.parametrize("words", ["call me later", "call me another day", "me llamas al rato"])
def test_whoever_asks_for_later_is_put_off_and_told_until_when(
    texter: TimedTexter, first: str, words: str
) -> None:
    if first:
        texter.texts(first)

    answer = texter.texts(words)

    assert answer.messages[0].startswith(("OK, not now. A person", "Bien, ahora no. Le llaman"))
    assert "2:00 PM" in answer.messages[0]
    assert texter.due() == "Wed 25 14:00"


@pytest.mark.parametrize("first", ["", "CALL"])
@pytest.mark.parametrize(
    "words", ["call me later at 5", "i cant talk now call later at 5", "LATER, call me at 5pm"]
)
def test_an_hour_beside_later_is_taken(texter: TimedTexter, first: str, words: str) -> None:
    if first:
        texter.texts(first)

    texter.texts(words)

    assert texter.due() == "Wed 25 17:00"


@pytest.mark.parametrize("words", ["call me later today", "i cant talk now call later"])
def test_a_first_request_that_says_later_is_saved(texter: TimedTexter, words: str) -> None:
    answer = texter.texts(words)

    assert answer.outcome == "callback-queued"
    assert texter.due() == "Wed 25 14:00"


@pytest.mark.parametrize("words", ["LATER", "ANTES", "sooner"])
def test_after_stop_later_and_sooner_bring_no_call_back(texter: TimedTexter, words: str) -> None:
    texter.texts("CALL")
    texter.texts("STOP")
    texter.texts("START")

    answer = texter.texts(words)

    assert answer.outcome == "noted"


@pytest.mark.parametrize("words", ["sooner please", "antes"])
def test_whoever_wants_a_call_sooner_and_has_none_asks_for_one(
    texter: TimedTexter, words: str
) -> None:
    assert texter.texts(words).outcome == "callback-queued"


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("call 90210", LOS_ANGELES.key),
        ("i relapsed, please call me, my zip is 90210", LOS_ANGELES.key),
        ("i owe my dealer 90210 and i need help call me", ""),
        ("please call me i lost $60601", ""),
    ],
)
def test_five_digits_are_a_place_where_they_can_be_nothing_else(
    texter: TimedTexter, words: str, zone: str
) -> None:
    texter.texts(words)

    assert texter.call.zone == zone


@pytest.mark.parametrize("words", ["call me 7", "please call me 5"])
def test_in_a_crisis_a_mere_number_puts_no_call_off(texter: TimedTexter, words: str) -> None:
    texter.texts("i want to die")

    texter.texts(words)

    assert texter.call.crisis
    assert texter.call.named_at is None
