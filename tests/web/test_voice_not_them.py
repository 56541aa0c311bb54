"""Who answered "not me" to a call somebody else asked for is not rung for the next one who does."""

import pytest
from flask import Flask

from service.actions.asking import Wish
from service.actions.callbacks import (
    call_back,
    claim_callback,
    claim_next,
    close_callback,
    release_callback,
    request_callback,
)
from service.domain.callback import Callback, Reason, State
from service.domain.specialist import Role
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

OWNER, SECOND = TEXTER, "+13105550199"


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, amina on shift, and a supervisor."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    board.on_shift("sam", role=Role.SUPERVISOR)
    return board


def keys_in(board: Switchboard, caller: str) -> Caller:
    call = board.someone_calls(caller).presses("5")
    call = call if caller == "anonymous" else call.presses("2")
    return call.presses(OWNER[2:]).presses("1")


def callback_of(board: Switchboard, caller: str) -> Callback:
    found = board.ports.store.around(board.ports.identity.person(caller)).callback
    assert found is not None
    return found


def tries(board: Switchboard, callback: Callback, who: str = "amina") -> None:
    """They take the callback and press call."""
    held = claim_callback(board.ports, callback.id, who)
    call_back(board.ports, held.id, held.token, who)
    board.works()


def calls(board: Switchboard, callback: Callback, who: str = "amina") -> RungPhone:
    """The same, and their own phone is answered."""
    tries(board, callback, who)
    specialist = board.phone_of(who).answers().presses("1")
    board.works()
    return specialist


def says_not_me(board: Switchboard, key: str = "2") -> None:
    """amina rings the number that the first one keyed in, and whoever has it presses 2."""
    keys_in(board, CALLER).hangs_up()
    amina = calls(board, callback_of(board, CALLER))
    board.phone_of(OWNER).answers().presses(key)
    board.works()
    amina.hangs_up()
    board.works()


@pytest.mark.parametrize("caller", [SECOND, "anonymous", CALLER])
def test_the_number_is_refused_to_whoever_keys_it_in_next(board: Switchboard, caller: str) -> None:
    says_not_me(board)

    call = keys_in(board, caller)

    assert call.hears.startswith("We cannot call that number.")
    found = claim_next(board.ports, "amina")
    assert found is None or found.phone == caller, "what was saved before they keyed in another"


def test_it_stays_so_when_the_first_request_is_closed(board: Switchboard) -> None:
    says_not_me(board)
    held = claim_callback(board.ports, callback_of(board, CALLER).id, "sam")
    close_callback(board.ports, held.id, held.token, "wrong number", "sam")

    assert keys_in(board, SECOND).hears.startswith("We cannot call that number.")


def test_a_request_keyed_in_before_they_said_so_goes_to_a_supervisor(board: Switchboard) -> None:
    keys_in(board, SECOND).hangs_up()
    says_not_me(board)

    tries(board, callback_of(board, SECOND))

    assert board.was_rung(OWNER) == 1
    second = callback_of(board, SECOND)
    assert (second.state, second.review_reason) == (State.REVIEW, "not this person")


def test_a_form_brings_it_to_a_supervisor_only(board: Switchboard) -> None:
    says_not_me(board)

    wish = Wish(phone=OWNER, language="en", reason=Reason.WEB_FORM, channel="api")
    asked = request_callback(board.ports, wish)

    assert asked.callback.state is State.REVIEW
    assert asked.callback.review_reason == "not this person"


def test_a_supervisor_may_ring_them_straight_from_the_list(board: Switchboard) -> None:
    says_not_me(board)

    calls(board, callback_of(board, CALLER), who="sam")

    assert board.was_rung(OWNER) == 2


def test_what_a_supervisor_puts_back_is_rung(board: Switchboard) -> None:
    keys_in(board, SECOND).hangs_up()
    says_not_me(board)
    tries(board, callback_of(board, SECOND))
    held = claim_callback(board.ports, callback_of(board, SECOND).id, "sam")

    release_callback(board.ports, held.id, held.token, "sam")
    calls(board, callback_of(board, SECOND))

    assert board.was_rung(OWNER) == 2


@pytest.mark.parametrize("word", ["CALL", "START"])
def test_their_own_word_lets_the_number_be_keyed_in_again(board: Switchboard, word: str) -> None:
    says_not_me(board)

    board.twilio.texts(word, phone=OWNER)

    assert keys_in(board, SECOND).hears.startswith("Saved. We ring that number")


def test_a_phone_nobody_answered_may_be_keyed_in_by_another(board: Switchboard) -> None:
    keys_in(board, CALLER).hangs_up()
    calls(board, callback_of(board, CALLER))
    board.phone_of(OWNER).does_not_answer()
    board.works()

    assert keys_in(board, SECOND).hears.startswith("Saved. We ring that number")
