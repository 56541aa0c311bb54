"""Where two features meet: a second wait in one call, the switch, a block, an erasure, a lost race."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.domain.call import CallState
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def brought_in(board: Switchboard, caller: Caller) -> Caller:
    """The worker led the caller out of the queue into the room."""
    board.works()
    _, _, path = board.telephone.brought_in[-1]
    return caller.leaves_the_queue("redirected").is_led_to(path)


def talking(board: Switchboard, caller: Caller) -> tuple[Caller, RungPhone]:
    board.works()
    phone = board.phone_of("amina").answers().presses("1")
    return brought_in(board, caller), phone


def ready_again(board: Switchboard, name: str) -> None:
    board.keeps(replace(board.specialist(name), missed_at=None, rest_until=None))


@pytest.mark.parametrize("silences", range(5))
def test_who_asks_for_a_person_again_in_one_call_is_rung_for_again(
    board: Switchboard, silences: int
) -> None:
    board.on_shift("amina")
    caller = board.someone_calls()
    for _ in range(silences):  # each is one step further in the menus
        caller.presses("*")
    caller, amina = talking(board, caller.presses("0").waits())
    amina.hangs_up()
    ready_again(board, "amina")
    caller.leaves_the_room()
    while caller.verb("Gather") is None:
        board.telephone.statuses.clear()
        caller.looks_again()
    assert "has left the call" in caller.hears

    caller.presses("0").waits()
    board.works()

    assert board.call(caller).is_waiting
    assert board.was_rung("amina") == 2


@pytest.mark.parametrize("stars", range(4))
def test_who_asks_for_a_person_after_the_ceiling_is_in_line_again(
    board: Switchboard, stars: int
) -> None:
    board.on_shift("amina")
    caller = board.someone_calls()
    for _ in range(stars):
        caller.presses("*")
    caller.presses("0").waits()
    long_ago = board.now - timedelta(seconds=900)
    board.keeps(replace(board.call(caller), queued_at=long_ago))
    board.looks_at(f"call:{caller.sid}")
    [(_, path)] = board.telephone.redirected
    caller.is_led_to(path)
    assert board.call(caller).state is CallState.CALLBACK

    caller.presses("0").waits()

    assert board.call(caller).is_waiting
    assert caller.verb("Leave") is None
