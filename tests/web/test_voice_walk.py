"""Every path of every menu, open and closed, in both languages: each document is well formed,
within Twilio's rules, listens or leads on, and every address in it is answered.
"""

import re
from collections import deque
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from tests.builders import ACCOUNT, CALLER, HELPLINE, a_sid
from tests.twiml_rules import problems
from tests.web.conftest import Twilio
from tests.web.round_trips import counted_trips, too_many
from tests.web.switchboard import Switchboard

KEYS = ("", *"0123456789*#")
NUMBER = "2125550142"
BEGUN = "1212555014"  # one digit short of that number with the country's 1
# A second mistake, or one at the third fact of a topic, is treated as anywhere else.
ODD = re.compile(r"(silences|unclear|slow)=[1-9]")
COUNTS = re.compile(r"&?turn=\d+")
ADDRESSES = ("action", "waitUrl")
IN_A_WAIT = ("/voice/wait",)


def addresses(document: str) -> set[str]:
    """Where a document may lead."""
    root = ET.fromstring(document)
    found = {e.get(a) for e in root.iter() for a in ADDRESSES if e.get(a)}
    found |= {e.text for e in root.iter("Redirect")}
    return {COUNTS.sub("", str(address)) for address in found}


class Walk:
    """Goes everywhere once: each address with each key, and on after so many mistakes."""

    def __init__(self, twilio: Twilio, phone: str, mistakes: int = 1) -> None:
        self.twilio, self.phone, self.mistakes = twilio, phone, mistakes
        self.seen: set[str] = set()
        self.documents = 0
        self.levels: set[tuple[str, str]] = set()

    def everywhere(self, start: str) -> None:
        ahead = deque([start])
        while ahead:
            address = ahead.popleft()
            if address in self.seen:
                continue
            self.seen.add(address)
            for key in self.keys(address):
                ahead.extend(self.goes(address, key))

    def keys(self, address: str) -> tuple[str, ...]:
        if len(ODD.findall(address)) > self.mistakes or (
            "item=" in address and ODD.search(address)
        ):
            return ()
        if "level=topic" in address and "item=1" not in address:
            return ("1", "2")
        if "level=number" in address:
            return (*KEYS, NUMBER, BEGUN)
        return KEYS if "wait" in address or "menu" in address else ("",)

    def goes(self, address: str, key: str) -> set[str]:
        fields = {
            "CallSid": a_sid("CA"),
            "AccountSid": ACCOUNT,
            "From": self.phone,
            "To": HELPLINE,
            "CallStatus": "in-progress",
            "Digits": key,
            "QueueTime": "1",
        }
        answer = self.twilio.posts(address, fields)
        assert answer.status_code == 200, (address, key)
        waiting = address.startswith(IN_A_WAIT)
        assert problems(answer.text, waiting=waiting) == [], (address, key, answer.text)
        assert "could not save" not in answer.text, (address, key)
        self.documents += 1
        level = re.search(r"level=([a-z]+).*?language=(..)", address)
        if level:
            self.levels.add((level[1], level[2]))
        return addresses(answer.text)


@pytest.mark.parametrize("staffed", [True, False], ids=["open", "closed"])
@pytest.mark.parametrize("phone", [CALLER, "anonymous"], ids=["known number", "withheld"])
def test_every_path_of_every_menu(
    twilio: Twilio, app: Flask, link: object, staffed: bool, phone: str
) -> None:
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    if staffed:
        board.on_shift("amina")
    # Where a mistake leads does not hang on whether we know their number.
    walk = Walk(twilio, phone, mistakes=1 if phone == CALLER else 0)

    board.someone_calls(phone)  # a process's first call loads the scripts
    with counted_trips(twilio) as trips:
        walk.everywhere("/voice/inbound")

    menus = {"first", "insurance", "info", "topic", "who", "stop", "number", "rest", "readback"}
    menus |= {"saved", "time"} if phone == CALLER else set()
    menus |= set() if staffed else {"crisis", "nobody"}
    assert {(level, x) for level in menus for x in ("en", "es")} <= walk.levels
    assert walk.documents > 500
    assert too_many(trips) == []
