"""Every key in every menu out of the room, in both languages: each document is within Twilio's
rules, listens or leads on, and every address in it is answered.
"""

import re
from dataclasses import replace
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from service.domain.call import Call
from service.domain.crisis_line import CrisisLine
from service.domain.leg import Leg
from service.domain.specialist import Specialist
from tests.builders import ACCOUNT, HELPLINE
from tests.twiml_rules import problems
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard

KEYS = ("", *"0123456789*#")
LINES = tuple(
    CrisisLine(names=MappingProxyType({"en": f"line {n}", "es": f"línea {n}"}), number="988")
    for n in range(3)
)
TURN = re.compile(r"turn=(\d+)")
ADDRESSES = ("action", "waitUrl")
MENUS = {"/voice/leg/menu", "/voice/leg/lines", "/voice/leg/ringing", "/voice/leg/step"}


class Walk:
    """Presses every key at every address a specialist can come to, from the same talk."""

    def __init__(self, board: Switchboard, language: str) -> None:
        board.on_shift("amina", language)
        self.board = board
        caller = board.someone_calls()
        if language == "es":
            caller.presses("2")
        caller.presses("0").waits()
        board.works()
        self.amina = board.phone_of("amina").answers().presses("1")
        board.works()
        caller.leaves_the_queue("redirected").is_led_to(board.telephone.brought_in[0][2])
        board.on_shift("bo", language)
        self.amina.leaves_the_room()
        caller.leaves_the_room()
        self.as_it_was = (
            board.leg(self.amina.leg_id),
            board.call(caller),
            board.specialist("bo"),
        )
        self.seen: set[tuple[str, str]] = set()
        self.documents: list[str] = []

    def everywhere(self) -> None:
        ahead = [f"/voice/leg/step?leg={self.amina.leg_id}&turn=1"]
        while ahead:
            address = ahead.pop()
            for key in KEYS:
                if (address, key) not in self.seen:
                    self.seen.add((address, key))
                    ahead += self.goes(address, key)

    def goes(self, address: str, key: str) -> list[str]:
        fields = {
            "CallSid": self.amina.sid,
            "AccountSid": ACCOUNT,
            "From": HELPLINE,
            "CallStatus": "in-progress",
            "Digits": key,
        }
        answer = self.board.twilio.posts(address, fields)
        assert answer.status_code == 200, (address, key)
        assert problems(answer.text) == [], (address, key, answer.text)
        self.documents.append(answer.text)
        self.put_back()
        root = ET.fromstring(answer.text)
        found = [e.get(a) or "" for e in root.iter() for a in ADDRESSES if e.get(a)]
        found += [e.text or "" for e in root.iter("Redirect")]
        return [each for each in found if int((TURN.search(each) or [0, "0"])[1]) < 4]

    def put_back(self) -> None:
        """The talk as it was before the key."""
        for record in self.as_it_was:
            name = record.sid if isinstance(record, Call) else record.id
            kinds: dict[type, type] = {Leg: Leg, Call: Call, Specialist: Specialist}
            now = self.board.ports.store.get(kinds[type(record)], name)
            assert now is not None
            self.board.keeps(replace(record, version=now.version))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_key_out_of_the_room(
    twilio: Twilio, app: Flask, link: object, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    web = app.extensions["helpline"]
    policy = replace(web.ports.policy, interpreter_number="+12125550188", crisis_lines=LINES)
    ports = replace(web.ports, policy=policy)
    monkeypatch.setitem(app.extensions, "helpline", replace(web, ports=ports))
    walk = Walk(Switchboard(twilio, ports, link), language)

    walk.everywhere()

    assert {address.partition("?")[0] for address, _ in walk.seen} >= MENUS
    spoken = " ".join("".join(ET.fromstring(each).itertext()) for each in walk.documents)
    assert ("línea 2" if language == "es" else "line 2") in spoken
    other = "press" if language == "es" else "oprima"
    assert other not in spoken
    assert any("<Conference" in each for each in walk.documents)
    assert len(walk.documents) > 60
