"""What whoever picks up a phone we rang hears first.

Before a key is pressed nothing is said that tells what this is about: it may be anybody, or a
voicemail (R17, R19).
"""

from service.actions.calls.script import Ask, Say
from service.actions.ports import Ports
from service.actions.transfer.whereabouts import COLLEAGUE, TAKE
from service.domain.leg import Leg

KEY = "/voice/leg/key"
LISTEN_S = 10


def first_key(leg: Leg) -> str:
    """The key of the words this phone hears first."""
    if leg.purpose == "person":
        return "callback_ring"
    if leg.purpose == COLLEAGUE:
        return "transfer_ring_take" if leg.wish == TAKE else "transfer_ring_join"
    if leg.serves.startswith("callback:"):
        return "specialist_ring"
    return "specialist_ring_urgent" if leg.urgent else "specialist_ring_live"


def ask_key(ports: Ports, leg: Leg, words: str, turn: int) -> Ask:
    """Say these words and listen for a key; for the person also for "yes"."""
    return Ask(
        says=(spoken(ports, leg, words),),
        then=f"{KEY}?leg={leg.id}&turn={turn}",
        language=leg.language,
        silence_s=LISTEN_S,
        speech=leg.purpose == "person",
    )


def spoken(ports: Ports, leg: Leg, words: str, **values: object) -> Say:
    """One sentence in the language of this phone."""
    return Say(ports.wording.say(words, leg.language, **values), leg.language, key=words)
