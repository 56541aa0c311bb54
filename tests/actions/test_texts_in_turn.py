"""What one text changes for the next: no line twice running, reading on, hours and places."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Change, Ports
from service.domain.gsm7 import is_gsm7, segments
from tests.actions.test_receive_sms import Texter
from tests.builders import a_specialist

NEW_YORK = ZoneInfo("America/New_York")
UNDERSTOOD = "time_understood"


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


@pytest.mark.parametrize(
    "text",
    [
        *"MENU CALL WHO INSURANCE PRIVACY HELP SOURCE NOCALL EFFECTS WITHDRAWAL CHAT".split(),
        *"LATER VOICEMAIL SEGURO LLAMAR 3pm asdf español".split(),
        *("how much is safe", "fuck you", "call 212-555-0142", "my friend overdosed"),
        *("i want to die", "my friend wants to kill herself", "quiero morir"),
        *("mi hijo se quiere matar", "tomé demasiada ketamina"),
    ],
)
def test_no_line_is_sent_twice_running(texter: Texter, text: str) -> None:
    lines = [texter.texts(text).messages[0] for _ in range(4)]

    assert all(now != before for before, now in pairwise(lines))
    assert all(is_gsm7(line) and segments(line) <= 2 for line in lines)


@pytest.mark.parametrize("text", ["i want to die", "quiero morir", "my friend overdosed"])
def test_a_crisis_texted_again_is_one_segment_with_a_number_each_time(
    texter: Texter, text: str
) -> None:
    answers = [texter.texts(text) for _ in range(3)]

    assert [answer.outcome for answer in answers] == ["crisis"] * 3
    assert all(segments(answer.messages[0]) == 1 for answer in answers)
    assert all("911" in answer.messages[0] for answer in answers)
    assert all(len(answer.messages) == 1 for answer in answers)


def test_a_crisis_texted_again_claims_no_alert_that_was_not_made(texter: Texter) -> None:
    lines = [texter.texts("i want to die").messages[0] for _ in range(4)]

    assert not any("alerted" in line for line in lines)


def test_a_crisis_texted_again_while_somebody_is_on_shift_comes_in_both_wordings(
    ports: Ports, texter: Texter
) -> None:
    ports.store.commit(Change(now=ports.store.now(), records=(a_specialist(),)))

    lines = [texter.texts("i want to die").messages[0] for _ in range(3)]

    assert ["alerted" in line for line in lines] == [True, False, True]


def test_more_is_answered_to_the_end_of_a_topic_however_often_it_is_texted(texter: Texter) -> None:
    texter.texts("BRAIN")

    answers = [texter.texts("MORE") for _ in range(7)]

    assert [answer.outcome for answer in answers] == ["fact"] * 7
    assert len({answer.messages for answer in answers}) == 7


def test_source_after_the_last_fact_still_cites_it(texter: Texter) -> None:
    texter.texts("DETOX")
    while "all we have" not in texter.texts("MORE").messages[0]:
        pass

    answer = texter.texts("SOURCE")

    assert "Our source" in answer.messages[0]


@pytest.mark.parametrize("text", ["hi", "hello?", "hola", "hey"])
def test_a_greeting_after_a_crisis_is_led_to_988_and_not_to_the_menu(
    texter: Texter, text: str
) -> None:
    texter.texts("i want to die")

    answer = texter.texts(text)

    assert answer.outcome == "crisis"
    assert "988" in answer.messages[0]


def test_the_menu_is_still_there_after_a_crisis(texter: Texter) -> None:
    texter.texts("i want to die")

    assert texter.texts("Menu!").outcome == "menu"


def test_after_a_crisis_the_first_contact_waits_for_the_next_answer(texter: Texter) -> None:
    crisis = texter.texts("i want to die")
    following = texter.texts("hmm")
    third = texter.texts("hmmm")

    assert [len(answer.messages) for answer in (crisis, following, third)] == [1, 2, 1]
    assert "STOP to opt out" in following.messages[1]


def test_after_stop_the_first_contact_is_never_sent(texter: Texter) -> None:
    texter.texts("QUIT")

    answer = texter.texts("KETAMINE")

    assert len(answer.messages) == 1


@pytest.mark.parametrize("hour", ["tomorrow 3pm", "after 3", "at 3"])
def test_after_a_crisis_too_an_hour_for_the_saved_call_is_taken(texter: Texter, hour: str) -> None:
    texter.texts("i want to die")
    texter.texts("CALL")

    answer = texter.texts(hour)

    assert answer.outcome == "noted"
    assert texter.callback is not None
    assert texter.callback.due_at.astimezone(NEW_YORK).hour == 15


def test_after_a_crisis_words_with_a_number_in_them_are_no_hour(texter: Texter) -> None:
    texter.texts("i want to die")
    texter.texts("CALL")

    answer = texter.texts("there were 3 of us and now nobody")

    assert answer.outcome == "crisis"


def test_an_hour_without_a_saved_call_is_told_that_none_is_saved(texter: Texter) -> None:
    answer = texter.texts("3pm")

    assert "No call is saved" in answer.messages[0]


def test_an_hour_named_before_the_zip_code_is_on_the_clock_of_that_place(texter: Texter) -> None:
    texter.texts("CALL")
    texter.texts("tomorrow 3pm")

    answer = texter.texts("90210")

    assert "tomorrow after 3:00 PM" in answer.messages[0]
    assert texter.callback is not None
    here = texter.callback.due_at.astimezone(ZoneInfo("America/Los_Angeles"))
    assert (here.hour, here.minute) == (15, 0)


def test_what_they_said_after_midnight_here_is_read_again_further_west(
    ports: Ports, texter: Texter
) -> None:
    """Half past midnight in New York is still the day before in Los Angeles."""
    texter.texts("CALL")
    texter.texts("tomorrow 3pm")
    around = ports.store.around(texter.id)
    midnight = ports.store.now().astimezone(NEW_YORK).replace(hour=0, minute=30, second=0)
    said_at = midnight.replace(microsecond=0) + timedelta(days=2)
    read_as = (said_at + timedelta(days=1)).replace(hour=15, minute=0)
    assert around.callback is not None
    conversation = replace(
        around.conversation, recent=((said_at.timestamp(), "tomorrow 3pm"),), last_reply=UNDERSTOOD
    )
    late = replace(around.callback, due_at=read_as, named_at=read_as)
    ports.store.commit(Change(now=ports.store.now(), records=(late, conversation)))

    texter.texts("90210")

    assert texter.callback is not None
    there = texter.callback.due_at.astimezone(ZoneInfo("America/Los_Angeles"))
    assert (there.date(), there.hour) == (said_at.date(), 15)


def test_an_hour_of_ours_stays_when_the_zip_code_comes(ports: Ports, texter: Texter) -> None:
    texter.texts("CALL")
    saved, now = texter.callback, ports.store.now()
    assert saved is not None
    tomorrow = (now + timedelta(days=1)).astimezone(NEW_YORK)
    ours = replace(saved, due_at=tomorrow.replace(hour=11, minute=0, second=0, microsecond=0))
    ports.store.commit(Change(now=now, records=(ours,)))

    texter.texts("90210")

    assert texter.callback is not None
    assert texter.callback.due_at == ours.due_at


def test_a_while_named_before_the_zip_code_stays_that_while(texter: Texter) -> None:
    texter.texts("CALL")
    texter.texts("in 2 hours")
    before = texter.callback

    texter.texts("90210")

    assert before is not None
    assert texter.callback is not None
    assert texter.callback.due_at == before.due_at


def test_later_never_brings_a_call_forward(texter: Texter) -> None:
    texter.texts("CALL")
    texter.texts("tomorrow 3pm")
    before = texter.callback

    texter.texts("LATER")

    assert before is not None
    assert texter.callback is not None
    assert texter.callback.due_at == before.due_at + timedelta(hours=2)


@pytest.mark.parametrize("zone", ["pacific", "I'm on Pacific time", "hora del pacífico", "PST"])
def test_a_time_zone_in_words_is_an_answer_as_a_zip_code_is(texter: Texter, zone: str) -> None:
    texter.texts("CALL")
    texter.texts("tomorrow 3pm")

    answer = texter.texts(zone)

    assert answer.outcome == "noted"
    assert "3:00 PM" in answer.messages[0]
    assert texter.callback is not None
    assert texter.callback.zone == "America/Los_Angeles"


def test_an_hour_with_its_zone_is_on_the_clock_of_that_zone(texter: Texter) -> None:
    texter.texts("CALL")

    texter.texts("tomorrow 3pm pacific")

    assert texter.callback is not None
    due_at = texter.callback.due_at.astimezone(ZoneInfo("America/Los_Angeles"))
    assert due_at.hour == 15


def test_a_bare_number_after_a_saved_call_is_an_hour_and_no_menu(texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("5")

    assert "5:00 PM" in answer.messages[0]
    assert "an hour or a place" in answer.matched


def test_not_today_is_tomorrow_and_never_next_week(ports: Ports, texter: Texter) -> None:
    texter.texts("CALL")

    texter.texts("not today")

    assert texter.callback is not None
    due_on = texter.callback.due_at.astimezone(NEW_YORK).date()
    assert due_on == (ports.store.now().astimezone(NEW_YORK) + timedelta(days=1)).date()


def test_a_question_after_a_crisis_is_not_called_a_word(texter: Texter) -> None:
    texter.texts("i want to die")

    answer = texter.texts("what do i do")

    assert answer.outcome == "crisis"
    assert "That word" not in answer.messages[0]
