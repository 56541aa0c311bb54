"""A phone we rang was picked up: what whoever answers hears first.

Before a key is pressed nothing is said that tells what this is about: it may be anybody, or a
voicemail (R17, R19).
"""

from datetime import datetime

from service.actions.calls.script import Ask, HangUp, Say, Script
from service.actions.legs.dial import update
from service.actions.ports import Ports
from service.domain.leg import Leg, LegState

KEY = "/voice/leg/key"
LISTEN_S = 10


def leg_answered(ports: Ports, leg_id: str, sid: str) -> Script:
    """The first words on a phone we rang; the same again when Twilio asks again."""
    leg = update(ports, leg_id, lambda leg, now: _picked_up(leg, sid, now))
    if leg is None or not leg.is_live or leg.sid != sid:
        return (HangUp(),)
    return (ask_key(ports, leg, first_key(leg), 0),)


def first_key(leg: Leg) -> str:
    """The key of the words this phone hears first."""
    if leg.purpose == "person":
        return "callback_ring"
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


def _picked_up(leg: Leg, sid: str, now: datetime) -> Leg:
    # Only the call we placed may answer: a second one for the same leg is hung up on.
    if leg.sid not in ("", sid) or leg.state in (LegState.ANSWERED, LegState.ACCEPTED):
        return leg
    return leg.answered(sid, now)
