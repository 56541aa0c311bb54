"""A number given while the callback rings already: what is said is what happens."""

from dataclasses import replace

import pytest
from flask import Flask

from service.domain.callback import State
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

OTHER = "2125550142"


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def gives_a_number_while(board: Switchboard, state: State) -> Caller:
    caller = board.someone_calls().presses("5").presses("2").presses(OTHER)
    claimed = board.callback().claim("amina", board.now)
    board.keeps(replace(claimed, state=state, attempt="" if state is State.CLAIMED else "a1"))
    return caller.presses("1")


@pytest.mark.parametrize("state", [State.CALLING, State.UNSURE, State.TALKING])
def test_a_number_given_too_late_is_not_promised(board: Switchboard, state: State) -> None:
    caller = gives_a_number_while(board, state)

    assert "the number stays as it was" in caller.hears
    assert "Saved" not in caller.hears
    assert board.callback().phone == caller.phone
    assert not board.callback().number_given


def test_a_number_given_before_anybody_dials_is_the_one_that_rings(board: Switchboard) -> None:
    caller = gives_a_number_while(board, State.CLAIMED)

    assert caller.hears.startswith("Saved. We ring that number")
    assert board.callback().phone == f"+1{OTHER}"
    assert board.callback().number_given


@pytest.mark.parametrize("keys", ["31", "4"])
def test_another_time_or_a_voicemail_asked_for_too_late_is_said_to_be(
    board: Switchboard, keys: str
) -> None:
    caller = board.someone_calls().presses("5")
    claimed = board.callback().claim("amina", board.now)
    board.keeps(replace(claimed, state=State.CALLING, attempt="a1"))

    for key in keys:
        caller.presses(key)

    assert caller.hears.startswith("We are calling back at this very moment")
    assert not board.callback().voicemail_ok
