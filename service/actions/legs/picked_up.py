"""A phone we rang was picked up: its first words, or straight into the room."""

from datetime import datetime

from service.actions.calls.script import HangUp, Script
from service.actions.legs.answered import ask_key, first_key
from service.actions.legs.dial import keep
from service.actions.legs.speaking import is_spoken_to_first, join_at_once
from service.actions.ports import Ports
from service.actions.transfer.back import parting
from service.actions.transfer.taking import line_answers
from service.actions.transfer.whereabouts import CRISIS_LINE, INTERPRETER
from service.actions.trying import decide_anew
from service.domain.leg import Leg, LegState


def leg_answered(ports: Ports, leg_id: str, sid: str) -> Script:
    """The first words on a phone we rang; the same again when Twilio asks again."""
    return decide_anew(lambda: _answered(ports, leg_id, sid))


def _answered(ports: Ports, leg_id: str, sid: str) -> Script:
    around = ports.store.around_leg(leg_id)
    if around.leg is None:
        return (HangUp(),)
    leg = _picked_up(around.leg, sid, around.now)
    if not leg.is_live or leg.sid != sid:
        return parting(ports, around, leg) if leg.line and leg.sid == sid else (HangUp(),)
    if leg.purpose in (INTERPRETER, CRISIS_LINE):
        return line_answers(ports, around, leg)
    if around.callback is not None and is_spoken_to_first(around):
        return join_at_once(ports, around, leg, around.callback)
    keep(ports, around, leg)
    return (ask_key(ports, leg, first_key(leg), 0),)


def _picked_up(leg: Leg, sid: str, now: datetime) -> Leg:
    # Only the call we placed may answer: a second one for the same leg is hung up on.
    if leg.sid not in ("", sid) or leg.state in (LegState.ANSWERED, LegState.ACCEPTED):
        return leg
    return leg.answered(sid, now)
