"""Pressing "call": the record says so first, then a worker rings the specialist's phone."""

from dataclasses import replace
from datetime import datetime

from service.actions.allowance import (
    NO_BUDGET,
    TOO_OFTEN,
    dial_budget_is_spent,
    may_dial_from,
)
from service.actions.callbacks.deciding import (
    Deed,
    audited,
    carry_out,
    held,
    live_legs,
    the_specialist,
)
from service.actions.callbacks.telling import tell_first
from service.actions.ports import Ports, WakeUp
from service.domain.callable_now import callable_from, why_not_yet
from service.domain.callback import Callback, State
from service.domain.errors import NotAllowed, OutsideCallingHours
from service.domain.leg import WAKE_GRACE, Leg
from service.domain.person import Person
from service.domain.specialist import Specialist
from service.domain.text_first import may_ring_from, must_be_told

TOLD_JUST_NOW = "they asked to be texted first, and were just now"


def call_back(
    ports: Ports, callback_id: str, token: int, who: str, *, request: str = ""
) -> Callback:
    """Ring the holder's phone, then the person's. Pressed twice, it rings once.

    Who asked to be texted first is texted by the first press, and rung by one three minutes later.
    Raises StaleToken, NotAllowed (opted out, phone engaged), OutsideCallingHours.
    """

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        legs = live_legs(ports, callback)
        if callback.state is State.CALLING and legs:
            return Deed(callback=callback)
        specialist = the_specialist(ports, who)
        now = ports.store.now()
        person = ports.store.get(Person, callback.person)
        _refuse(ports, callback, person, specialist, now)
        if legs:
            raise NotAllowed("the last call for this callback is not over yet")
        if must_be_told(callback, now):
            return tell_first(ports, callback, person, who, now)
        rings_from = may_ring_from(callback, now)
        if rings_from > now:
            raise OutsideCallingHours(TOLD_JUST_NOW, rings_from)
        return _ring(ports, callback, specialist, now)

    return carry_out(ports, request, decide)


def _refuse(
    ports: Ports,
    callback: Callback,
    person: Person | None,
    specialist: Specialist,
    now: datetime,
) -> None:
    if callback.state is not State.CLAIMED:
        raise NotAllowed(f"this callback is {callback.state}; claim it to call")
    if callback.has_no_number:
        raise NotAllowed("whoever has this number had it erased: none is left to ring")
    if person is not None and not person.takes_calls:
        raise NotAllowed("this person asked us not to call; only they can change that")
    may_at = callable_from(callback, ports.policy, now)
    if may_at > now:
        raise OutsideCallingHours(why_not_yet(callback, now), may_at)
    again_at = may_dial_from(ports, callback, now)
    if again_at > now:
        raise OutsideCallingHours(TOO_OFTEN, again_at)
    if not callback.crisis and dial_budget_is_spent(ports, now):
        raise NotAllowed(NO_BUDGET)
    if callback.on_line:
        raise NotAllowed("this person is on the line with us just now")
    if not specialist.phone:
        raise NotAllowed("your phone's number is not known here; ask an admin to add it")
    if specialist.engaged:
        raise NotAllowed("your phone is ringing or in use; end that call first")


def _ring(ports: Ports, callback: Callback, specialist: Specialist, now: datetime) -> Deed:
    attempt = ports.new_id()
    leg = Leg(
        id=f"{attempt}-s",
        purpose="specialist",
        serves=f"callback:{callback.id}",
        phone=specialist.phone,
        specialist=specialist.id,
        created_at=now,
        due_at=now + WAKE_GRACE,
        attempt=attempt,
        callee=ports.identity.person(callback.phone),
        line=specialist.line,
        # What the specialist hears first; the person's own language rides on the callback.
        language=specialist.languages[0] if specialist.languages else "en",
    )
    return Deed(
        callback=callback.call(attempt, now),
        now=now,
        # In the same commit, so that no other dial can ring the same phone.
        others=(leg, replace(specialist, engaged=f"leg:{leg.id}")),
        wakeups=(WakeUp("dial", leg.id),),
        audit=audited(specialist.id, "called", callback),
    )
