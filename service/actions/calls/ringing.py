"""Ringing specialists for callers on the line: one after another, longest idle first.

Each ring is one commit (the call, the phone's leg, the specialist), so no phone is rung twice.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from service.actions.calls.leaving import ROOM
from service.actions.calls.line import is_at_ceiling, leave_line
from service.actions.calls.place import Place
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.trying import commit_once, decide_anew
from service.domain.call import Call, CallState
from service.domain.errors import LostRace, Refused
from service.domain.leg import WAKE_GRACE, Leg
from service.domain.specialist import Specialist

LOOK_AGAIN = timedelta(seconds=3)


def ring_specialist(ports: Ports, sid: str) -> None:
    """Ring somebody for whoever is first in line; this caller's turn comes in its order.

    Harmless when run twice: a caller with a ringing phone is not rung for again.
    """
    line = ports.store.waiting_calls()
    if not any(call.sid == sid for call in line):
        return
    people = ports.store.specialists()
    for call in line:
        if call.leg:
            continue
        try:
            _ring_for(ports, call, people)
        except LostRace:
            continue  # taken, hung up or rung for by another worker; the sweep looks again
        people = ports.store.specialists()


def bring_in(ports: Ports, sid: str) -> None:
    """Take a caller out of the queue into the room; the wait leads there too should this fail."""
    call = ports.store.get(Call, sid)
    if call is None or call.state is not CallState.TAKEN or call.joined_at or not call.queue_sid:
        return
    path = Place(language=call.language, known=True).path(ROOM)
    try:
        ports.telephone.bring_in(call.queue_sid, sid, path)
    except Refused:
        # No longer in the queue: on the way to the room already, or hung up without a report.
        # Then somebody waits in the room for nobody, so the sweep asks Twilio at once.
        with suppress(LostRace):
            now = ports.store.now()
            _put(ports, call.try_again_at(now), now)


def _ring_for(ports: Ports, call: Call, people: list[Specialist]) -> None:
    now = ports.store.now()
    free = _free(call, people, now)
    fresh = [each for each in free if each.id not in call.rung]
    if fresh:
        _ring(ports, call, fresh[0], now)
        return
    if call.rung and not any(each.engaged for each in people if each.id in call.rung):
        call = call.next_round()
    nobody = not any(each.on_shift and not each.disabled for each in people)
    if call.rounds >= ports.policy.ring_rounds or nobody or is_at_ceiling(ports, call, now):
        decide_anew(lambda: leave_line(ports, call.sid, call.person, unasked=True))
        _lead_on(ports, call.sid, now)
        return
    _put(ports, call.try_again_at(min(now + LOOK_AGAIN, _ceiling_at(ports, call))), now)


def _free(call: Call, people: list[Specialist], now: datetime) -> list[Specialist]:
    """Who may be rung for this caller, longest idle first."""
    free = [each for each in people if each.may_be_rung(call.language, now)]
    if call.crisis and not any(each.speaks(call.language) for each in people if each.on_shift):
        free = [each for each in people if any(each.may_be_rung(x, now) for x in each.languages)]
    return sorted(free, key=lambda each: each.last_call_at.timestamp() if each.last_call_at else 0)


def _ring(ports: Ports, call: Call, who: Specialist, now: datetime) -> None:
    leg = Leg(
        id=ports.new_id(),
        purpose="specialist",
        serves=f"call:{call.sid}",
        phone=who.phone,
        specialist=who.id,
        created_at=now,
        due_at=now + WAKE_GRACE,
        language=who.languages[0] if who.languages else "en",
        urgent=call.crisis,
    )
    due_at = min(now + ports.policy.ring_time * 2, _ceiling_at(ports, call))
    change = Change(
        now=now,
        records=(call.ring(who.id, leg.id, due_at), leg, who.engage(f"leg:{leg.id}")),
        wakeups=(WakeUp("dial", leg.id),),
        audit=(AuditLine("service", "rung", f"call:{call.sid}", who.id),),
    )
    commit_once(ports, change)


def _put(ports: Ports, call: Call, now: datetime) -> None:
    commit_once(ports, Change(now=now, records=(call,)))


def _lead_on(ports: Ports, sid: str, now: datetime) -> None:
    """The wait document leads a caller out within seconds; this does it at once."""
    commit_once(ports, Change(now=now, wakeups=(WakeUp("lead_on", f"call:{sid}"),)))


def _ceiling_at(ports: Ports, call: Call) -> datetime:
    return (call.queued_at or call.started_at) + ports.policy.call_ceiling
