"""Which phone rings: the one somebody asks from last, unless they key in another."""

from collections.abc import Callable

import pytest
from flask import Flask

from service.actions.alert_taking import callback_for_alert, take_alert
from service.actions.asking import Wish
from service.actions.callbacks import call_back, claim_next, request_callback
from service.domain.callback import Reason, State
from service.domain.person import Person
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


def is_not_me(board: Switchboard, phone: str = OTHER) -> None:
    """Whoever has that phone answers and presses 2."""
    amina = amina_calls(board)
    board.phone_of(phone).answers().presses("2")
    board.works()
    amina.hangs_up()
    board.works()
    assert board.callback().review_reason == "not this person"


def texts_call(board: Switchboard) -> None:
    board.twilio.texts("CALL", phone=CALLER)


def leaves_the_line(board: Switchboard) -> None:
    caller = board.someone_calls().presses("0").waits()
    caller.presses_while_waiting("5").leaves_the_queue()


@pytest.mark.parametrize("ask", [texts_call, leaves_the_line])
def test_who_said_not_me_is_not_rung_again_for_somebody_else(
    board: Switchboard, ask: Callable[[Switchboard], None]
) -> None:
    keys_in(board)
    is_not_me(board)

    ask(board)

    assert board.callback().state is State.WAITING
    assert board.callback().phone == CALLER


def test_the_number_of_who_said_not_me_is_refused(board: Switchboard) -> None:
    board.twilio.texts("CALL", phone=OTHER)
    is_not_me(board)

    call = board.someone_calls("anonymous").presses("5").presses(OTHER[2:]).presses("1")

    assert call.hears.startswith("We cannot call that number.")
    assert board.callback().state is State.REVIEW


def test_a_form_does_not_ring_who_said_not_me_again(board: Switchboard) -> None:
    board.twilio.texts("CALL", phone=OTHER)
    is_not_me(board)

    wish = Wish(phone=OTHER, language="en", reason=Reason.WEB_FORM, channel="api")
    request_callback(board.ports, wish)

    assert board.callback().state is State.REVIEW


def test_who_said_not_me_may_ask_themselves(board: Switchboard) -> None:
    board.twilio.texts("CALL", phone=OTHER)
    is_not_me(board)

    board.twilio.texts("CALL", phone=OTHER)

    assert board.callback().state is State.WAITING


@pytest.mark.parametrize("scope", ["all", "voice"])
@pytest.mark.parametrize("caller", [CALLER, "anonymous"])
def test_no_call_is_promised_to_a_number_that_wants_none(
    board: Switchboard, caller: str, scope: str
) -> None:
    board.keeps(Person(id=board.ports.identity.person(OTHER), opted_out=scope))
    call = board.someone_calls(caller).presses("5")
    call = call.presses("2") if caller == CALLER else call

    call.presses(OTHER[2:]).presses("1")

    assert call.hears.startswith("We cannot call that number.")
    assert [each.phone for each in board.ports.store.all_callbacks(9)[0]] in ([], [CALLER])
    call.presses("2125550188").presses("1")
    assert call.hears.startswith("Saved. We ring that number")
