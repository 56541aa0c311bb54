"""The helpline with its workers inside one test: wake-ups are carried out when the test says so,
and phones that are rung do what the test tells them.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from service.actions.calls import bring_in, ring_specialist
from service.actions.due import look_at
from service.actions.legs import dial, hang_up, lead_on
from service.actions.ports import Change, Ports
from service.actions.transfer.ringing import ring_colleague
from service.actions.trying import commit_once
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.leg import Leg
from service.domain.specialist import Specialist
from tests.builders import ACCOUNT, CALLER, HELPLINE, a_specialist
from tests.fakes import FakeTelephone
from tests.twiml_rules import problems
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller

JOBS: dict[str, Callable[[Ports, str], None]] = {
    "dial": dial,
    "ring_specialist": ring_specialist,
    "bring_in": bring_in,
    "hang_up": hang_up,
    "lead_on": lead_on,
    "ring_colleague": ring_colleague,
}


@dataclass
class Switchboard:
    """Callers, workers and rung phones of one helpline."""

    twilio: Twilio
    ports: Ports
    link: Any
    telephone: FakeTelephone = field(default_factory=FakeTelephone)
    woken: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ports = replace(self.ports, telephone=self.telephone)

    def works(self) -> "Switchboard":
        """Carry out every wake-up, and those that follow from them."""
        while line := self.link.lpop("wakeups"):
            wakeup = json.loads(line)
            self.woken.append((wakeup["job"], wakeup["id"]))
            if wakeup["job"] in JOBS:
                JOBS[wakeup["job"]](self.ports, wakeup["id"])
        return self

    def someone_calls(self, phone: str = CALLER) -> Caller:
        """A caller who has dialled and hears the first level."""
        return Caller(self.twilio, phone).calls()

    def on_shift(self, name: str, *languages: str, **more: Any) -> Specialist:
        """A specialist on shift."""
        who = a_specialist(id=name, languages=languages or ("en", "es"), **more)
        self.ports.store.commit(Change(now=self.now, records=(who,)))
        return who

    def keeps(self, *records: Any) -> None:
        """Put records into the store; on a slow machine it may be sent twice, and counts once."""
        commit_once(self.ports, Change(now=self.now, records=records))

    def looks_at(self, member: str) -> "Switchboard":
        """The sweep looks at a due entry whose time has come."""
        self._make_due(member)
        look_at(self.ports, member)
        return self.works()

    def sweeps_owed(self, member: str, *, minutes: int) -> str:
        """The sweep looks at an owed entry ("kind:ID@TIME") as if it were so much older; returns
        the name it has then."""
        what, _, at = member.partition("@")
        older = f"{what}@{float(at) - minutes * 60!r}"
        self.link.zadd("due", {older: self.now.timestamp() - 1})
        self.link.zrem("due", member)
        look_at(self.ports, older)
        self.works()
        return older

    def phone_of(self, who: str) -> "RungPhone":
        """The phone of a specialist, or of the person with this number, that was rung last."""
        for leg in reversed(self.telephone.dialled):
            if leg.phone == who or (leg.purpose != "person" and leg.specialist == who):
                return RungPhone(self, leg.id, self.telephone.sid_of(leg.id))
        raise AssertionError(f"{who} was not rung")

    def was_rung(self, who: str) -> int:
        """How often this phone was rung."""
        return sum(who in (leg.phone, leg.specialist) for leg in self.telephone.dialled)

    def brings_together(self, name: str) -> tuple["RungPhone", Caller]:
        """`name` comes on shift and talks with a caller who waited in the queue."""
        self.on_shift(name)
        caller = self.someone_calls().presses("0").waits()
        self.works()
        phone = self.phone_of(name).answers().presses("1")
        self.works()
        caller.leaves_the_queue("redirected").is_led_to(self.telephone.brought_in[0][2])
        assert phone.room == caller.room == f"room-{caller.sid}"
        return phone, caller

    @property
    def now(self) -> datetime:
        return self.ports.store.now()

    def call(self, caller: Caller) -> Call:
        found = self.ports.store.get(Call, caller.sid)
        assert found is not None
        return found

    def leg(self, leg_id: str) -> Leg:
        found = self.ports.store.get(Leg, leg_id)
        assert found is not None
        return found

    def specialist(self, name: str) -> Specialist:
        found = self.ports.store.get(Specialist, name)
        assert found is not None
        return found

    def callback(self, callback_id: str = "") -> Callback:
        """This callback, or the only one."""
        if callback_id:
            found = self.ports.store.get(Callback, callback_id)
            assert found is not None
            return found
        (only,), _ = self.ports.store.all_callbacks(10)
        return only

    def _make_due(self, member: str) -> None:
        """As if its time had come; records are dated back, as no clock can be moved."""
        kind, _, name = member.partition(":")
        records = {"leg": Leg, "call": Call, "callback": Callback}
        record = self.ports.store.get(records[kind], name)  # type: ignore[type-var]
        assert record is not None
        self.keeps(replace(record, due_at=self.now))


@dataclass
class RungPhone:
    """A phone the helpline rang."""

    board: Switchboard
    leg_id: str
    sid: str
    document: str = ""

    def answers(self) -> "RungPhone":
        """Pick up and hear the first words."""
        return self._goes(f"/voice/leg?leg={self.leg_id}")

    def presses(self, key: str) -> "RungPhone":
        """Press a key."""
        return self._goes(self._action("Gather"), Digits=key)

    def says(self, words: str) -> "RungPhone":
        """Say something."""
        return self._goes(self._action("Gather"), SpeechResult=words)

    def stays_silent(self) -> "RungPhone":
        """Press nothing, as a voicemail does."""
        return self._goes(self._action("Gather"), Digits="")

    def is_led_to(self, path: str) -> "RungPhone":
        """A worker led the phone on."""
        return self._goes(path)

    def leaves_the_room(self, **fields: str) -> "RungPhone":
        """The other hung up, or star was pressed."""
        return self._goes(self._action("Dial"), DialCallStatus="answered", **fields)

    def looks_again(self) -> "RungPhone":
        """Follow the document to its end."""
        redirect = next(ET.fromstring(self.document).iter("Redirect"), None)
        assert redirect is not None, self.document
        return self._goes(redirect.text or "")

    def twice(self, deed: Callable[[], object]) -> "RungPhone":
        """Twilio sends the same webhook twice."""
        before = self.document
        deed()
        self.document = before
        deed()
        return self

    def status(self, status: str, sequence: int = 0) -> "RungPhone":
        """Twilio reports how this phone's call stands."""
        fields = self._fields() | {"CallStatus": status, "SequenceNumber": str(sequence)}
        answer = self.board.twilio.posts(f"/voice/status?leg={self.leg_id}", fields)
        assert answer.status_code == 204
        return self

    def hangs_up(self) -> "RungPhone":
        """The call is over."""
        return self.status("completed", 3)

    def does_not_answer(self) -> "RungPhone":
        """It rings until the time is over."""
        return self.status("no-answer", 2)

    @property
    def hears(self) -> str:
        root = ET.fromstring(self.document)
        return " ".join("".join(say.itertext()) for say in root.iter("Say"))

    @property
    def room(self) -> str:
        """The room this phone is in now, "" for none."""
        return next((c.text or "" for c in ET.fromstring(self.document).iter("Conference")), "")

    @property
    def ends_the_room(self) -> bool:
        """Whether the room is over for everybody when this phone leaves it."""
        room = next(ET.fromstring(self.document).iter("Conference"))
        return room.get("endConferenceOnExit") == "true"

    @property
    def hangs(self) -> bool:
        """Whether the document ends the call."""
        return ET.fromstring(self.document).find("Hangup") is not None

    def _action(self, verb: str) -> str:
        found = next(ET.fromstring(self.document).iter(verb), None)
        assert found is not None, self.document
        return found.get("action") or ""

    def _goes(self, path: str, **fields: str) -> "RungPhone":
        answer = self.board.twilio.posts(path, self._fields() | fields)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        self.document = answer.text
        assert problems(self.document) == [], self.document
        return self

    def _fields(self) -> dict[str, str]:
        return {
            "CallSid": self.sid,
            "AccountSid": ACCOUNT,
            "From": HELPLINE,
            "To": self.board.leg(self.leg_id).phone,
            "CallStatus": "in-progress",
            "Direction": "outbound-api",
        }
