"""What a worker does with a phone that is on the line: hang it up, or lead it on.

The words a phone hears when it is led on are here too.
"""

from dataclasses import replace

from service.actions.calls.leaving import ROOM
from service.actions.calls.place import Place
from service.actions.calls.script import HangUp, Script
from service.actions.legs.answered import spoken
from service.actions.legs.ending import ending_of
from service.actions.legs.status import ask_status
from service.actions.ports import Change, Ports
from service.actions.trying import commit_once, decide_anew
from service.domain.call import Call
from service.domain.errors import Refused
from service.domain.leg import Leg, LegState

ALONE = "/voice/leg/alone"
WORDS_FOR = {
    "wrong-person": "specialist_not_that_person",
    "stop-calling": "specialist_no_more_calls",
}


def hang_up(ports: Ports, leg_id: str) -> None:
    """End a phone that is no longer wanted; what it was for goes on from its status."""
    leg = decide_anew(lambda: _no_longer_wanted(ports, leg_id))
    if leg is None:
        return
    try:
        ports.telephone.hang_up(leg.sid)
    except Refused:
        ask_status(ports, leg)  # over already, but that report may be lost


def lead_on(ports: Ports, what: str) -> None:
    """Lead a phone out of a room where nobody will come: a leg's id, or "call:SID"."""
    kind, _, sid = what.partition(":")
    try:
        if kind == "call" and sid:
            _lead_caller(ports, sid)
        else:
            _lead_leg(ports, what)
    except Refused:
        return  # hung up already, and the sweep asks after a lost report


def alone(ports: Ports, leg_id: str) -> Script:
    """Why nobody comes, for whoever is in the room."""
    around = ports.store.around_leg(leg_id)
    if around.leg is None:
        return (HangUp(),)
    if around.leg.serves.startswith("call:") or around.leg.purpose == "person":
        return (spoken(ports, around.leg, "person_ended"), HangUp())
    result = around.other.result if around.other else ""
    words = WORDS_FOR.get(result, "specialist_not_answered")
    return (spoken(ports, around.leg, words), HangUp())


def left_room(ports: Ports, leg_id: str, *, gone: bool) -> Script:
    """Out of the room: the other has hung up, or this phone has."""
    leg = None if gone else ports.store.get(Leg, leg_id)
    if leg is None:
        return (HangUp(),)
    return (spoken(ports, leg, "person_ended"), HangUp())


def _lead_caller(ports: Ports, sid: str) -> None:
    call = ports.store.get(Call, sid)
    if call is None or call.is_over:
        return
    path = Place(language=call.language, known=True).path(ROOM)
    ports.telephone.redirect(sid, path)


def _lead_leg(ports: Ports, leg_id: str) -> None:
    leg = ports.store.get(Leg, leg_id)
    if leg is None or not leg.is_live or not leg.sid:
        return
    try:
        ports.telephone.redirect(leg.sid, f"{ALONE}?leg={leg.id}")
    except Refused:
        # Hung up already. Without that report its specialist would stay engaged for minutes.
        ask_status(ports, leg)


def _no_longer_wanted(ports: Ports, leg_id: str) -> Leg | None:
    """The leg if it has a CallSid to hang up; else nobody dials it, or whoever does hangs up.

    One decision on one version: between two looks at it the phone may have begun to ring.
    """
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or not leg.is_live:
        return None
    if leg.sid:
        return leg
    if leg.state is LegState.INTENDED:
        change = ending_of(ports, around, leg, "not-needed").change(around.now)
    else:
        change = Change(now=around.now, records=(replace(leg, unwanted=True),))
    commit_once(ports, change)
    return None
