"""The menus of a call, by key, by word and by silence, open and closed, in both languages."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask
from redis.connection import AbstractConnection
from werkzeug.test import TestResponse

from service.domain.callback import Outcome, Reason, State
from service.domain.person import Person
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

WITHHELD = ["anonymous", "Restricted", "+266696687", "+7378742833", "", "unknown", "not a number"]


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, and one specialist on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


@pytest.fixture
def caller(board: Switchboard) -> Caller:
    """Somebody who hears the open first level."""
    return board.someone_calls()


def test_a_person_is_offered_first_and_spanish_in_its_own_voice(caller: Caller) -> None:
    assert caller.hears.startswith("You have reached")
    assert "To talk with a person, press 0" in caller.hears
    assert 'voice="Polly.Lupe-Neural">Para español, oprima 2.' in caller.document
    assert "treatment" not in caller.hears.lower()


def test_a_known_language_is_spoken_from_the_start(board: Switchboard) -> None:
    board.keeps(Person(id=board.ports.identity.person(CALLER), language="es"))

    caller = board.someone_calls()

    assert "Para hablar con una persona" in caller.hears
    assert 'voice="Polly.Joanna-Neural">For English, press 2.' in caller.document


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("0", "We are looking for a person for you"),
        ("1", "For what ketamine is, press 1"),
        ("2", "Para hablar con una persona, oprima 0"),
        ("3", "Not sure if insurance helps pay"),
        ("4", "Calls are answered by"),
        ("5", "Saved. We will call the number you are calling from, ending in 0 1 1 7"),
        ("8", "hang up and dial 9 1 1"),
        ("9", "press 9 again"),
        ("*", "You have reached"),
    ],
)
def test_every_key_of_the_first_level(caller: Caller, key: str, words: str) -> None:
    caller.presses(key)

    assert words in caller.hears


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("i want to talk to a person", "We are looking for a person"),
        ("please call me back", "Saved."),
        ("insurance", "Not sure if insurance"),
        ("what is ketamine", "dissociative hallucinogen"),
        ("withdrawal", "Withdrawal mostly affects mood"),
        ("español", "Para hablar con una persona"),
        ("i took too much and i cant breathe", "dial 9 1 1"),
    ],
)
def test_speech_answers_every_choice(caller: Caller, said: str, words: str) -> None:
    caller.says(said)

    assert words in caller.hears


def test_star_says_it_again_slower(caller: Caller) -> None:
    first = caller.hears

    caller.presses("*")

    assert caller.hears == first
    assert 'rate="slow"' in caller.document


def test_facts_are_read_aloud_one_after_the_other(caller: Caller) -> None:
    caller.presses("1").presses("3")
    assert "9 8 8" in caller.hears
    heard = set()
    while "To hear more on this" in caller.hears:
        heard.add(caller.presses("1").hears)

    assert len(heard) > 3
    assert "That is all we have on this" in caller.hears


def test_first_silence_offers_both_languages_and_the_second_a_person(caller: Caller) -> None:
    caller.stays_silent()
    assert caller.hears == (
        "Stay on the line for a person. To be called back, press 5. Para español, oprima 2."
    )
    gather = caller.verb("Gather")
    assert gather is not None
    assert int(gather.get("timeout") or 0) >= 10

    caller.stays_silent()

    assert caller.verb("Enqueue") is not None


def test_silence_on_a_closed_line_ends_in_closing_words_and_no_callback(
    board: Switchboard,
) -> None:
    board.keeps(board.specialist("amina").end_shift())
    caller = board.someone_calls()
    assert "Nobody can answer right now; people answer again" in caller.hears

    assert caller.stays_silent().hears.startswith("To be called back, press 5.")
    assert caller.stays_silent().hears == "To be called back, press 5."
    assert caller.stays_silent().hears.startswith("Thank you for calling")

    assert caller.verb("Hangup") is not None
    assert board.ports.store.all_callbacks(10)[0] == []


def test_unclear_answers_are_asked_again_in_both_languages_then_lead_to_a_person(
    caller: Caller,
) -> None:
    caller.says("mumble grumble")
    assert "I did not get that" in caller.hears
    assert "No le entendí" in caller.hears
    caller.presses("7")

    caller.presses("#")

    assert caller.verb("Enqueue") is not None


def test_a_callback_is_saved_with_its_reason_and_only_once(board: Switchboard) -> None:
    caller = board.someone_calls().presses("3").presses("5")

    assert board.callback().reason is Reason.INSURANCE
    assert board.callback().channel == "voice"
    assert board.callback().phone == CALLER
    caller.hangs_up()
    again = board.someone_calls().presses("5")
    assert again.hears.startswith("Your call is already saved.")
    assert board.callback().state is State.WAITING


def test_a_person_who_stopped_us_may_still_ask_to_be_called(board: Switchboard) -> None:
    board.keeps(Person(id=board.ports.identity.person(CALLER), opted_out="all"))

    board.someone_calls().presses("5")

    known = board.ports.store.get(Person, board.ports.identity.person(CALLER))
    assert known is not None
    assert known.takes_calls
    assert not known.takes_texts


def test_1_and_silence_both_confirm(board: Switchboard) -> None:
    first = board.someone_calls().presses("5").presses("1")
    second = board.someone_calls(TEXTER).presses("5").stays_silent()

    assert first.hears.startswith("Good. We call you")
    assert first.verb("Hangup") is not None
    assert second.verb("Hangup") is not None


def test_another_number_is_read_back_and_confirmed(board: Switchboard) -> None:
    caller = board.someone_calls().presses("5").presses("2")
    assert caller.hears == "Please enter the number we may call, all ten digits, area code first."

    caller.presses("2125550142")
    assert caller.hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")
    assert "2125550142" not in caller.document
    assert board.callback().phone == CALLER
    caller.presses("1")

    assert caller.hears.startswith("Saved. We ring that number")
    assert board.callback().phone == TEXTER
    assert board.callback().number_given


@pytest.mark.parametrize("number", ["1234567890", "8765550123", "9005550123", "0000000000"])
def test_a_number_that_cannot_be_called_is_refused(board: Switchboard, number: str) -> None:
    caller = board.someone_calls().presses("5").presses("2").presses(number).stays_silent()

    assert caller.hears.startswith("We cannot call that number.")


def test_a_number_that_is_too_short_is_refused(board: Switchboard) -> None:
    caller = board.someone_calls().presses("5").presses("2").presses("12")

    assert caller.hears.startswith("We cannot call that number.")


@pytest.mark.parametrize("sent", WITHHELD)
def test_a_withheld_number_is_asked_for(board: Switchboard, sent: str) -> None:
    caller = board.someone_calls(sent).presses("5")
    assert caller.hears.startswith("We cannot see the number you are calling from.")
    assert board.ports.store.all_callbacks(10)[0] == []

    caller.presses("2125550142").presses("1")

    assert board.callback().phone == TEXTER
    assert board.callback().person == board.ports.identity.person(TEXTER)
    assert board.callback().number_given


def test_a_withheld_number_that_waits_is_asked_for_too(board: Switchboard) -> None:
    caller = board.someone_calls("anonymous").presses("0").waits()

    caller.presses_while_waiting("5").leaves_the_queue()

    assert caller.hears.startswith("We cannot see the number")


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_another_time_is_the_new_promise(board: Switchboard, key: str) -> None:
    caller = board.someone_calls().presses("5").presses("3").presses(key)

    assert caller.hears.startswith("Saved. We call you")
    assert board.callback().due_at > board.now
    assert board.callback().promise_at == board.callback().due_at


def test_a_voicemail_may_be_left_when_they_say_so(board: Switchboard) -> None:
    board.someone_calls().presses("5").presses("4")

    assert board.callback().voicemail_ok


def test_two_presses_of_9_stop_everything(board: Switchboard) -> None:
    caller = board.someone_calls().presses("5").presses("9")
    assert board.callback().state is State.WAITING
    caller.presses("9")

    assert caller.hears.startswith("Done. We do not call or text this number")
    known = board.ports.store.get(Person, board.ports.identity.person(CALLER))
    assert known is not None
    assert known.opted_out == "all"
    assert board.callback().state is State.REVIEW


def test_stop_calling_me_said_aloud_asks_for_the_second_9(caller: Caller) -> None:
    caller.says("stop calling me")

    assert "press 9 again" in caller.hears


def test_no_call_after_all_said_aloud_cancels(board: Switchboard) -> None:
    board.someone_calls().presses("5").says("cancel my callback")

    assert board.callback().outcome == Outcome.CANCELLED.value


def test_every_step_twice_says_the_same_and_has_one_effect(board: Switchboard) -> None:
    caller = board.someone_calls()
    twice = Caller(board.twilio, sid=caller.sid).calls()
    assert twice.document == caller.document
    for key in ("5", "4"):
        before = caller.document
        caller.presses(key)
        twice.document = before
        assert twice.presses(key).document == caller.document
    assert board.callback().version == 2


def test_two_redis_round_trips_at_most(board: Switchboard, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[object] = []
    most: list[int] = []
    send, post = AbstractConnection.send_packed_command, board.twilio.posts

    def counted(self: AbstractConnection, command: object, check_health: bool = True) -> None:
        commands.append(command)
        send(self, command, check_health)

    def measured(target: str, fields: Mapping[str, str]) -> TestResponse:
        commands.clear()
        answer = post(target, fields)
        most.append(len(commands))
        return answer

    monkeypatch.setattr(AbstractConnection, "send_packed_command", counted)
    monkeypatch.setattr(board.twilio, "posts", measured)
    caller = board.someone_calls().presses("5").presses("2").presses("2125550142").presses("1")
    board.someone_calls(TEXTER).presses("5").presses("3").presses("1")
    caller = board.someone_calls(TEXTER).presses("0").waits().waits(4)
    caller.presses_while_waiting("8").waits(5).presses_while_waiting("5").leaves_the_queue()
    caller.presses("9").presses("9").hangs_up()

    assert 1 <= max(most) <= 2


def test_the_fallback_needs_no_store_and_rings_the_backup_number(
    twilio: Twilio, app: Flask
) -> None:
    web = app.extensions["helpline"]
    app.extensions["helpline"] = replace(web, ports=replace(web.ports, store=None))
    try:
        caller = Caller(twilio)
        caller.is_led_to("/voice/fallback")
    finally:
        app.extensions["helpline"] = web

    assert "9 1 1" in caller.hears
    assert "9 8 8" in caller.hears
    assert "oprima 2" in caller.hears
    number = caller.verb("Number")
    assert number is not None
    assert number.text == web.ports.policy.backup_number != web.ports.policy.number


@pytest.mark.parametrize("said", ["thank you", "goodbye", "no thank you"])
def test_nobody_is_hung_up_on_for_a_first_thank_you(caller: Caller, said: str) -> None:
    caller.says(said)

    assert caller.hears.startswith("You are welcome. ")
    assert "You have reached" in caller.hears
    assert caller.verb("Hangup") is None

    caller.says(said).says(said)

    assert caller.verb("Hangup") is not None
