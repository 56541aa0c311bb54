"""Who asks for another call after a talk is called again, whatever came of the first."""

from collections.abc import Callable

import pytest
from flask import Flask

from service.actions.callbacks import call_back, claim_next, close_callback
from service.domain.callback import Callback, Outcome, State
from tests.builders import CALLER
from tests.web.conftest import Twilio
from tests.web.switchboard import RungPhone, Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, and amina on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


def texts_again(board: Switchboard) -> None:
    assert "Your call is already saved" in board.twilio.texts("CALL", phone=CALLER).text


def says_what_happened(board: Switchboard) -> None:
    words = "please call me again, we got cut off"
    assert "Your call is already saved" in board.twilio.texts(words, phone=CALLER).text


def names_a_time(board: Switchboard) -> None:
    assert (
        "Your call is already saved" in board.twilio.texts("call tomorrow 3pm", phone=CALLER).text
    )


def presses_5(board: Switchboard) -> None:
    caller = board.someone_calls().presses("5")
    assert caller.hears.startswith("Your call is already saved")
    caller.hangs_up()


def waits_to_the_ceiling(board: Switchboard) -> None:
    caller = board.someone_calls().presses("0").waits().waits(600).leaves_the_queue()
    assert "Saved. We will call" in caller.hears
    caller.hangs_up()


ASKS_AGAIN = (texts_again, says_what_happened, names_a_time, presses_5, waits_to_the_ceiling)
Talk = tuple[RungPhone, RungPhone]


def talks(board: Switchboard) -> Talk:
    """They asked, and amina talks with them."""
    board.twilio.texts("CALL", phone=CALLER)
    held = claim_next(board.ports, "amina")
    assert held is not None
    return rung(board, held)


def rung(board: Switchboard, held: Callback) -> Talk:
    call_back(board.ports, held.id, held.token, "amina")
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    return amina, board.phone_of(CALLER).answers().presses("1")


def hang_up(board: Switchboard, talk: Talk) -> None:
    for phone in reversed(talk):
        phone.hangs_up()
        board.works()


def closes(board: Switchboard, outcome: Outcome = Outcome.REACHED) -> Callback:
    held = board.callback()
    return close_callback(board.ports, held.id, held.token, outcome, "amina")


@pytest.mark.parametrize("ask", ASKS_AGAIN)
def test_they_are_in_the_queue_again_once_the_first_talk_is_closed(
    board: Switchboard, ask: Callable[[Switchboard], None]
) -> None:
    hang_up(board, talks(board))

    ask(board)
    closes(board)

    waits = board.callback()
    assert (waits.state, waits.specialist, waits.attempts) == (State.WAITING, "", 0)
    assert [each.id for each in board.ports.store.ready(9)] == [waits.id]
    assert waits.promise_at > board.now


def test_so_are_they_who_asked_while_they_talked(board: Switchboard) -> None:
    talk = talks(board)
    texts_again(board)
    hang_up(board, talk)

    closes(board, Outcome.REFERRED)

    assert board.callback().state is State.WAITING


def test_so_are_they_when_it_is_closed_while_they_talk(board: Switchboard) -> None:
    talks(board)
    texts_again(board)

    closes(board)

    assert board.callback().state is State.WAITING


def test_so_are_they_when_nobody_names_what_came_of_the_talk(board: Switchboard) -> None:
    hang_up(board, talks(board))
    texts_again(board)

    board.looks_at(f"callback:{board.callback().id}")

    assert board.callback().state is State.WAITING


def test_called_again_at_once_they_are_reached(board: Switchboard) -> None:
    hang_up(board, talks(board))
    texts_again(board)

    hang_up(board, rung(board, board.callback()))
    closes(board)

    assert board.callback().outcome == Outcome.REACHED.value


def test_who_has_not_asked_again_is_closed(board: Switchboard) -> None:
    hang_up(board, talks(board))

    assert closes(board).state is State.CLOSED


@pytest.mark.parametrize("word", ["NOCALL", "STOP"])
def test_who_wants_no_call_after_all_stays_uncalled(board: Switchboard, word: str) -> None:
    hang_up(board, talks(board))
    texts_again(board)

    board.twilio.texts(word, phone=CALLER)

    assert board.callback().state in (State.CLOSED, State.REVIEW)
    assert board.ports.store.ready(9) == []
