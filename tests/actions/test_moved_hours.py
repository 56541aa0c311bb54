"""An hour that is texted for a saved call: which texts move it, and to when."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Change, Ports
from tests.actions.texting import TimedTexter
from tests.builders import NOON

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
ASKED = "We could not read a time in that"


@pytest.fixture
def texter(ports: Ports, web_link) -> TimedTexter:
    """Somebody in New York who texts on a Wednesday at noon, while calls may come at any hour."""
    someone = TimedTexter(ports, web_link)
    someone.it_is(NOON)
    return someone


@pytest.mark.parametrize(
    "words",
    """i took 3 | its been 5 minutes | tengo 2 hijos | took 2 more | i did 2 grams | my kid is 3
    | he hit me 2 times | i was clean for 9 months | apt 4b | do you close at 5?""".split("|"),
)
def test_a_number_in_a_text_about_something_else_moves_no_call(
    texter: TimedTexter, words: str
) -> None:
    texter.texts("CALL")
    saved = texter.call

    answer = texter.texts(words.strip())

    assert (texter.call.due_at, texter.call.named_at) == (saved.due_at, None)
    assert not answer.messages[0].startswith(("OK. A person calls", "Bien. Le llaman"))


@pytest.mark.parametrize(
    "words",
    """i work nights | trabajo de noche | i work monday to friday | trabajo de lunes a viernes
    | it's 3am | 3 am and im awake | son las 3 | its 2 in the morning here""".split("|"),
)
def test_when_they_work_and_what_time_it_is_move_no_call(texter: TimedTexter, words: str) -> None:
    texter.texts("CALL")
    saved = texter.call

    texter.texts(words.strip())

    assert (texter.call.due_at, texter.call.named_at) == (saved.due_at, None)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("can we do 7 instead", "Wed 25 19:00"),
        ("7 is good", "Wed 25 19:00"),
        ("7 works", "Wed 25 19:00"),
        ("i can do 3", "Wed 25 15:00"),
        ("is 3 ok", "Wed 25 15:00"),
        ("how about 4", "Wed 25 16:00"),
        ("make it 6", "Wed 25 18:00"),
        ("mejor a las 6", "Wed 25 18:00"),
        ("a las 4 puedo", "Wed 25 16:00"),
        ("either 3 or 4", "Wed 25 15:00"),
        ("i work nights, call me at 3pm", "Wed 25 15:00"),
    ],
)
def test_a_plain_offer_of_an_hour_moves_the_call(texter: TimedTexter, words: str, due: str) -> None:
    texter.texts("CALL")

    texter.texts(words)

    assert texter.due() == due


@pytest.mark.parametrize("words", ["i can do 3", "3 is good", "is 3 ok"])
def test_in_a_crisis_an_offer_is_a_mere_number(texter: TimedTexter, words: str) -> None:
    texter.texts("i want to die")
    texter.texts("CALL")
    saved = texter.call

    texter.texts(words)

    assert texter.call.due_at == saved.due_at


def test_a_number_beside_the_wish_for_a_call_is_no_hour(texter: TimedTexter) -> None:
    answer = texter.texts("i relapsed after 5 months, call me")

    assert answer.outcome == "callback-queued"
    assert texter.call.named_at is None


@pytest.mark.parametrize("words", ["3", "ok 3", "i took 3", "2 hours", "1730"])
def test_a_crisis_call_is_not_moved_by_a_mere_number(texter: TimedTexter, words: str) -> None:
    texter.texts("i want to die")
    texter.texts("CALL")
    saved = texter.call

    texter.texts(words)

    assert (texter.call.due_at, texter.call.named_at) == (saved.due_at, None)


def test_a_call_saved_before_a_crisis_is_not_moved_by_a_mere_number_either(
    texter: TimedTexter,
) -> None:
    texter.texts("CALL")
    texter.texts("i want to die")
    saved = texter.call

    texter.texts("3")

    assert texter.call.due_at == saved.due_at


def test_days_after_a_crisis_its_call_still_takes_a_plain_time_only(texter: TimedTexter) -> None:
    texter.texts("i want to die")
    texter.texts("CALL")
    texter.it_is(NOON + timedelta(days=2))

    assert ASKED in texter.reads("5")
    assert "after 5:00 PM" in texter.reads("at 5")


