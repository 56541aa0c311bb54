"""The clock reached a leg: a wake-up was lost, an answer was unclear, or a report never came.

Twilio's own list settles it: absent on two looks at least 30 seconds apart means it was never
dialled, and only then is it dialled again. Harmless when run twice.
"""

from collections.abc import Callable
from datetime import datetime

from service.actions.around_leg import AroundLeg
from service.actions.legs.dial import adopt, update
from service.actions.legs.ending import end_leg
from service.actions.legs.status import ASK_AGAIN, OVER, ask_status
from service.actions.ports import Change, Ports, WakeUp
from service.actions.transfer.room import talk_is_on
from service.actions.transfer.whereabouts import HELPERS
from service.actions.trying import commit_once
from service.actions.when_due import look_when_due
from service.domain.call import CallState
from service.domain.leg import WAKE_GRACE, Leg, LegState
from service.domain.open_line import LINE

LOOKS_NEEDED = 2


def leg_is_due(ports: Ports, leg_id: str) -> None:
    """Do what time alone decides about one leg."""
    leg = ports.store.get(Leg, leg_id)
    if leg is not None and leg.is_live:
        look_when_due(ports, f"leg:{leg_id}", leg, _look, ASK_AGAIN)


def _look(ports: Ports, leg: Leg, now: datetime) -> None:
    if leg.state is LegState.INTENDED:
        _wake(ports, leg, now)
    elif leg.state in (LegState.POSTING, LegState.UNSURE):
        _settle(ports, leg)
    elif leg.line and leg.state is LegState.PLACED:
        end_leg(ports, leg.id, "no-answer")  # whoever keeps that line open did not hear it in time
    else:
        ask_status(ports, leg)
        _lead_out(ports, leg)


def _wake(ports: Ports, leg: Leg, now: datetime) -> None:
    """The wake-up may be lost; `dial` itself sees whether the phone is still to be rung."""
    ports.store.look_again(f"leg:{leg.id}", now + WAKE_GRACE)
    commit_once(ports, Change(now=now, wakeups=(WakeUp("dial", leg.id),)))


def _lead_out(ports: Ports, leg: Leg) -> None:
    """Who is alone in a room is led out of it, should the wake-up for that be lost."""
    around = ports.store.around_leg(leg.id)
    found = around.leg
    if found is None or not found.is_live or found.purpose == LINE:
        return
    if _waits_for_nobody(around, found) or (found.tell and found.in_room_at):
        commit_once(ports, Change(now=around.now, wakeups=(WakeUp("lead_on", leg.id),)))
    elif found.wish and found.purpose not in HELPERS:
        commit_once(ports, Change(now=around.now, wakeups=(WakeUp("ring_colleague", leg.id),)))


def _waits_for_nobody(around: AroundLeg, leg: Leg) -> bool:
    """Whether this phone is in a room into which nobody will come, or come back."""
    if leg.state is not LegState.ACCEPTED:
        return False
    if leg.purpose in HELPERS or leg.out_at:
        return not talk_is_on(around, leg)
    if leg.serves.startswith("call:"):
        call = around.call
        return call is None or call.state is not CallState.TAKEN or call.leg != leg.id
    return around.other is None or not around.other.is_live


def _settle(ports: Ports, leg: Leg) -> None:
    found = ports.telephone.find_call(leg)
    if found is not None:
        sid, status = found
        adopt(ports, leg.id, sid)
        if status in OVER:
            end_leg(ports, leg.id, status)
        return
    # What was seen in the list holds for the leg as it was read. A sweep that slept since may
    # find it dialled anew meanwhile, and unsure again: that is another dial's uncertainty.
    if leg.looks + 1 < LOOKS_NEEDED:
        update(ports, leg.id, _if_still(leg, leg.not_found))
    else:
        update(ports, leg.id, _if_still(leg, lambda now: leg.back_to_intended(now + WAKE_GRACE)))
        commit_once(ports, Change(now=ports.store.now(), wakeups=(WakeUp("dial", leg.id),)))


def _if_still(read: Leg, change: Callable[[datetime], Leg]) -> Callable[[Leg, datetime], Leg]:
    return lambda stored, now: change(now) if stored.version == read.version else stored
