"""A worker's order to come into the room reaches a caller who is in it already: they had just come
by themselves. Twilio ends the room for both; they must find each other again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


Talk = tuple[RungPhone, Caller, Callable[[], object]]


@pytest.fixture
def talking(board: Switchboard) -> Talk:
    """amina and a caller in their room, and what leads the caller there once more."""
    amina, caller = board.brings_together("amina")
    path = board.telephone.brought_in[0][2]
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
    talking: Talk, *, caller_first: bool
) -> None:
    amina, caller, led_again = talking

    deeds = (led_again, amina.leaves_the_room)
    for deed in deeds if caller_first else reversed(deeds):
        deed()
    looks_until_told(amina)

    assert amina.room == caller.room == f"room-{caller.sid}"
    assert not amina.hangs


def test_star_right_after_that_still_brings_the_menu(talking: Talk) -> None:
    amina, caller, led_again = talking
    led_again()
    amina.leaves_the_room()
    looks_until_told(amina)

    amina.leaves_the_room()
    caller.leaves_the_room()
    looks_until_told(amina)

    assert "You are still connected." in caller.hears
    assert amina.hears.startswith("To bring in a colleague, press 1.")


def test_star_right_after_that_brings_the_menu_also_where_the_callers_report_is_late(
    talking: Talk,
) -> None:
    amina, caller, led_again = talking
    led_again()
    amina.leaves_the_room()
    looks_until_told(amina)

    amina.leaves_the_room()
    for _ in range(3):
        amina.looks_again()
    caller.leaves_the_room()
    amina.looks_again()

    assert "You are still connected." in caller.hears
    assert amina.hears.startswith("To bring in a colleague, press 1.")


def test_a_look_that_is_asked_for_twice_leads_into_the_room_twice(talking: Talk) -> None:
    amina, _, led_again = talking
    led_again()
    amina.leaves_the_room()
    while not amina.room:
        before = amina.document
        amina.looks_again()

    amina.document = before
    amina.looks_again()

    assert amina.room


def test_who_hangs_up_just_after_they_came_back_leaves_nobody_in_the_room(
    board: Switchboard, talking: Talk
) -> None:
    amina, caller, led_again = talking
    long_ago = board.now - timedelta(minutes=5)
    board.keeps(replace(board.call(caller), joined_at=long_ago))
    led_again()
    amina.leaves_the_room()
    looks_until_told(amina)
    assert amina.room

    caller.hangs_up()
    board.works()

    [(sid, path)] = board.telephone.redirected
    assert sid == amina.sid
    amina.is_led_to(path)
    assert amina.hangs
    assert "The other person has hung up." in amina.hears
