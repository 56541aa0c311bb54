"""Random talks in which anybody presses star, asks for help, hangs up, or is not reported: nobody
is left in a room alone, nobody is rung while talking, and in the end every phone is free.
"""

import os
import random
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from flask import Flask

from service.domain.crisis_line import CrisisLine
from service.domain.leg import Leg
from tests.fakes import FakeTelephone
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

TALKS = 400 if os.environ.get("LONG") else 25
STEPS = 100
HAPPENED = {
    *("You are still connected", "To bring in a colleague", "The call is yours now"),
    *("You are joining now", "Nobody took it", "has taken the call", "has left the call"),
}
NAMES = ("amina", "bo", "chi")
LINES = (CrisisLine(names=MappingProxyType({"en": "a line", "es": "una línea"}), number="988"),)


class OnePhoneOnce(FakeTelephone):
    """Fails when a specialist's phone is rung while it rings or talks."""

    def __init__(self) -> None:
        super().__init__()
        self.live: dict[str, str] = {}

    def dial(self, leg: Leg, *, ring_s: int) -> str:
        assert leg.phone == "988" or leg.phone not in self.live, "rung while on the line"
        self.live[leg.phone] = leg.id
        return super().dial(leg, ring_s=ring_s)


class Talk:
    """One caller, whoever is rung for them, and Twilio's rooms between them."""

    def __init__(self, board: Switchboard, phones: OnePhoneOnce, dice: random.Random) -> None:
        self.board, self.phones, self.dice = board, phones, dice
        self.caller: Caller | None = board.someone_calls().presses("0").waits()
        self.sid = self.caller.sid
        self.rung: dict[str, RungPhone] = {}
        self.inside: list[RungPhone | Caller] = []
        self.led: set[str] = set()
        self.alone = 0
        self.seen: set[str] = set()

    def goes_on(self) -> bool:
        return self.caller is not None or bool(self.rung)

    def step(self) -> None:
        self.workers()
        every: list[RungPhone | Caller] = list(self.rung.values())
        if self.caller is not None:
            every.append(self.caller)
        if not every:
            return
        who = self.dice.choice(every)
        if isinstance(who, Caller):
            self.caller_acts(who)
        else:
            self.phone_acts(who)
        self.enters(who)
        self.seen |= {words for words in HAPPENED if words in who.document}
        self.alone = self.alone + 1 if self.caller in self.inside and len(self.inside) == 1 else 0

    def enters(self, who: RungPhone | Caller) -> None:
        live = who is self.caller or who in self.rung.values()
        if live and who.room and who not in self.inside:
            self.inside.append(who)

    def caller_acts(self, caller: Caller) -> None:
        if self.dice.random() < 0.015:
            self.caller_hangs_up()
        elif caller in self.inside:
            return
        elif caller.verb("Enqueue") is not None or caller.verb("Leave") is not None:
            caller.leaves_the_queue() if caller.verb("Leave") is not None else caller.waits(1)
        elif caller.verb("Redirect") is not None and "/voice/hold" in caller.document:
            caller.looks_again()
        elif caller.verb("Redirect") is not None:
            caller.waits(1)
        else:
            self.caller_hangs_up()

    def caller_hangs_up(self) -> None:
        assert self.caller is not None
        caller, self.caller = self.caller, None
        if not self.led or self.dice.random() < 0.9:  # else the report is lost
            caller.hangs_up()
        self.leaves(caller)

    def phone_acts(self, phone: RungPhone) -> None:
        roll = self.dice.random()
        if not phone.document:
            self.over(phone, "no-answer") if roll < 0.3 else phone.answers()
        elif phone.hangs:
            self.over(phone, "completed")
        elif phone in self.inside:
            if roll < 0.04:
                self.over(phone, "completed")
            elif roll < 0.5 and "hangupOnStar" in phone.document:
                self.leaves(phone)
                phone.leaves_the_room()
        elif "<Redirect" in phone.document:
            phone.looks_again()
        elif roll < 0.03:
            self.over(phone, "completed")
        elif "/leg/ringing" in phone.document and roll < 0.95:
            phone.stays_silent()
        else:
            keys = "11117" if "/leg/key" in phone.document else "1222344*"
            phone.presses(self.dice.choice(keys)) if roll < 0.9 else phone.stays_silent()

    def leaves(self, who: RungPhone | Caller) -> None:
        """Out of the room, and the others with them where the room ends with them."""
        if who not in self.inside:
            return
        ends = isinstance(who, Caller) or who.ends_the_room
        self.inside.remove(who)
        for other in list(self.inside) if ends else ():
            self.inside.remove(other)
            other.leaves_the_room()
            self.enters(other)

    def over(self, phone: RungPhone, status: str) -> None:
        self.rung.pop(phone.leg_id, None)
        leg = self.board.leg(phone.leg_id)
        if self.phones.live.get(leg.phone) == leg.id:
            del self.phones.live[leg.phone]
        if self.dice.random() < 0.9:
            phone.status(status)
        self.phones.statuses[phone.sid] = status
        self.leaves(phone)

    def workers(self) -> None:
        self.board.works()
        for leg in self.phones.dialled:
            sid = self.phones.sid_of(leg.id)
            self.rung[leg.id] = RungPhone(self.board, leg.id, sid)
            self.phones.statuses[sid] = "in-progress"
        self.phones.dialled.clear()
        gone, self.phones.hung_up[:] = set(self.phones.hung_up), []
        for phone in [each for each in self.rung.values() if each.sid in gone]:
            self.over(phone, "canceled" if not phone.document else "completed")
        led = [(sid, path) for _, sid, path in self.phones.brought_in] + self.phones.redirected
        self.phones.brought_in.clear()
        self.phones.redirected.clear()
        for sid, path in led:
            self.is_led(sid, path)

    def is_led(self, sid: str, path: str) -> None:
        for who in [*self.rung.values(), *((self.caller,) if self.caller else ())]:
            if who.sid != sid or not who.document:
                continue
            if isinstance(who, Caller) and who.queue_sid and sid not in self.led:
                self.led.add(sid)
                who.leaves_the_queue("redirected")
            self.leaves(who)
            who.is_led_to(path)
            self.enters(who)

    def sweep(self) -> None:
        """The clock reaches everything that is still open."""
        self.phones.statuses.setdefault(self.sid, "in-progress" if self.caller else "completed")
        self.phones.statuses[self.sid] = "in-progress" if self.caller else "completed"
        for member in self.board.ports.store.due(self.board.now + timedelta(days=1), 99):
            if member.startswith(("leg:", "call:")):
                self.board.looks_at(member)
                self.workers()


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_is_left_behind(
    twilio: Twilio, app: Flask, link: Any, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    web = app.extensions["helpline"]
    policy = replace(web.ports.policy, interpreter_number="+12125550188", crisis_lines=LINES)
    ports = replace(web.ports, policy=policy)
    monkeypatch.setitem(app.extensions, "helpline", replace(web, ports=ports))
    phones, dice = OnePhoneOnce(), random.Random(seed)
    board = Switchboard(twilio, ports, link, phones)
    for number, name in enumerate(NAMES):
        board.on_shift(name, phone=f"+1646555{170 + number:04}")
    happened: set[str] = set()

    for _ in range(TALKS):
        talk = Talk(board, phones, dice)
        for _ in range(STEPS):
            if not talk.goes_on():
                break
            talk.step()
            assert talk.alone < 40, "the caller is alone in the room"
        happened |= talk.seen
        if talk.caller is not None:
            talk.caller_hangs_up()
        for phone in list(talk.rung.values()):
            talk.over(phone, "completed")
        for _ in range(3):
            talk.sweep()
            for phone in list(talk.rung.values()):
                talk.over(phone, "completed")
        assert [who.id for who in ports.store.specialists() if who.engaged] == []
        assert board.ports.store.waiting_calls() == []
        rested = [replace(w, missed_at=None, rest_until=None) for w in ports.store.specialists()]
        board.keeps(*rested)

    assert happened == HAPPENED
