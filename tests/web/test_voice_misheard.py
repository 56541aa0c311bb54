"""What the recogniser is unsure of is asked again, once, before anything is done; crisis words, the
wish for a person and that for another language never are (R37).
"""

from dataclasses import replace

import pytest
from flask import Flask

from service.actions.calls.choices import Choice, is_doubtful
from service.actions.calls.heard import Heard
from service.domain.callback import State
from tests.builders import CALLER
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard

UNSURE = "0.21"
ASKED_AGAIN = "I did not get that."


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, and somebody on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


def test_words_that_may_be_misheard_are_asked_again_once_and_then_believed(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().says("call me back", UNSURE)
    assert ASKED_AGAIN in caller.hears
    assert board.ports.store.all_callbacks(10)[0] == []

    caller.says("call me back", UNSURE)

    assert "Saved." in caller.hears
    assert board.callback().state is State.WAITING


def test_somebody_whom_no_recogniser_is_sure_of_is_asked_once_and_not_at_each_step(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().says("insurance", UNSURE).says("insurance", UNSURE)
    assert "Not sure if insurance" in caller.hears

    caller.says("who answers", UNSURE)

    assert "Calls are answered by" in caller.hears


def test_the_second_words_may_be_others_than_the_first(board: Switchboard) -> None:
    caller = board.someone_calls().says("stop calling me", UNSURE)
    assert "press 9 again" not in caller.hears

    caller.says("insurance")

    assert "Not sure if insurance" in caller.hears


@pytest.mark.parametrize("said", ["i want to die", "i took too much and my chest hurts"])
def test_crisis_words_are_acted_on_at_any_confidence(board: Switchboard, said: str) -> None:
    caller = board.someone_calls().says(said, "0.01")

    assert "9 8 8" in caller.hears
    assert len(board.ports.store.open_alerts()) == 1


def test_a_crisis_in_two_pieces_is_heard_though_the_recogniser_is_unsure(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().says("i took", UNSURE).says("too much", UNSURE)

    assert "9 1 1" in caller.hears
    assert len(board.ports.store.open_alerts()) == 1


def test_who_asks_for_a_person_is_not_asked_again(board: Switchboard) -> None:
    caller = board.someone_calls().says("a person", UNSURE)

    assert "looking for a person" in caller.hears


@pytest.mark.parametrize("sure", ["0", "0.0", "", "nan", "-1", "2", "very", "0" * 5000])
def test_a_recogniser_that_does_not_say_how_sure_it_is_is_believed(
    board: Switchboard, sure: str
) -> None:
    assert "Not sure if insurance" in board.someone_calls().says("insurance", sure).hears


@pytest.mark.parametrize("sure", ["0.5", "1", "0.93"])
def test_what_the_recogniser_is_sure_enough_of_is_done(board: Switchboard, sure: str) -> None:
    assert "Not sure if insurance" in board.someone_calls().says("insurance", sure).hears


def test_while_the_language_is_unknown_it_is_asked_in_both(board: Switchboard) -> None:
    caller = board.someone_calls().says("seguro", UNSURE)

    assert ASKED_AGAIN in caller.hears
    assert "No le entendí." in caller.hears


def test_nobody_loses_their_place_in_the_line_for_a_word_misheard(board: Switchboard) -> None:
    caller = board.someone_calls().presses("0").waits()
    caller.says_while_waiting("mumble mumble", UNSURE).waits(10)
    caller.says_while_waiting("call me back", UNSURE)
    assert caller.verb("Leave") is None
    caller.waits(20)
    assert "press 5" in caller.hears

    caller.says_while_waiting("call me back", UNSURE)

    assert caller.verb("Leave") is not None


def test_other_words_in_the_line_use_up_no_asking_again(board: Switchboard) -> None:
    caller = board.someone_calls().presses("0").waits()
    caller.says_while_waiting("thank you", "0.4").waits(10)

    caller.says_while_waiting("call me back", UNSURE)

    assert caller.verb("Leave") is None


def test_who_asked_to_be_called_back_is_somebody_and_is_called_though_they_were_doubted(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().stays_silent().stays_silent().waits()
    assert board.call(caller).silent

    caller.says_while_waiting("call me back", UNSURE).waits(180)
    caller.leaves_the_queue()

    assert not board.call(caller).silent
    assert board.callback().state is State.WAITING


@pytest.mark.parametrize(
    ("said", "words"), [("call me back", "Saved."), ("stop calling me", "press 9 again")]
)
def test_being_asked_again_counts_as_nothing_that_was_not_understood(
    board: Switchboard, said: str, words: str
) -> None:
    caller = board.someone_calls().says("mumble grumble").says("frobnicate")

    caller.says(said, UNSURE)
    assert ASKED_AGAIN in caller.hears
    caller.says(said, UNSURE)

    assert words in caller.hears


def test_another_language_is_not_asked_for_twice_in_the_one_they_do_not_have(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().presses("2").says("english", UNSURE)

    assert "You have reached" in caller.hears
    assert "No le entendí." not in caller.hears


@pytest.mark.parametrize("name", ["interpreter", "person", "crisis", "language"])
def test_neither_is_the_wish_for_somebody(name: str) -> None:
    heard = Heard(sid="CA1", caller=CALLER, speech="words", confidence=0.01)

    assert not is_doubtful(heard, Choice(name))


def test_a_key_pressed_beside_words_is_no_doubt() -> None:
    heard = Heard(sid="CA1", caller=CALLER, digits="3", speech="insurance", confidence=0.01)

    assert not is_doubtful(heard, Choice("insurance"))


def test_nobody_in_a_crisis_is_asked_again_whether_they_want_to_be_called(
    board: Switchboard,
) -> None:
    board.keeps(replace(board.specialist("amina"), on_shift=False))
    caller = board.someone_calls().presses("8")

    caller.says("call me back", UNSURE)

    assert ASKED_AGAIN not in caller.hears
    assert board.callback().crisis


def test_a_number_said_aloud_is_read_back_instead(board: Switchboard) -> None:
    caller = board.someone_calls(phone="anonymous").presses("5")
    assert "number" in caller.hears

    caller.says("206 555 0142", UNSURE)

    assert ASKED_AGAIN not in caller.hears
    assert "2 0 6" in caller.hears


def test_a_yes_to_the_number_read_back_is_believed(board: Switchboard) -> None:
    caller = board.someone_calls(phone="anonymous").presses("5").presses("2065550142")
    assert "2 0 6" in caller.hears

    caller.says("yes", UNSURE)

    assert ASKED_AGAIN not in caller.hears
    assert board.callback().phone == "+12065550142"


def test_the_rest_of_a_number_is_read_back_instead(board: Switchboard) -> None:
    caller = board.someone_calls(phone="anonymous").presses("5").presses("0115255501")

    caller.says("nine", UNSURE)

    assert ASKED_AGAIN not in caller.hears
    assert "cannot call that number" in caller.hears


def test_without_the_store_too_crisis_words_are_never_doubted() -> None:
    heard = Heard(sid="CA1", caller=CALLER, speech="i want to die", confidence=0.01)

    assert not is_doubtful(heard, Choice("crisis", kind="self-harm"))
    assert is_doubtful(heard, Choice("stop"))
