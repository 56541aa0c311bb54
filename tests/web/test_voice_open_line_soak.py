"""Random callers, random callbacks, and specialists who keep their lines open: no phone is rung
that is on the line, nobody is left in a room alone, and in the end nothing is engaged.
"""

import os
import random
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from flask import Flask

from service.actions.callbacks import call_back, claim_next, close_callback
from service.actions.staff import keep_line
from service.domain.callback import Callback, Outcome, State
from service.domain.errors import NotAllowed
from service.domain.leg import Leg
from service.domain.policy import Ringing
from tests.web.conftest import Twilio
from tests.web.switchboard import RungPhone, Switchboard
from tests.web.test_voice_soak import OnePhoneOnce, Soak

CALLS = 300 if os.environ.get("LONG") else 20
STAFF = ("amina", "bo", "chi")


class OpenLines(Soak):
    """Specialists also call back, and stay on the phone in between."""

    over_the_line = 0

    def step(self) -> None:
        super().step()
        for phone in self.dice.sample(sorted(self.rung), min(2, len(self.rung))):
            if phone in self.rung:
                self._specialist_acts(phone)
                self._workers()
        self._works_the_queue(self.dice.choice(STAFF))
        self._workers()
        self._nothing_is_twice()

    def _works_the_queue(self, who: str) -> None:
        ports, roll = self.board.ports, self.dice.random()
        if roll < 0.02:
            keep_line(ports, who, wanted=not self.board.specialist(who).keeps_line)
        if roll < 0.7:
            return
        held = ports.store.held_by(who) or [claim_next(ports, who)]
        for callback in (each for each in held if each is not None):
            self._goes_on_with(callback, who)

    def _goes_on_with(self, callback: Callback, who: str) -> None:
        if callback.state is not State.CLAIMED:
            return
        try:
            if callback.spoke_at:
                close_callback(self.board.ports, callback.id, callback.token, Outcome.REACHED, who)
            else:
                call_back(self.board.ports, callback.id, callback.token, who)
        except NotAllowed:
            return  # they are on the phone

    def _specialist_acts(self, leg_id: str) -> None:
        phone = self.rung[leg_id]
        waits = phone.document and "<Gather" not in phone.document and "<Redirect" in phone.document
        if waits and not phone.room:
            if self.dice.random() < 0.05:
                self._over(phone, "completed")
            else:
                phone.looks_again()
        else:
            super()._specialist_acts(leg_id)

    def _left_alone(self, phone: RungPhone) -> None:
        phone.leaves_the_room()

    def _over(self, phone: RungPhone, status: str) -> None:
        room = phone.room if phone.document else ""
        super()._over(phone, status)
        for other in self.rung.values():
            if room and other.document and other.room == room:
                other.leaves_the_room()

    def _led_on(self, sid: str, path: str) -> None:
        super()._led_on(sid, path)
        for phone in self.rung.values():
            if phone.sid == sid and phone.document:
                self.over_the_line += "/voice/leg?leg=" in path
                phone.is_led_to(path)

    def _nothing_is_twice(self) -> None:
        for who in self.board.ports.store.specialists():
            engaged = who.engaged.removeprefix("leg:")
            leg = self.board.ports.store.get(Leg, engaged) if engaged else None
            assert not engaged or (leg is not None and leg.is_live), "engaged with what is over"
            if who.line:
                assert self.board.leg(who.line).is_live, "a line that is over"


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("how", Ringing)
def test_open_lines_ring_nobody_twice(twilio: Twilio, app: Flask, link: Any, how: Ringing) -> None:
    ports = app.extensions["helpline"].ports
    chosen = replace(ports, policy=replace(ports.policy, ringing=how, dials_a_day=0))
    telephone = OnePhoneOnce()
    telephone._numbers = count(1 << 20)  # no phone we ring may have the CallSid of a caller
    board = Switchboard(twilio, chosen, link, telephone)
    for number, name in enumerate(STAFF):
        board.on_shift(name, phone=f"+1646555{170 + number:04}", keeps_line=True)
    soak = OpenLines(board, random.Random(10 + list(Ringing).index(how)))

    soak.run(CALLS)
    while not soak.over_the_line:  # chance may leave it out, in a few calls
        soak.run(5)

    print(f"{soak.over_the_line} went over an open line; endings: {dict(soak.endings)}")
    assert sum(soak.endings.values()) >= CALLS
    assert board.ports.store.waiting_calls() == []
    people = board.ports.store.specialists()
    assert [(each.engaged, each.line) for each in people] == [("", "")] * len(STAFF)
    assert not any(c.state is State.TALKING for c in board.ports.store.all_callbacks(5000)[0])
