"""ERASE by whoever has a phone that somebody else keyed in: it is rung no more, and forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.callbacks import (
    call_back,
    claim_callback,
    claim_next,
    close_callback,
    release_callback,
)
from service.actions.due import look_at
from service.actions.holds import hold_number
from service.domain.callback import State
from service.domain.errors import NotAllowed
from service.domain.specialist import Role
from service.domain.text import Text
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.switchboard import RungPhone, Switchboard

OWNER = TEXTER


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, amina on shift, and a callback to a number keyed in."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    board.on_shift("sam", role=Role.SUPERVISOR)
    call = board.someone_calls().presses("5").presses("2").presses(OWNER[2:]).presses("1")
    call.hangs_up()
    return board


def erases(board: Switchboard) -> None:
    board.twilio.texts("ERASE", phone=OWNER)
    board.works()


def sweeps(board: Switchboard) -> None:
    for member in board.ports.store.due(board.now, 50):
        if member.startswith("erase:"):
            look_at(board.ports, member)
    board.works()


def amina_calls(board: Switchboard) -> RungPhone:
    held = claim_next(board.ports, "amina")
    assert held is not None
    call_back(board.ports, held.id, held.token, "amina")
    board.works()
    return board.phone_of("amina").answers()


def the_number_is_nowhere(board: Switchboard) -> bool:
    """Whether no record about the other person holds it, opened with our own key."""
    caller = board.ports.identity.person(CALLER)
    return OWNER not in repr([board.callback(), *board.ports.store.about(caller)])


def test_nobody_can_ring_it_from_that_moment_on(board: Switchboard) -> None:
    erases(board)

    assert claim_next(board.ports, "amina") is None
    held = claim_callback(board.ports, board.callback().id, "sam")
    with pytest.raises(NotAllowed, match="had it erased"):
        call_back(board.ports, held.id, held.token, "sam")
    assert board.works().was_rung(OWNER) == 0


def test_the_request_stays_with_a_supervisor_and_says_why(board: Switchboard) -> None:
    erases(board)

    left = board.callback()

    assert left.state is State.REVIEW
    assert left.review_reason == (
        "whoever has the number they gave had it erased: none is left to ring"
    )
    assert left.person == board.ports.identity.person(CALLER)


def test_nothing_of_the_number_is_left(board: Switchboard) -> None:
    erases(board)
    assert not the_number_is_nowhere(board), "it goes with the sweep"

    sweeps(board)

    assert the_number_is_nowhere(board)
    assert board.link.keys("number-of:*") == []
    assert not [each for each in board.link.zrange("due", 0, -1) if each.startswith("erase:")]


def test_a_supervisor_cannot_put_it_back_into_the_queue(board: Switchboard) -> None:
    erases(board)
    held = claim_callback(board.ports, board.callback().id, "sam")

    with pytest.raises(NotAllowed, match="no number is left"):
        release_callback(board.ports, held.id, held.token, "sam")

    close_callback(board.ports, held.id, held.token, "unreachable", "sam")
    assert board.callback().state is State.CLOSED


@pytest.mark.parametrize("swept", [True, False])
def test_who_asked_may_ask_anew_and_their_own_phone_rings(board: Switchboard, swept: bool) -> None:
    erases(board)
    if swept:
        sweeps(board)

    board.twilio.texts("CALL", phone=CALLER)
    amina_calls(board).presses("1")
    board.works()

    assert (board.was_rung(CALLER), board.was_rung(OWNER)) == (1, 0)


def test_an_hour_alone_brings_no_call_back(board: Switchboard) -> None:
    erases(board)
    sweeps(board)

    board.twilio.texts("tomorrow at 3pm", phone=CALLER)

    assert board.callback().state is State.REVIEW


def test_a_phone_that_is_being_dialled_is_hung_up(board: Switchboard) -> None:
    amina = amina_calls(board).presses("1")
    board.works()

    erases(board)

    assert board.telephone.sid_of(board.phone_of(OWNER).leg_id) in board.telephone.hung_up
    amina.hangs_up()
    assert board.works().callback().state is State.REVIEW


def test_a_phone_that_was_about_to_be_dialled_is_not(board: Switchboard) -> None:
    amina = amina_calls(board)

    erases(board)
    amina.presses("1")

    assert board.works().was_rung(OWNER) == 0


def test_a_talk_goes_on_and_that_phone_is_not_rung_again(board: Switchboard) -> None:
    amina = amina_calls(board).presses("1")
    board.works()
    owner = board.phone_of(OWNER).answers().presses("1")

    erases(board)
    sweeps(board)
    talking = board.callback()
    owner.hangs_up()
    amina.hangs_up()
    board.works()

    assert talking.state is State.TALKING
    held = board.callback()
    with pytest.raises(NotAllowed, match="had it erased"):
        call_back(board.ports, held.id, held.token, "amina")
    for member in board.link.zrange("due", 0, -1):
        if member.startswith("erase:"):
            look_at(board.ports, member)
    assert the_number_is_nowhere(board)
    assert board.leg(owner.leg_id).phone == ""
    close_callback(board.ports, held.id, held.token, "reached", "amina", notes="went well")
    assert board.callback().notes == "went well"


def test_another_call_asked_for_meanwhile_is_a_supervisors(board: Switchboard) -> None:
    amina = amina_calls(board).presses("1")
    board.works()
    owner = board.phone_of(OWNER).answers().presses("1")
    board.twilio.texts("CALL", phone=CALLER)

    erases(board)
    for phone in (owner, amina):
        phone.hangs_up()
    held = board.works().callback()
    close_callback(board.ports, held.id, held.token, "reached", "amina")

    assert board.callback().state is State.REVIEW
    assert board.callback().has_no_number


def test_of_a_closed_callback_the_number_goes_and_the_notes_stay(board: Switchboard) -> None:
    held = claim_next(board.ports, "amina")
    assert held is not None
    close_callback(board.ports, held.id, held.token, "declined", "amina", notes="call next week")

    erases(board)
    sweeps(board)

    assert the_number_is_nowhere(board)
    assert board.callback().notes == "call next week"
    kept = board.ports.store.closed_before(board.now, 9)
    assert [each.id for each in kept] == [held.id], "the notes go in their own time"


@pytest.mark.parametrize("whose", [OWNER, CALLER])
def test_a_hold_keeps_the_number_and_lets_nobody_ring_it(board: Switchboard, whose: str) -> None:
    until = board.now.replace(year=board.now.year + 1)
    hold_number(board.ports, whose, until, "a court order", "sam")

    erases(board)
    sweeps(board)

    held = claim_callback(board.ports, board.callback().id, "sam")
    assert held.phone == OWNER
    with pytest.raises(NotAllowed, match="had it erased"):
        call_back(board.ports, held.id, held.token, "sam")


def test_a_number_keyed_in_after_the_erase_is_a_new_request(board: Switchboard) -> None:
    erases(board)
    other = board.someone_calls("+13105550199").presses("5").presses("2")
    other.presses(OWNER[2:]).presses("1")
    sweeps(board)

    fresh = claim_next(board.ports, "amina")

    assert fresh is not None
    assert fresh.phone == OWNER


def test_the_erase_of_who_keyed_it_in_leaves_no_trace_of_the_number(board: Switchboard) -> None:
    board.twilio.texts("ERASE", phone=CALLER)
    sweeps(board)

    assert board.ports.store.with_number_of(board.ports.identity.person(OWNER)) == []


def test_once_such_a_request_is_closed_who_asked_can_be_called_again(board: Switchboard) -> None:
    erases(board)
    sweeps(board)
    board.twilio.texts("NOCALL", phone=CALLER)
    closed = board.callback()

    board.twilio.texts("CALL", phone=CALLER)

    stored, _ = board.ports.store.all_callbacks(10)
    (anew,) = (each for each in stored if each.id != closed.id)
    assert (closed.state, anew.state) == (State.CLOSED, State.WAITING)
    assert f"callback:{closed.id}" not in board.ports.store.due(board.now + timedelta(days=9), 50)


def test_an_hour_is_not_promised_while_a_supervisor_looks_at_it(board: Switchboard) -> None:
    erases(board)
    claim_callback(board.ports, board.callback().id, "sam")

    answer = board.twilio.texts("tomorrow at 3pm", phone=CALLER)

    assert "A person calls" not in answer.get_data(as_text=True)
    assert board.callback().state is State.CLAIMED


def test_a_phone_that_rings_anew_after_a_talk_is_hung_up_too(board: Switchboard) -> None:
    amina = amina_calls(board).presses("1")
    board.works()
    board.phone_of(OWNER).answers().presses("1").hangs_up()
    amina.hangs_up()
    held = board.works().callback()
    call_back(board.ports, held.id, held.token, "amina")
    board.works()
    board.phone_of("amina").answers().presses("1")
    board.works()

    erases(board)

    assert board.telephone.sid_of(board.phone_of(OWNER).leg_id) in board.telephone.hung_up


def test_no_text_goes_to_a_number_that_is_no_longer_there(board: Switchboard) -> None:
    erases(board)
    sweeps(board)
    left = board.callback()
    board.keeps(replace(left, attempts=1))
    held = claim_callback(board.ports, left.id, "sam")

    close_callback(board.ports, held.id, held.token, "unreachable", "sam")

    texts = [each for each in board.ports.store.about(left.person) if isinstance(each, Text)]
    assert [each.words for each in texts if not each.phone] == []
