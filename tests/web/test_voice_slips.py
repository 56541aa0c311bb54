"""Slips of callers: silence in the wrong place, a key too many, words nobody expected."""

import pytest
from flask import Flask

from service.domain.callback import Outcome
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, and one specialist on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


def test_5_after_silence_at_the_topics_is_the_callback_that_was_offered(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().presses("1").stays_silent()
    assert "To be called back, press 5" in caller.hears

    caller.presses("5")

    assert caller.hears.startswith("Saved.")


def test_silence_at_insurance_keeps_what_the_callback_is_about(board: Switchboard) -> None:
    board.someone_calls().presses("3").stays_silent().presses("5")

    assert board.callback().reason == "insurance"


def test_who_stays_on_the_line_after_a_talk_is_brought_to_somebody(board: Switchboard) -> None:
    """However the call began: nobody is thanked and hung up on who was told to stay."""
    caller = board.someone_calls()

    caller.is_led_to("/voice/menu?level=alone&language=en&open=0")

    assert caller.verb("Enqueue") is not None


@pytest.mark.parametrize("slip", ["6", "2", "#"])
def test_a_slip_in_a_crisis_repeats_988_and_offers_nobody_who_is_not_there(
    board: Switchboard, slip: str
) -> None:
    """In Spanish the words themselves speak of 2: at 988, not here."""
    board.keeps(board.specialist("amina").end_shift())
    caller = board.someone_calls().presses("2").presses("8")
    words = caller.hears
    assert "llame al 9 8 8 y oprima 2" in words

    for _ in range(4):
        caller.presses(slip)

        assert caller.hears == words


def test_words_nobody_understands_in_a_crisis_are_answered_in_both_languages(
    board: Switchboard,
) -> None:
    board.keeps(board.specialist("amina").end_shift())
    caller = board.someone_calls().presses("8").says("mumble grumble")

    assert "hang up and call 9 8 8" in caller.hears
    assert "cuelgue, llame al 9 8 8 y oprima 2" in caller.hears
    assert "press 0" not in caller.hears
    gather = caller.verb("Gather")
    assert gather is not None
    assert gather.get("timeout") == "20"


@pytest.mark.parametrize("ends", ["1", "silence", "thank you", "cancel my call"])
def test_who_asks_for_a_call_in_a_crisis_is_not_hung_up_on_after_it(
    board: Switchboard, ends: str
) -> None:
    """R29: 911 and 988 are said on until they hang up themselves."""
    board.keeps(board.specialist("amina").end_shift())
    caller = board.someone_calls().presses("8").presses("5")
    assert caller.hears.startswith("Saved.")

    if ends == "silence":
        caller.stays_silent()
    else:
        caller.presses(ends) if ends == "1" else caller.says(ends)

    assert "hang up and call 9 8 8" in caller.hears
    assert caller.verb("Hangup") is None


def test_thanks_in_a_crisis_is_no_goodbye(board: Switchboard) -> None:
    board.keeps(board.specialist("amina").end_shift())

    caller = board.someone_calls().presses("8").says("thank you")

    assert caller.hears.startswith("You are welcome.")
    assert "hang up and call 9 8 8" in caller.hears
    assert caller.verb("Hangup") is None


def test_the_number_is_asked_for_once(board: Switchboard) -> None:
    caller = board.someone_calls("anonymous").presses("5")

    assert caller.hears == (
        "We cannot see the number you are calling from. Please enter the number we may call,"
        " all ten digits, area code first."
    )


def test_pound_after_ten_digits_is_no_answer_to_what_was_heard(board: Switchboard) -> None:
    """Ten digits are enough, so the pound of whoever is used to it comes to the next question."""
    caller = board.someone_calls().presses("5").presses("2").presses("2125550142")
    words = caller.hears

    caller.presses("#")

    assert caller.hears == words


@pytest.mark.parametrize("number", ["12", "9005550123", "one two"])
def test_who_cannot_give_a_number_is_led_to_a_person(board: Switchboard, number: str) -> None:
    caller = board.someone_calls("anonymous").presses("5")

    for _ in range(3):
        caller.presses(number) if number.isdigit() else caller.says(number)
        if len(number) == 10:  # there may be more digits to come
            caller.stays_silent()

    assert caller.verb("Enqueue") is not None


def test_a_time_for_a_callback_that_is_closed_meanwhile_leads_to_a_person(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().presses("5").presses("3")
    board.keeps(board.callback().close(Outcome.UNREACHABLE, board.now))

    for _ in range(3):
        caller.says("tomorrow at three p.m.")

    assert caller.verb("Enqueue") is not None


def test_in_a_crisis_the_person_is_one_for_a_crisis(board: Switchboard) -> None:
    board.keeps(board.specialist("amina").end_shift())
    caller = board.someone_calls("anonymous").presses("8").presses("5")

    for _ in range(3):
        caller.presses("12")
    assert "hang up and call 9 8 8" in caller.hears
    caller.stays_silent().stays_silent().stays_silent()

    assert caller.verb("Hangup") is None


@pytest.mark.parametrize(("keyed", "kind"), [("911", "overdose"), ("988", "self-harm")])
def test_an_emergency_number_keyed_in_is_a_crisis(
    board: Switchboard, keyed: str, kind: str
) -> None:
    caller = board.someone_calls().presses("5").presses("2").presses(keyed)

    assert "hang up and dial 9 1 1" in caller.hears
    [alert] = board.ports.store.open_alerts()
    assert alert.kind == kind


def test_nobody_is_said_to_be_rung_while_everybody_talks(board: Switchboard) -> None:
    board.keeps(board.specialist("amina").engage("leg:other"))

    caller = board.someone_calls().presses("0")
    board.works()

    assert board.was_rung("amina") == 0
    assert caller.hears == "One moment. We are looking for a person for you."
