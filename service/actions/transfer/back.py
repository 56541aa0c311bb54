"""What a phone on our side is told when it is out of its room: back in, or the last words; and
after these the end of its call, or the specialist's own line where they keep it open.
"""

from service.actions.around_leg import AroundLeg
from service.actions.calls.script import GoTo, HangUp, Say, Script
from service.actions.ports import Change, Ports
from service.actions.transfer.passing import HANDED_OVER
from service.actions.transfer.room import has_them, into_room
from service.actions.trying import commit_once
from service.domain.leg import Leg
from service.domain.open_line import keeps_line

OPEN_LINE = "/voice/leg/line"
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


def last_words(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """The end of this phone's call, with the reason."""
    reason = said(ports, leg, LAST_WORDS.get(leg.result, "person_ended"))
    return parting(ports, around, leg, reason)


def parting(ports: Ports, around: AroundLeg, leg: Leg, *words: Say) -> Script:
    """What this phone was on the line for is over: it hangs up, or stays on the open line."""
    if keeps_line(around.specialist, leg, around.now):
        return (*words, GoTo(f"{OPEN_LINE}?leg={leg.id}&turn=0"))
    return (*words, said(ports, leg, "goodbye"), HangUp())
