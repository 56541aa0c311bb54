"""Twilio's reports of a phone and its own request for words, in all 120 orders: every order ends
alike, for a phone that rings with others and for each phone a specialist has rung for help. LONG=1
takes every order for each of those.
"""

import itertools
import os
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask

from service.domain.call import CallState
from service.domain.crisis_line import CrisisLine
from service.domain.leg import LegState
from service.domain.policy import Ringing
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

LINE = CrisisLine(
    names=MappingProxyType({"en": "the 9 8 8 lifeline", "es": "el 988"}), number="988"
)
MENU_KEYS = {"joins": ("1",), "takes over": ("2",), "interpreter": ("3",), "a line": ("4", "1")}
LONG = bool(os.environ.get("LONG"))
EVENTS: tuple[Callable[[RungPhone], object], ...] = (
    lambda phone: phone.status("initiated", 0),
    lambda phone: phone.status("ringing", 1),
    lambda phone: phone.status("in-progress", 2),
    lambda phone: phone.status("completed", 3),
    lambda phone: phone.answers(),
)


@pytest.fixture
def board(twilio: Twilio, app: Flask, link: object, monkeypatch: pytest.MonkeyPatch) -> Switchboard:
    """The helpline with an interpreter, a crisis line, and phones that ring all at once."""
    web = app.extensions["helpline"]
    policy = replace(
        web.ports.policy,
        ringing=Ringing.ALL_AT_ONCE,
        interpreter_number="+12125550188",
        crisis_lines=(LINE,),
    )
    ports = replace(web.ports, policy=policy)
    monkeypatch.setitem(app.extensions, "helpline", replace(web, ports=ports))
    return Switchboard(twilio, ports, link)


def waiting(board: Switchboard) -> Caller:
    board.link.flushdb()  # each order begins with an empty helpline
    board.telephone.dialled.clear()
    board.telephone.brought_in.clear()
    board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.works()
    return caller


def every_order(first: int) -> list[tuple[int, ...]]:
    return [each for each in itertools.permutations(range(5)) if each[0] == first]


@pytest.mark.parametrize("first", range(5))
def test_of_phones_that_ring_at_once(board: Switchboard, first: int) -> None:
    endings = set()

    for order in every_order(first):
        caller = waiting(board)
        board.on_shift("bo", phone="+16465550162")
        board.looks_at(f"call:{caller.sid}")
        amina, bo = board.phone_of("amina"), board.phone_of("bo")
        for index in order:
            EVENTS[index](amina)
        board.works()
        leg, call = board.leg(amina.leg_id), board.call(caller)
        endings.add((leg.state, leg.result, leg.sid == amina.sid, call.state))
        assert call.legs == (bo.leg_id,)
        assert board.specialist("amina").engaged == ""
        assert board.specialist("amina").missed_at is not None
        assert bo.answers().presses("1").room == f"room-{caller.sid}"

    assert endings == {(LegState.ENDED, "completed", True, CallState.WAITING)}


@pytest.mark.parametrize("first", range(5))
@pytest.mark.parametrize("wish", MENU_KEYS)
def test_of_a_phone_rung_for_help(board: Switchboard, wish: str, first: int) -> None:
    endings = set()
    orders = every_order(first)

    for order in orders if LONG or wish == "takes over" else orders[::6]:
        caller = waiting(board)
        amina = board.phone_of("amina").answers().presses("1")
        board.works()
        caller.leaves_the_queue("redirected").is_led_to(board.telephone.brought_in[0][2])
        board.on_shift("bo", phone="+16465550162")
        amina.leaves_the_room()
        caller.leaves_the_room()
        amina.looks_again()
        for key in MENU_KEYS[wish]:
            amina.presses(key)
        board.works()
        rung = board.telephone.dialled[-1]
        helper = RungPhone(board, rung.id, board.telephone.sid_of(rung.id))
        for index in order:
            EVENTS[index](helper)
        board.works()
        leg, call, mine = board.leg(rung.id), board.call(caller), board.leg(amina.leg_id)
        endings.add((leg.state, leg.result, leg.sid == helper.sid, call.state, mine.state))
        assert (call.specialist, call.leg) == ("amina", amina.leg_id)
        assert mine.wish == ""
        assert board.specialist("bo").engaged == ""
        assert board.specialist("amina").engaged == f"leg:{amina.leg_id}"

    assert endings == {
        (LegState.ENDED, "completed", True, CallState.TAKEN, LegState.ACCEPTED),
    }
