"""Dialling at most once: the leg says "posting" before anything is sent, and one POST follows.

The worker that commits "posting" first is the one that dials. An unclear answer is settled by
leg_due, which looks at Twilio's own list.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.allowance import note_dial, why_not_allowed
from service.actions.around_leg import AroundLeg
from service.actions.legs.ending import Ending, ending_of
from service.actions.legs.open_line import lead_over
from service.actions.legs.refusals import refused
from service.actions.legs.why_not import put_right, why_not_dial
from service.actions.ports import AuditLine, Change, Ports, Record, WakeUp
from service.actions.troubles import PAUSE, dialling_is_stopped
from service.actions.trying import commit_once, decide_anew
from service.domain.callback import State
from service.domain.errors import (
    AmbiguousAnswer,
    LostRace,
    RateLimited,
    RefusedByCarrier,
    TryLater,
)
from service.domain.leg import RING_TIME, Leg, LegState

RATE_LIMIT_PAUSE = timedelta(seconds=5)
TRY_AGAIN = timedelta(seconds=10)
MOST_PAUSE = timedelta(seconds=10)
"""With the 10 s that the POST may take, well before the sweep's last look at Twilio's list."""


def dial(ports: Ports, leg_id: str) -> None:
    """Ring the phone if it is still to be rung; harmless when run twice."""
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or leg.state is not LegState.INTENDED:
        return
    try:
        reason = why_not_dial(ports, around, leg) or why_not_allowed(ports, around, leg)
        if reason:
            _do_not_dial(ports, around, leg, reason)
            return
        if dialling_is_stopped(ports):
            keep(ports, around, leg.back_to_intended(around.now + PAUSE))
            return
        if leg.line:
            lead_over(ports, around, leg)
            return
        commit_once(ports, Change(now=around.now, records=(leg.posting(around.now),)))
    except LostRace:
        return  # another worker dials it, or it has just been decided otherwise
    if ports.store.now() - around.now > MOST_PAUSE:
        return  # this worker slept; the sweep may hold it for dead by now, and settles the leg
    note_dial(ports, leg, around.now)
    _post(ports, replace(leg.posting(around.now), version=leg.version + 1))


def adopt(ports: Ports, leg_id: str, sid: str) -> None:
    """Twilio has this leg's call: keep its CallSid, and hang up if nobody wants it any more."""
    leg = update(ports, leg_id, lambda leg, now: leg.placed(sid, now))
    if leg is not None and leg.unwanted and leg.is_live:
        ports.telephone.hang_up(sid)


def update(ports: Ports, leg_id: str, change: Callable[[Leg, datetime], Leg]) -> Leg | None:
    """Change what is stored now; a report that came meanwhile is not lost."""

    def deed() -> Leg | None:
        around = ports.store.around_leg(leg_id)
        if around.leg is None:
            return None
        changed = change(around.leg, around.now)
        keep(ports, around, changed)
        return changed

    return decide_anew(deed)


def keep(ports: Ports, around: AroundLeg, changed: Leg) -> None:
    """Store a leg that has moved on, and its callback with it."""
    if changed != around.leg:
        records: list[Record] = [changed, *_callback_with(around, changed)]
        commit_once(ports, Change(now=around.now, records=tuple(records)))


def _post(ports: Ports, leg: Leg) -> None:
    ring = RING_TIME if leg.purpose == "person" else ports.policy.ring_time
    try:
        sid = ports.telephone.dial(leg, ring_s=int(ring.total_seconds()))
    except RateLimited:
        _later(ports, leg, RATE_LIMIT_PAUSE)
    except AmbiguousAnswer:
        update(ports, leg.id, lambda stored, now: _unclear(stored, now))
    except TryLater:
        _later(ports, leg, TRY_AGAIN)
    except RefusedByCarrier as error:
        refused(ports, leg.id, error.code)
    else:
        adopt(ports, leg.id, sid)


def _later(ports: Ports, leg: Leg, pause: timedelta) -> None:
    """Twilio surely did nothing: not an attempt."""
    update(
        ports,
        leg.id,
        lambda stored, now: (
            stored.back_to_intended(now + pause) if stored.state is LegState.POSTING else stored
        ),
    )


def _unclear(leg: Leg, now: datetime) -> Leg:
    """A report that came before the unclear answer has settled it already."""
    return leg.unsure(now) if leg.state is LegState.POSTING else leg


def _callback_with(around: AroundLeg, leg: Leg) -> tuple[Record, ...]:
    """The callback follows its person's leg: unsure with it, and sure again."""
    callback = around.callback
    if callback is None or leg.purpose != "person" or callback.attempt != leg.attempt:
        return ()
    if leg.state is LegState.UNSURE and callback.state is State.CALLING:
        return (callback.became_unsure(around.now),)
    if leg.state is not LegState.UNSURE and callback.state is State.UNSURE:
        callback = callback.settled(around.now)
        return (callback.ringing(leg.sid, around.now) if leg.sid else callback,)
    if leg.sid and callback.state is State.CALLING and callback.call_sid != leg.sid:
        return (callback.ringing(leg.sid, around.now),)
    return ()


def _do_not_dial(ports: Ports, around: AroundLeg, leg: Leg, reason: str) -> None:
    """End the leg unrung and put right what it was for."""
    callback = around.callback
    ours = callback is not None and callback.attempt == leg.attempt
    if callback is not None and ours and callback.state in (State.CALLING, State.UNSURE):
        ending = Ending(records=[leg.ended("not-needed", around.now)])
        ending.records.append(put_right(ports, around, callback))
        _let_go(ending, around, leg)
    else:
        ending = ending_of(ports, around, leg, "not-needed")
    ending.audit.append(AuditLine("service", "not dialled", f"leg:{leg.id}", reason))
    commit_once(ports, ending.change(around.now))


def _let_go(ending: Ending, around: AroundLeg, leg: Leg) -> None:
    """The specialist of the attempt is free again, or is told that nobody is being rung."""
    who = around.specialist
    if leg.purpose == "person":
        if around.other is not None and around.other.is_live:
            ending.wakeups.append(WakeUp("lead_on", around.other.id))
    elif who is not None and who.engaged == f"leg:{leg.id}":
        ending.records.append(replace(who, engaged=""))
