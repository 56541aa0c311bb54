"""Random callers and random specialists: every call has an ending, every wait is bounded, and no
phone is rung while it rings or talks. LONG=1 takes two thousand calls.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask

from service.domain.leg import Leg
from service.domain.policy import Ringing
from tests.fakes import FakeTelephone
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

CALLS = 2000 if os.environ.get("LONG") else 60
AT_ONCE = 6
KEYS = "0000123458*7"
SAID = ("a person please", "i want to die", "mumble", "call me back", "español")
PATIENCE_S = 180


class OnePhoneOnce(FakeTelephone):
    """Refuses to be asked for a phone that rings or talks already."""

    def __init__(self) -> None:
        super().__init__()
        self.busy: set[str] = set()

    def dial(self, leg: Leg, *, ring_s: int) -> str:
        assert leg.phone not in self.busy, "rung while ringing or talking"
        self.busy.add(leg.phone)
        return super().dial(leg, ring_s=ring_s)


@dataclass
class Somebody:
    """A caller with no plan; `over` says with whom or what the call ended."""

    caller: Caller
    waited_s: int = 0
    over: str = ""
    talked: bool = False


@dataclass
class Soak:
    """One helpline, its random callers and its random specialists."""

    board: Switchboard
    dice: random.Random
    people: list[Somebody] = field(default_factory=list)
    rung: dict[str, RungPhone] = field(default_factory=dict)
    endings: Counter[str] = field(default_factory=Counter)

    @property
    def phones(self) -> OnePhoneOnce:
        telephone = self.board.telephone
        assert isinstance(telephone, OnePhoneOnce)
        return telephone

    def run(self, calls: int) -> None:
        begun = 0
        while begun < calls or self.people:
            if begun < calls and len(self.people) < AT_ONCE and self.dice.random() < 0.4:
                number = f"+1212555{100 + begun % 100:04}"
                self.people.append(Somebody(self.board.someone_calls(number)))
                begun += 1
            self.step()
        for phone in list(self.rung.values()):  # those still in somebody's hand
            self._over(phone, "completed")

    def step(self) -> None:
        if self.people:
            self._caller_acts(self.dice.choice(self.people))
        self._workers()
        if self.rung:
            self._specialist_acts(self.dice.choice(sorted(self.rung)))
            self._workers()
        self.people = [each for each in self.people if not each.over]

    def _caller_acts(self, who: Somebody) -> None:
        caller = who.caller
        if self.dice.random() < 0.05:
            self._ends(who, "hang-up")
        elif caller.verb("Hangup") is not None:
            self._ends(who, "closing words")
        elif caller.verb("Leave") is not None:
            caller.leaves_the_queue()
        elif caller.verb("Enqueue") is not None or caller.verb("Redirect") is not None:
            self._waits(who)
        elif caller.verb("Conference") is not None:
            who.talked = True
        else:
            self._answers(caller)

    def _waits(self, who: Somebody) -> None:
        who.waited_s += self.dice.randrange(5, 40)
        assert who.waited_s < PATIENCE_S + 3 * 40, "waits without an end"
        if who.caller.verb("Gather") is not None and self.dice.random() < 0.15:
            who.caller.presses_while_waiting(self.dice.choice("587"))
        else:
            who.caller.waits(who.waited_s)
        if who.caller.verb("Leave") is not None:
            who.waited_s = 0

    def _answers(self, caller: Caller) -> None:
        roll = self.dice.random()
        if roll < 0.2:
            caller.stays_silent()
        elif roll < 0.35:
            caller.says(self.dice.choice(SAID))
        else:
            caller.presses(self.dice.choice(KEYS))

    def _specialist_acts(self, leg_id: str) -> None:
        phone = self.rung[leg_id]
        if not phone.document:
            if self.dice.random() < 0.2:
                self._over(phone, "no-answer")
            else:
                phone.answers()
        elif phone.hangs:
            self._over(phone, "completed")
        elif phone.room:
            if self.dice.random() < 0.3:
                self._over(phone, "completed")
        elif self.dice.random() < 0.2:
            phone.stays_silent()
        else:
            phone.presses(self.dice.choice("1117"))

    def _over(self, phone: RungPhone, status: str) -> None:
        room = phone.room if phone.document else ""
        del self.rung[phone.leg_id]
        self.phones.busy.discard(self.board.leg(phone.leg_id).phone)
        phone.status(status)
        for who in self.people:
            if room == f"room-{who.caller.sid}" and who.caller.verb("Conference") is not None:
                who.talked = True
                who.caller.leaves_the_room()
        self._rested()

    def _ends(self, who: Somebody, how: str) -> None:
        in_room = who.caller.verb("Conference") is not None
        who.caller.hangs_up()
        who.over = "specialist" if who.talked else how
        record = self.board.call(who.caller)
        assert record.is_over
        assert record.ending
        self.endings["callback" if record.ending == "callback" else who.over] += 1
        for phone in list(self.rung.values()):
            if in_room and phone.document and phone.room == f"room-{who.caller.sid}":
                self._left_alone(phone)

    def _left_alone(self, phone: RungPhone) -> None:
        """Whoever a specialist talked with has hung up, and so do they."""
        self._over(phone, "completed")

    def _workers(self) -> None:
        self.board.works()
        for leg in self.phones.dialled:
            self.rung.setdefault(leg.id, self.board.phone_of(leg.phone))
        self.phones.dialled.clear()
        hung_up, self.phones.hung_up[:] = list(self.phones.hung_up), []
        for phone in [each for each in self.rung.values() if each.sid in hung_up]:
            self._over(phone, "canceled")
        led = [(sid, path) for _, sid, path in self.phones.brought_in] + self.phones.redirected
        self.phones.brought_in.clear()
        self.phones.redirected.clear()
        for sid, path in led:
            self._led_on(sid, path)

    def _led_on(self, sid: str, path: str) -> None:
        for who in self.people:
            if who.caller.sid == sid and who.caller.queue_sid:
                who.caller.leaves_the_queue("redirected").is_led_to(path)

    def _rested(self) -> None:
        """A specialist is ready again, as no clock can be moved; who waits is rung for."""
        for who in self.board.ports.store.specialists():
            ready = replace(who, missed_at=None, rest_until=None)
            if ready != who:
                self.board.keeps(ready)
        for call in self.board.ports.store.waiting_calls():
            self.board.looks_at(f"call:{call.sid}")


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("how", Ringing)
def test_every_call_has_an_ending(twilio: Twilio, app: Flask, link: Any, how: Ringing) -> None:
    ports = app.extensions["helpline"].ports
    chosen = replace(ports, policy=replace(ports.policy, ringing=how))
    board = Switchboard(twilio, chosen, link, OnePhoneOnce())
    for number, name in enumerate(("amina", "bo", "chi")):
        board.on_shift(name, phone=f"+1646555{170 + number:04}")
    soak = Soak(board, random.Random(list(Ringing).index(how)))

    soak.run(CALLS)

    print(f"endings of {CALLS} calls: {dict(soak.endings)}")
    assert sum(soak.endings.values()) == CALLS
    assert {"specialist", "callback", "hang-up"} <= set(soak.endings)
    assert board.ports.store.waiting_calls() == []
    assert not any(c.on_line for c in board.ports.store.all_callbacks(5000)[0])
    assert [who.id for who in board.ports.store.specialists() if who.engaged] == []
