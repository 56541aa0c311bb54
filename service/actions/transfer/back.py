"""What a phone on our side is told when it is out of its room: back in, or the last words."""

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import HangUp, Say, Script
from service.actions.ports import Change, Ports
from service.actions.transfer.passing import HANDED_OVER
from service.actions.transfer.room import has_them, into_room
from service.actions.trying import commit_once
from service.domain.leg import Leg

LAST_WORDS = {HANDED_OVER: "specialist_handed_over", "already-taken": "specialist_taken"}


def said(ports: Ports, leg: Leg, key: str, **values: object) -> Say:
    """One sentence in the language of this phone."""
    return Say(ports.wording.say(key, leg.language, **values), leg.language, key=key)


def back_in(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """Into the room again, after any words it is owed."""
    inside = leg.enters(around.now)
    commit_once(ports, Change(now=around.now, records=(inside,)))
    told = (said(ports, leg, leg.tell),) if leg.tell else ()
    return (*told, into_room(inside, has_them=has_them(around, leg)))


def last_words(ports: Ports, leg: Leg) -> Script:
    """The end of this phone's call, with the reason."""
    return (said(ports, leg, LAST_WORDS.get(leg.result, "person_ended")), HangUp())
