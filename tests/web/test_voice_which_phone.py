"""Which phone rings: the one somebody asks from last, unless they key in another."""

import pytest
from flask import Flask

from service.actions.alert_taking import callback_for_alert, take_alert
from service.actions.callbacks import call_back, claim_next
from service.domain.callback import State
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

OTHER = TEXTER


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, and amina on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


def keys_in(board: Switchboard, other: str = OTHER) -> Caller:
    """They ask to be called at another number than the one they call from."""
    caller = board.someone_calls().presses("5").presses("2").presses(other[2:]).presses("1")
    caller.hangs_up()
    return caller


def amina_calls(board: Switchboard) -> RungPhone:
    """amina takes the callback and calls; her own phone is answered."""
    held = board.callback()
    if held.state is not State.CLAIMED:
        claimed = claim_next(board.ports, "amina")
        assert claimed is not None
        held = claimed
    call_back(board.ports, held.id, held.token, "amina")
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    return amina


def amina_takes_the_alert(board: Switchboard) -> None:
    (alert,) = board.ports.store.open_alerts()
    take_alert(board.ports, alert.id, "amina")
    callback_for_alert(board.ports, alert.id, "amina")


def test_who_wants_to_die_is_rung_on_the_phone_they_wrote_from(board: Switchboard) -> None:
    keys_in(board)

    board.twilio.texts("i want to die", phone=CALLER)
    amina_takes_the_alert(board)
    amina_calls(board)

    assert (board.was_rung(CALLER), board.was_rung(OTHER)) == (1, 0)
    assert not board.callback().number_given


def test_so_are_they_when_whoever_takes_the_alert_holds_their_callback_already(
    board: Switchboard,
) -> None:
    keys_in(board)
    claim_next(board.ports, "amina")

    board.twilio.texts("i want to die", phone=CALLER)
    amina_takes_the_alert(board)
    amina_calls(board)

    assert (board.was_rung(CALLER), board.was_rung(OTHER)) == (1, 0)


def test_who_texts_for_a_call_is_rung_on_the_phone_they_text_from(board: Switchboard) -> None:
    keys_in(board)

    board.twilio.texts("CALL", phone=CALLER)

    assert board.callback().phone == CALLER
    assert not board.callback().number_given


def test_who_leaves_the_line_for_a_callback_is_told_and_rung_on_the_same_phone(
    board: Switchboard,
) -> None:
    keys_in(board)

    caller = board.someone_calls().presses("0").waits()
    caller.presses_while_waiting("5").leaves_the_queue()

    assert "ending in 0 1 1 7" in caller.hears
    assert board.callback().phone == CALLER


def test_a_keyed_in_number_whose_holder_asks_themselves_is_theirs(board: Switchboard) -> None:
    board.someone_calls("anonymous").presses("5").presses(OTHER[2:]).presses("1")
    assert board.callback().number_given

    board.twilio.texts("CALL", phone=OTHER)

    assert board.callback().phone == OTHER
    assert not board.callback().number_given


def test_a_phone_that_rings_goes_on_ringing(board: Switchboard) -> None:
    keys_in(board)
    amina_calls(board)

    board.twilio.texts("CALL", phone=CALLER)

    assert board.callback().phone == OTHER
    assert board.callback().number_given
