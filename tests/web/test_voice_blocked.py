"""Callers whose number is blocked for a while, and callers who ring again and again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.blocking import block_number, unblock
from service.actions.calls.heard import Heard
from service.actions.calls.recording import take_in
from service.actions.switch import COMMAND_LINE
from service.domain.blocking import BlockReason
from service.domain.callback import State
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

WORDS = "We cannot take calls from this number until"


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with one specialist on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


def block(board: Switchboard, phone: str = CALLER, hours: float = 24) -> None:
    length = timedelta(hours=hours)
    block_number(board.ports, phone, length, BlockReason.ABUSE, COMMAND_LINE)


def callbacks(board: Switchboard) -> int:
    return len(board.ports.store.all_callbacks(50)[0])


def test_a_blocked_caller_hears_until_when_and_988_and_then_the_closing_line(
    board: Switchboard,
) -> None:
    block(board)

    caller = board.someone_calls()

    assert caller.hears.startswith(WORDS)
    assert "dial 9 1 1" in caller.hears
    assert "press 8, or call 9 8 8" in caller.hears
    assert "Para español, oprima 2." in caller.hears
    caller.stays_silent()
    assert caller.hears.endswith("Goodbye.")
    assert caller.verb("Hangup") is not None


@pytest.mark.parametrize(
    "asks",
    [
        lambda caller: caller.presses("0"),
        lambda caller: caller.says("i want to talk to a person"),
        lambda caller: caller.says("call me back"),
        lambda caller: caller.presses("*"),
        lambda caller: caller.presses("2").presses("*"),
    ],
)
def test_a_blocked_caller_is_put_on_no_list(
    board: Switchboard, asks: Callable[[Caller], Caller]
) -> None:
    block(board)

    caller = asks(board.someone_calls())

    board.works()
    assert WORDS in caller.hears or "No podemos atender" in caller.hears
    assert callbacks(board) == 0
    assert board.was_rung("amina") == 0


def test_a_blocked_caller_who_may_be_misheard_is_not_offered_a_key_that_does_nothing(
    board: Switchboard,
) -> None:
    block(board)

    caller = board.someone_calls().says("repeat", "0.2")

    assert caller.hears.startswith(WORDS)
    assert "press 0" not in caller.hears


@pytest.mark.parametrize("key", ["5", "1", "3", "6", "#"])
def test_a_key_that_is_not_offered_ends_the_call_calmly(board: Switchboard, key: str) -> None:
    block(board)

    caller = board.someone_calls().presses(key)

    assert caller.hears.startswith("Thank you for calling.")
    assert callbacks(board) == 0


@pytest.mark.parametrize("level", ["first", "insurance", "saved", "number", "alone"])
def test_no_step_reached_before_the_block_leads_around_it(board: Switchboard, level: str) -> None:
    caller = board.someone_calls()
    block(board)

    for key in ("5", "0"):
        caller._goes(f"/voice/menu?level={level}&language=en&open=1&turn=4", Digits=key)

    board.works()
    assert callbacks(board) == 0
    assert board.was_rung("amina") == 0


@pytest.mark.parametrize(
    "cry", [lambda c: c.presses("8"), lambda c: c.says("i want to kill myself")]
)
def test_a_blocked_callers_crisis_reaches_a_person(
    board: Switchboard, cry: Callable[[Caller], Caller]
) -> None:
    block(board)

    caller = cry(board.someone_calls())

    assert "We are ringing a person here, and you are first." in caller.hears
    caller.waits()
    board.works()
    assert board.was_rung("amina") == 1
    assert len(board.ports.store.open_alerts()) == 1
    caller.presses_while_waiting("5").leaves_the_queue()
    assert "Saved." in caller.hears
    assert board.callback().crisis


def test_a_blocked_callers_crisis_with_nobody_here_may_ask_for_a_call(
    twilio: Twilio, app: Flask, link
) -> None:
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    block(board)

    caller = board.someone_calls().presses("8").presses("5")

    assert "Saved." in caller.hears
    assert board.callback().crisis


def test_a_withheld_line_does_not_get_a_blocked_number_onto_the_list(board: Switchboard) -> None:
    block(board, TEXTER)

    caller = board.someone_calls("anonymous").presses("5").presses("2125550142").presses("1")

    assert caller.hears.startswith(WORDS)
    assert callbacks(board) == 0


def test_the_end_comes_by_itself_and_unblocking_at_once(board: Switchboard) -> None:
    block(board, hours=1e-7)
    assert "You have reached" in board.someone_calls().hears

    block(board)
    unblock(board.ports, board.ports.identity.person(CALLER), COMMAND_LINE)
    assert "To be called back, press 5" in board.someone_calls().hears


def test_whoever_waits_while_they_are_blocked_gets_closing_words_and_no_callback(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().presses("0").waits()
    block(board)

    caller.presses_while_waiting("5").leaves_the_queue()

    assert caller.hears.endswith("Goodbye.")
    assert callbacks(board) == 0


def test_many_calls_from_one_number_are_served_and_make_one_callback(board: Switchboard) -> None:
    for _ in range(25):
        caller = board.someone_calls().presses("5")
        assert "aved" in caller.hears
        caller.hangs_up()

    assert callbacks(board) == 1


def test_many_withheld_calls_that_name_one_number_make_one_callback(board: Switchboard) -> None:
    for _ in range(8):
        caller = board.someone_calls("anonymous").presses("5")
        caller.presses("2125550142").presses("1")
        assert "We ring that number" in caller.hears

    assert callbacks(board) == 1
    assert board.callback().person == board.ports.identity.person(TEXTER)


def test_a_number_on_a_withheld_line_finds_the_callback_that_number_has(
    board: Switchboard,
) -> None:
    board.someone_calls(TEXTER).presses("5")
    asked = board.callback()

    board.someone_calls("anonymous").presses("5").presses("2125550142").presses("1")

    assert board.callback().id == asked.id
    assert not board.callback().number_given


def test_a_robot_that_never_presses_nor_says_anything_ends_within_the_ceiling(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().stays_silent().stays_silent()
    assert caller.verb("Enqueue") is not None

    caller.waits(seconds=181)
    assert caller.verb("Leave") is not None
    caller.leaves_the_queue()

    assert caller.hears.endswith("Goodbye.")
    assert caller.verb("Hangup") is not None
    assert callbacks(board) == 0


def test_a_robot_while_nobody_is_here_hears_three_things_and_the_closing_line(
    twilio: Twilio, app: Flask, link
) -> None:
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)

    caller = board.someone_calls().stays_silent().stays_silent().stays_silent()

    assert caller.hears.endswith("Goodbye.")
    assert callbacks(board) == 0


def test_a_message_left_while_blocked_is_kept_and_makes_no_callback(board: Switchboard) -> None:
    caller = board.someone_calls()
    block(board)

    heard = Heard(sid=caller.sid, caller=CALLER)
    left = take_in(board.ports, heard, "RE" + "1" * 32, 9)

    assert left.kept
    assert callbacks(board) == 0


def test_a_callback_that_waits_goes_to_a_supervisor_and_a_crisis_keeps_its_place(
    board: Switchboard,
) -> None:
    board.someone_calls().presses("5")
    board.someone_calls(TEXTER).presses("5")
    crisis = next(c for c in board.ports.store.ready(5) if c.phone == TEXTER)
    board.keeps(replace(crisis, crisis=True))

    block(board)
    block(board, TEXTER)

    [plain], _ = board.ports.store.in_state(State.REVIEW, 5)
    assert plain.phone == CALLER
    assert plain.review_reason == "the number was blocked"
    assert [c.phone for c in board.ports.store.ready(5)] == [TEXTER]
