"""The clock reached a call: ring the next phone, end a wait at the ceiling, or ask Twilio whether
the caller is still there. Every call has an ending, also when its reports are lost.

Harmless when run twice.
"""

from datetime import datetime, timedelta

from service.actions.calls.leaving import over
from service.actions.calls.line import is_at_ceiling, leave_line
from service.actions.calls.ringing import ring_specialist
from service.actions.ports import Change, Ports, WakeUp
from service.actions.trying import commit_once, decide_anew
from service.actions.when_due import look_when_due
from service.domain.call import Call, CallState
from service.domain.errors import Refused, UnknownToCarrier
from service.domain.leg import Leg

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
SOON = timedelta(seconds=3)
ASK_AGAIN = timedelta(minutes=5)
WHEN_TWILIO_IS_AWAY = timedelta(seconds=30)


def call_is_due(ports: Ports, sid: str) -> None:
    """Do what time alone decides about one call."""
    call = ports.store.get(Call, sid)
    if call is not None and not call.is_over:
        look_when_due(ports, f"call:{sid}", call, _look, WHEN_TWILIO_IS_AWAY)


def _look(ports: Ports, call: Call, now: datetime) -> None:
    if not call.is_waiting:
        _ask_twilio(ports, call, now)
    elif is_at_ceiling(ports, call, now):
        decide_anew(lambda: leave_line(ports, call.sid, call.person, unasked=True))
        commit_once(ports, Change(now=now, wakeups=(WakeUp("lead_on", f"call:{call.sid}"),)))
    else:
        left = ports.policy.call_ceiling - call.waited(now)
        ports.store.look_again(f"call:{call.sid}", now + min(SOON, left))
        _forget_dead_ring(ports, call, now)
        ring_specialist(ports, call.sid)


def _forget_dead_ring(ports: Ports, call: Call, now: datetime) -> None:
    """Phones that were rung are over, but the call does not know it yet."""
    if not call.legs:
        return
    live = {leg.id for leg in ports.store.get_many(Leg, call.legs) if leg.is_live}
    over = tuple(each for each in call.legs if each not in live)
    if over:
        commit_once(ports, Change(now=now, records=(call.not_taken(over, now),)))


def _ask_twilio(ports: Ports, call: Call, now: datetime) -> None:
    """Nothing was heard of this call for a while."""
    try:
        status = ports.telephone.call_status(call.sid)
    except UnknownToCarrier:
        status = "completed"
    except Refused:
        status = ""  # that says nothing of the call: they may well be on the line
    if status in OVER:
        decide_anew(lambda: over(ports, call.person, call.sid))
        return
    ports.store.look_again(f"call:{call.sid}", now + ASK_AGAIN)
    if call.state is CallState.TAKEN and _is_alone(ports, call):
        commit_once(ports, Change(now=now, wakeups=(WakeUp("lead_on", f"call:{call.sid}"),)))


def _is_alone(ports: Ports, call: Call) -> bool:
    leg = ports.store.get(Leg, call.leg)
    return leg is None or not leg.is_live
