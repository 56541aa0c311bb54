"""A worker's order to come into the room reaches a caller who is in it already: they had just come
by themselves. Twilio ends the room for both; they must find each other again.
"""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


@pytest.fixture
def talking(board: Switchboard) -> tuple[RungPhone, Caller, Callable[[], object]]:
    """amina and a caller in their room, and what leads the caller there once more."""
    board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    path = board.telephone.brought_in[0][2]
    caller.leaves_the_queue("redirected").is_led_to(path)
    assert amina.room == caller.room == f"room-{caller.sid}"
    return amina, caller, lambda: caller.is_led_to(path)


def looks_until_told(amina: RungPhone) -> None:
    """amina hears nothing yet, and her phone asks again each second."""
    for _ in range(6):
        if amina.room or amina.hangs or amina.hears:
            return
        amina.looks_again()
    raise AssertionError("asked for ever")


@pytest.mark.parametrize("caller_first", [True, False])
def test_who_is_led_in_a_second_time_meets_the_specialist_again(
    talking: tuple[RungPhone, Caller, Callable[[], object]], *, caller_first: bool
) -> None:
    amina, caller, led_again = talking

    deeds = (led_again, amina.leaves_the_room)
    for deed in deeds if caller_first else reversed(deeds):
        deed()
    looks_until_told(amina)

    assert amina.room == caller.room == f"room-{caller.sid}"
    assert not amina.hangs


def test_star_right_after_that_still_brings_the_menu(
    talking: tuple[RungPhone, Caller, Callable[[], object]],
) -> None:
    amina, caller, led_again = talking
    led_again()
    amina.leaves_the_room()
    looks_until_told(amina)

    amina.leaves_the_room()
    caller.leaves_the_room()
    looks_until_told(amina)

    assert "You are still connected." in caller.hears
    assert amina.hears.startswith("To bring in a colleague, press 1.")