@pytest.mark.parametrize(
    ("first", "then", "due"),
    [
        ("monday", "3pm", "Mon 30 15:00"),
        ("mañana", "7 de la noche", "Thu 26 19:00"),
        ("friday after 5", "actually 6", "Fri 27 18:00"),
        ("dec 5", "in the afternoon", "Sat 05 14:00"),
        ("monday", "tuesday", "Tue 01 09:00"),
        ("friday after 5", "today at 6", "Wed 25 18:00"),
        ("tomorrow 3pm", "call me at 4", "Thu 26 16:00"),
    ],
)
def test_the_day_they_named_stays_when_only_an_hour_follows(
    texter: TimedTexter, first: str, then: str, due: str
) -> None:
    texter.texts("CALL")
    texter.texts(first)

    texter.texts(then)

    assert texter.due() == due


def test_the_day_of_an_hour_that_is_no_longer_saved_does_not_stay(texter: TimedTexter) -> None:
    texter.texts("CALL")
    texter.texts("monday")
    retried = replace(texter.call, due_at=texter.call.due_at + timedelta(hours=2))
    texter.store.commit(Change(now=texter.store.now(), records=(retried,)))

    texter.texts("3pm")

    assert texter.due() == "Wed 25 15:00"


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
    texter.it_is(NOON + timedelta(hours=4))  # 11 AM in Honolulu, 4 PM in New York
    texter.texts("CALL")
    texter.texts("3pm")
    texter.it_is(NOON + timedelta(hours=4, minutes=5))
    texter.texts("thanks")  # by then their words are forgotten

    texter.texts("10001")

    assert texter.due() == "Thu 26 15:00"


def test_an_hour_beside_a_city_is_on_the_clock_of_that_city(texter: TimedTexter) -> None:
    texter.texts("CALL")

    texter.texts("tomorrow 3pm seattle")

    assert texter.due(LOS_ANGELES) == "Thu 26 15:00"


def test_a_city_in_a_longer_text_is_not_taken_for_where_they_are(texter: TimedTexter) -> None:
    texter.texts("CALL")

    texter.texts("call me tomorrow at 3, my mom is in seattle")

    assert texter.call.zone == ""
    assert texter.due() == "Thu 26 15:00"


@pytest.mark.parametrize(
    "words",
    ["now", "asap", "anytime", "today", "ahorita", "cuando puedan", "ahora", "ahora por favor"],
)
def test_now_and_anytime_leave_the_call_as_it_is_and_an_hour_may_still_follow(
    texter: TimedTexter, words: str
) -> None:
    texter.texts("CALL")
    saved = texter.call

    answer = texter.texts(words)

    assert answer.messages[0].startswith(("Your call is already saved", "Su llamada ya esta"))
    assert texter.call.due_at == saved.due_at
    texter.texts("5")
    assert texter.due() == "Wed 25 17:00"


@pytest.mark.parametrize(
    "words",
    """llamenme ahora | quiero que me llamen ahora | pueden llamarme ahora? | llamenme a hora
    | llamenme ahora mismo""".split("|"),
)
def test_a_call_asked_for_now_in_spanish_is_not_an_hour_off(
    texter: TimedTexter, words: str
) -> None:
    answer = texter.texts(words.strip())

    assert answer.outcome == "callback-queued"
    assert (texter.due(), texter.call.named_at) == ("Wed 25 12:00", None)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("dont call today call me tomorrow at 2", "Thu 26 14:00"),
        ("never mind today, call me friday at 2", "Fri 27 14:00"),
        ("nevermind today call me friday at 2", "Fri 27 14:00"),
        ("cancel that and call thursday at 2pm", "Thu 26 14:00"),
        ("cancelen la llamada de hoy y llamenme mañana a las 2", "Thu 26 14:00"),
        ("no call today please, tomorrow 2pm", "Thu 26 14:00"),
        ("never mind, call me tonight at 7", "Wed 25 19:00"),
    ],
)
@pytest.mark.parametrize("before", [(), ("CALL",)])
def test_a_call_asked_for_at_another_time_is_moved_and_not_lost(
    texter: TimedTexter, words: str, due: str, before: tuple[str, ...]
) -> None:
    for each in before:
        texter.texts(each)

    answer = texter.texts(words)

    assert answer.messages[0].startswith(("OK. A person calls", "Bien. Le llaman"))
    assert texter.due() == due


@pytest.mark.parametrize(
    "words",
    """cancel my 3pm call | cancel my call tomorrow at 3 | dont call me tomorrow | NOCALL
    | cancel my call, i will call you tomorrow at 3""".split("|"),
)
def test_a_call_that_is_only_taken_back_is_cancelled(texter: TimedTexter, words: str) -> None:
    texter.texts("CALL")

    answer = texter.texts(words.strip())

    assert answer.outcome == "callback-cancelled"
    assert texter.callback is None
