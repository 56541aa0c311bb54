"""Whatever key a caller is told to press does what was said, wherever they were told.

Follows the offered keys, silence and one slip from the first level on, open and closed, and holds
every offer against what its key then does.
"""

import re
from collections import deque
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from tests.builders import ACCOUNT, CALLER, HELPLINE, a_sid
from tests.twiml_rules import problems
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard

# "llame al 9 8 8 y oprima 2" speaks of another line's key.
OFFER = re.compile(r"([^.;:]*?)(?<! y),? (?:press|oprima) (\d|star|asterisco)\b", re.IGNORECASE)
SLIP = "#"
COUNTS = re.compile(r"&?turn=\d+")
MENU, ASKED_AGAIN = "/voice/menu", ("I did not get that", "No le entendí")
# What an offer promises, and what is heard once its key is pressed.
PROMISED = {
    r"to be called back|para que le llamemos": r"^(Saved|Your call is already|We cannot see"
    r"|Anotado|Su llamada ya|No vemos)",
    r"para español": r"(Para|oprima|En una emergencia|Aquí)",
    r"for english": r"(press|To |In an emergency)",
    r"insurance and cost|seguro y costos": r"^(Not sure if insurance|¿No sabe)",
    r"recorded information|información grabada": r"^(For what|Para)",
    r"who answers|quién contesta": r"^(Calls are answered|Las llamadas)",
    r"talk with a person|hablar con una persona": r"^(One moment|Un momento|Nobody|Ahora no hay"
    r"|No one here|Aquí nadie)",
    r"if you think of suicide|si piensa en morir": r"^(If anyone is in danger|Si alguien"
    r"|No one here|Aquí nadie)",
}


@dataclass(frozen=True)
class Offer:
    """One key that was offered, in whose words, at which address."""

    words: str
    key: str
    address: str


class Listener:
    """Presses what is offered, everywhere."""

    def __init__(self, twilio: Twilio, phone: str) -> None:
        self.twilio, self.phone = twilio, phone
        self.broken: list[str] = []
        self.kept = 0

    def follows(self, start: str) -> None:
        seen: set[str] = set()
        ahead = deque([self.hears(start, "")])
        while ahead:
            document = ahead.popleft()
            for address, words in listening(document):
                name = COUNTS.sub("", address) + words
                if name in seen or is_like_others(address):
                    continue
                seen.add(name)
                ahead += [self.hears(address, ""), self.hears(address, SLIP)]
                ahead += [self.holds(offer) for offer in offers(words, address)]

    def holds(self, offer: Offer) -> str:
        document = self.hears(offer.address, offer.key)
        heard = said(document)
        self.kept += 1
        promised = [
            kept for told, kept in PROMISED.items() if re.search(told, offer.words, re.IGNORECASE)
        ]
        fulfilled = all(re.search(each, heard) for each in promised)
        if not fulfilled or heard.startswith(ASKED_AGAIN):
            self.broken.append(f"{offer.words}, {offer.key} at {offer.address}: {heard[:60]}")
        return document

    def hears(self, address: str, key: str) -> str:
        fields = {"CallSid": a_sid("CA"), "AccountSid": ACCOUNT, "From": self.phone}
        fields |= {"To": HELPLINE, "CallStatus": "in-progress", "Digits": key}
        answer = self.twilio.posts(address, fields)
        assert problems(answer.text) == [], (address, key)
        return answer.text


def is_like_others(address: str) -> bool:
    """A second slip, or one topic like the next."""
    slips = re.findall("(?:silences|unclear|slow)=", address)
    return len(slips) > 1 or re.search("item=[2-9]|fact=[2-9]", address) is not None


def listening(document: str) -> list[tuple[str, str]]:
    """Where the keys of this document go, and the words said meanwhile."""
    gathers = ET.fromstring(document).iter("Gather")
    return [
        (each.get("action") or "", " ".join("".join(say.itertext()) for say in each.iter("Say")))
        for each in gathers
        if (each.get("action") or "").startswith(MENU)
    ]


def said(document: str) -> str:
    return " ".join("".join(say.itertext()) for say in ET.fromstring(document).iter("Say"))


def offers(words: str, address: str) -> list[Offer]:
    keys = {"star": "*", "asterisco": "*"}
    found = OFFER.findall(words)
    return [Offer(told.strip(), keys.get(key, key), address) for told, key in found]


@pytest.mark.parametrize("staffed", [True, False], ids=["open", "closed"])
@pytest.mark.parametrize("phone", [CALLER, "anonymous"], ids=["known number", "withheld"])
def test_every_key_that_is_offered_does_what_was_said(
    twilio: Twilio, app: Flask, link: object, staffed: bool, phone: str
) -> None:
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    if staffed:
        board.on_shift("amina")
    listener = Listener(twilio, phone)

    listener.follows("/voice/inbound")

    assert listener.broken == []
    assert listener.kept > 100
