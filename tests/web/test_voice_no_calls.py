"""Who told us not to call is not called because a wait came to its end: only asking lifts that."""

import pytest
from flask import Flask

from service.domain.person import Person
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def opted_out(board: Switchboard, caller: Caller) -> None:
    person = board.ports.identity.person(caller.phone)
    board.keeps(Person(id=person).opt_out("all", board.now))


def person_of(board: Switchboard, caller: Caller) -> Person:
    return board.ports.store.around(board.ports.identity.person(caller.phone)).person


def waiting(board: Switchboard) -> Caller:
    board.on_shift("amina")
    caller = board.someone_calls()
    opted_out(board, caller)
    caller.presses("0").waits()
    board.works()
    return caller


def test_a_wait_at_its_ceiling_lifts_no_stop_and_says_so(board: Switchboard) -> None:
    caller = waiting(board)

    caller.waits(180).leaves_the_queue()

    assert "You asked us not to call you" in caller.hears
    assert person_of(board, caller).opted_out == "all"
    assert board.ports.store.all_callbacks(10)[0] == []


def test_asked_for_then_it_is_saved_and_calls_are_welcome(board: Switchboard) -> None:
    caller = waiting(board)
    caller.waits(180).leaves_the_queue()

    caller.presses("5")

    assert caller.hears.startswith("Saved.")
    assert person_of(board, caller).takes_calls
    assert not person_of(board, caller).takes_texts


def test_a_key_while_waiting_is_asking(board: Switchboard) -> None:
    caller = waiting(board)

    caller.presses_while_waiting("5").leaves_the_queue()

    assert caller.hears.startswith("Saved.")
    assert person_of(board, caller).takes_calls


def test_a_crisis_is_not_hung_up_on_though_no_call_is_saved(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls()
    opted_out(board, caller)
    caller.presses("8").waits()
    board.works()

    caller.waits(180).leaves_the_queue()

    assert "9 8 8" in caller.hears
    assert "we call you" not in caller.hears
    assert caller.verb("Hangup") is None
    assert len(board.ports.store.open_alerts()) == 1
    assert not person_of(board, caller).takes_calls
