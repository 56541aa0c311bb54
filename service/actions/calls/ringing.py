"""Ringing specialists for callers on the line: one phone at a time or all at once, as the operator
chose; a crisis rings all at once, and whoever supervises while nobody is on shift.

Each ring is one commit (the call, the phones' legs, the specialists), so no phone is rung twice.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from service.actions.calls.line import is_at_ceiling, leave_line
from service.actions.calls.place import Place
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.trying import commit_once, decide_anew
from service.domain.call import Call, CallState
from service.domain.errors import LostRace, Refused
from service.domain.leg import WAKE_GRACE, Leg
from service.domain.policy import Ringing
from service.domain.specialist import Specialist

LOOK_AGAIN = timedelta(seconds=3)


def ring_specialist(ports: Ports, _: str = "") -> None:
    """Ring for whoever is in line, first come first; a caller's turn comes in its order.

    Whoever woke us may be gone by now: somebody else may be waiting for the phone that is free
    again. Harmless when run twice: a phone that rings is not rung again.
    """
    for call in ports.store.waiting_calls():
        if call.legs and not _all_at_once(ports, call):
            continue
        try:
            decide_anew(lambda call=call: _ring_for(ports, call.sid))  # type: ignore[misc]
        except LostRace:
            continue  # taken, hung up or rung for by another worker; the sweep looks again


def bring_in(ports: Ports, sid: str) -> None:
    """Take a caller out of the queue into the room; the wait leads there too should this fail."""
    call = ports.store.get(Call, sid)
    if call is None or call.state is not CallState.TAKEN or call.joined_at:
        return
    path = Place.led_to_room(call)
    try:
        if call.queue_sid and not call.off_queue:
            ports.telephone.bring_in(call.queue_sid, sid, path)
        else:  # at the words before the queue still, or at those of a crisis
            ports.telephone.redirect(sid, path)
    except Refused:
        # No longer in the queue: on the way to the room already, or hung up without a report.
        # Then somebody waits in the room for nobody, so the sweep asks Twilio at once.
        with suppress(LostRace):
            now = ports.store.now()
            _put(ports, call.try_again_at(now), now)


def _ring_for(ports: Ports, sid: str) -> None:
    call, people, now = ports.store.get(Call, sid), ports.store.specialists(), ports.store.now()
    if call is None or not call.is_waiting:
        return
    fresh = [each for each in _free(ports, call, people, now) if each.id not in call.rung]
    at_once = _all_at_once(ports, call)
    if fresh and (at_once or not call.legs):
        _ring(ports, call, fresh if at_once else fresh[:1], now)
    elif not call.legs:
        _nobody_to_ring(ports, call, people, now)


def _all_at_once(ports: Ports, call: Call) -> bool:
    return call.crisis or ports.policy.ringing is Ringing.ALL_AT_ONCE


def _free(ports: Ports, call: Call, people: list[Specialist], now: datetime) -> list[Specialist]:
    """Who may be rung for this caller, in the order in which they are to be rung."""
    free = [each for each in people if each.may_be_rung(call.language, now)]
    if call.crisis:
        free = _in_a_crisis(call, people, now)
    elif call.interpreter and not free:
        free = [each for each in people if each.on_shift and each.is_free(now)]
    if ports.policy.ringing is Ringing.ONE_AFTER_ANOTHER:
        return sorted(free, key=lambda each: each.id)
    return sorted(free, key=lambda each: each.last_call_at.timestamp() if each.last_call_at else 0)


def _in_a_crisis(call: Call, people: list[Specialist], now: datetime) -> list[Specialist]:
    """Any person is better than none: who speaks the language, else who is on shift, else on
    call, and a wrap-up waits. The next are rung when of the first nobody is free or rings for this
    caller already."""
    on_shift = [each for each in people if each.on_shift and not each.disabled]
    speaking = [each for each in on_shift if each.speaks(call.language)]
    ours = {f"leg:{leg}" for leg in call.legs}
    for some in (speaking, on_shift, [each for each in people if each.is_on_call]):
        free = [each for each in some if each.is_free_in_a_crisis(now)]
        if free or any(each.engaged in ours for each in some):
            return free
    return []


def _nobody_to_ring(ports: Ports, call: Call, people: list[Specialist], now: datetime) -> None:
    """All were tried, or all are busy: try again soon, or end the wait."""
    if call.rung and not any(each.engaged for each in people if each.id in call.rung):
        call = call.next_round()
    nobody = not _can_ever_come(call, people)
    if nobody and call.off_queue:  # they hear 988 again and again, and nobody promised more
        decide_anew(lambda: leave_line(ports, call.sid, call.person, unasked=True, saved=False))
        return
    if call.rounds >= ports.policy.ring_rounds or nobody or is_at_ceiling(ports, call, now):
        decide_anew(lambda: leave_line(ports, call.sid, call.person, unasked=True))
        _lead_on(ports, call.sid, now)
        return
    _put(ports, call.try_again_at(min(now + LOOK_AGAIN, _ceiling_at(ports, call))), now)


def _can_ever_come(call: Call, people: list[Specialist]) -> bool:
    on_shift = any(each.on_shift and not each.disabled for each in people)
    return on_shift or (call.crisis and any(each.is_on_call and each.phone for each in people))


def _ring(ports: Ports, call: Call, chosen: list[Specialist], now: datetime) -> None:
    legs = [_leg_to(ports, call, who, now) for who in chosen]
    due_at = min(now + ports.policy.ring_time * 2, _ceiling_at(ports, call))
    rung = call.ring(tuple(who.id for who in chosen), tuple(leg.id for leg in legs), due_at)
    engaged = [who.engage(f"leg:{leg.id}") for who, leg in zip(chosen, legs, strict=True)]
    change = Change(
        now=now,
        records=(rung, *legs, *engaged),
        wakeups=tuple(WakeUp("dial", leg.id) for leg in legs),
        audit=tuple(AuditLine("service", "rung", f"call:{call.sid}", who.id) for who in chosen),
    )
    commit_once(ports, change)


def _leg_to(ports: Ports, call: Call, who: Specialist, now: datetime) -> Leg:
    return Leg(
        id=ports.new_id(),
        purpose="specialist",
        serves=f"call:{call.sid}",
        phone=who.phone,
        specialist=who.id,
        created_at=now,
        due_at=now + WAKE_GRACE,
        language=who.languages[0] if who.languages else "en",
        urgent=call.crisis,
        line=who.line,
    )


def _put(ports: Ports, call: Call, now: datetime) -> None:
    commit_once(ports, Change(now=now, records=(call,)))


def _lead_on(ports: Ports, sid: str, now: datetime) -> None:
    """The wait document leads a caller out within seconds; this does it at once."""
    commit_once(ports, Change(now=now, wakeups=(WakeUp("lead_on", f"call:{sid}"),)))


def _ceiling_at(ports: Ports, call: Call) -> datetime:
    return (call.queued_at or call.started_at) + ports.policy.call_ceiling
