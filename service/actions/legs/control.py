"""What a worker does with a phone that is on the line: hang it up, or lead it on.

The words a phone hears when it is led on are here too.
"""

from dataclasses import replace

from service.actions.around_leg import AroundLeg
from service.actions.calls.place import Place
from service.actions.calls.script import HangUp, Script
from service.actions.legs.answered import spoken
from service.actions.legs.ending import UNWANTED, end_leg, ending_of
from service.actions.legs.open_line import rider_on
from service.actions.legs.speaking import is_spoken_to_first
from service.actions.legs.status import ask_status
from service.actions.ports import Change, Ports
from service.actions.transfer.back import OPEN_LINE, parting
from service.actions.transfer.held import person_held
from service.actions.transfer.passing import HANDED_OVER
from service.actions.transfer.room import talk_is_on
from service.actions.transfer.stepping import came_out, led_out
from service.actions.transfer.whereabouts import HELPERS
from service.actions.trying import commit_once, decide_anew
from service.domain.call import Call, CallState
from service.domain.errors import Refused
from service.domain.leg import Leg, LegState
from service.domain.open_line import LINE, keeps_line

ALONE = "/voice/leg/alone"
PICKED_UP = "/voice/leg"
WORDS_FOR = {
    "wrong-person": "specialist_not_that_person",
    "stop-calling": "specialist_no_more_calls",
}


def hang_up(ports: Ports, leg_id: str) -> None:
    """End a phone that is no longer wanted; what it was for goes on from its status."""
    around, leg = decide_anew(lambda: _no_longer_wanted(ports, leg_id))
    if leg is None:
        return
    try:
        if _is_told(around, leg):
            # Somebody listens there just now: they are told, not cut off.
            ports.telephone.redirect(leg.sid, f"{ALONE}?leg={leg.id}")
        else:
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
    if around.leg.result == HANDED_OVER or talk_is_on(around, around.leg):
        return led_out(ports, leg_id)
    if around.leg.result in UNWANTED:
        taken = around.leg.result == "already-taken"
        words = "specialist_taken" if taken else "specialist_too_late"
        return parting(ports, around, around.leg, spoken(ports, around.leg, words))
    talked = around.other is not None and around.other.rooms > 0
    if around.leg.serves.startswith("call:") or around.leg.purpose == "person" or talked:
        words = "person_ended"
        return parting(ports, around, around.leg, spoken(ports, around.leg, words))
    result = around.other.result if around.other else ""
    words = WORDS_FOR.get(result, "specialist_not_answered")
    return parting(ports, around, around.leg, spoken(ports, around.leg, words))


def left_room(ports: Ports, leg_id: str, sid: str, *, gone: bool, turn: int) -> Script:
    """Out of the room: by star, or because the room is over, or because this phone hung up."""
    if gone:
        leg = ports.store.get(Leg, leg_id)
        if leg is not None and leg.sid in ("", sid):
            end_leg(ports, leg_id, "completed")
        return (HangUp(),)
    if leg_id.endswith("-p"):  # the name says whose phone it is, which spares a look
        return person_held(ports, leg_id, sid, 0)
    return came_out(ports, leg_id, sid, turn)


def _lead_caller(ports: Ports, sid: str) -> None:
    call = ports.store.get(Call, sid)
    if call is None or call.is_over:
        return
    ports.telephone.redirect(sid, Place.led_to_room(call))


def _lead_leg(ports: Ports, leg_id: str) -> None:
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or not leg.is_live or not leg.sid or _has_company(around, leg):
        return
    if leg.purpose == LINE and rider_on(ports, leg, around.specialist):
        return
    # Who answered and is to be spoken to first is asked into the room; nobody else has company.
    fetched = leg.state is LegState.ANSWERED and is_spoken_to_first(around)
    path = OPEN_LINE if leg.purpose == LINE else PICKED_UP if fetched else ALONE
    try:
        ports.telephone.redirect(leg.sid, f"{path}?leg={leg.id}")
    except Refused:
        # Hung up already. Without that report its specialist would stay engaged for minutes.
        ask_status(ports, leg)


def _has_company(around: AroundLeg, leg: Leg) -> bool:
    """Whether both phones of a callback are in the room by now."""
    other = around.other
    if leg.purpose in HELPERS:
        return talk_is_on(around, leg)
    if other is None or leg.state is not LegState.ACCEPTED or leg.tell:
        return False
    return other.state is LegState.ACCEPTED


def _is_told(around: AroundLeg, leg: Leg) -> bool:
    """Whether somebody listens who rings off themselves, or stays on their open line. Whoever talks
    is cut off: that is what ends an abusive call."""
    if leg.state is not LegState.ACCEPTED:
        return bool(leg.line or (leg.result and leg.state is LegState.ANSWERED))
    return keeps_line(around.specialist, leg, around.now) and not talk_is_on(around, leg)


def _no_longer_wanted(ports: Ports, leg_id: str) -> tuple[AroundLeg, Leg | None]:
    """The leg if it has a CallSid to hang up; else nobody dials it, or whoever does hangs up.

    One decision on one version: between two looks at it the phone may have begun to ring.
    """
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or not leg.is_live:
        return around, None
    unwanted = leg.let_go(_why_unwanted(around)) if _may_be_let_go(leg) else leg
    if leg.state is LegState.INTENDED:
        commit_once(ports, ending_of(ports, around, unwanted, "not-needed").change(around.now))
    elif not leg.sid:
        commit_once(ports, Change(now=around.now, records=(replace(unwanted, unwanted=True),)))
    elif unwanted != leg:
        commit_once(ports, Change(now=around.now, records=(unwanted,)))
    return around, unwanted if leg.sid else None


def _may_be_let_go(leg: Leg) -> bool:
    """A specialist who has not pressed 1 yet: their phone stops, and they have missed nothing."""
    return leg.purpose == "specialist" and leg.state is not LegState.ACCEPTED


def _why_unwanted(around: AroundLeg) -> str:
    taken = around.call is not None and around.call.state is CallState.TAKEN
    return "already-taken" if taken else "not-needed"
