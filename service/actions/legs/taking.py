"""1 was pressed. A live caller is won by exactly one phone: the commit goes by the call's version.

The specialist of a callback hears a brief, may ask to speak first, and waits in the room; the
person comes in with their 1.
"""

from dataclasses import replace
from datetime import datetime

from service.actions.alert_taking import taken_by_reaching
from service.actions.around_leg import AroundLeg
from service.actions.calls.script import HangUp, Say, Script
from service.actions.calls.times import callback_spoken
from service.actions.legs.answered import spoken
from service.actions.legs.ending import ending_of, letting_go
from service.actions.legs.interpreting import interpreter_words, with_interpreter
from service.actions.legs.room import room
from service.actions.legs.speaking import offer_to_speak_first
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.transfer.back import parting
from service.actions.trying import commit_once
from service.domain.call import Call, CallState
from service.domain.callback import Callback, State
from service.domain.leg import WAKE_GRACE, Leg, LegState

# Taken back, or with a supervisor: nobody may promise another call.
NOT_TRIED_AGAIN = frozenset({State.CLOSED, State.REVIEW})


def specialist_takes(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """A specialist pressed 1: for the caller on the line, or for a callback."""
    if around.call is not None:
        return _takes_call(ports, around, leg, around.call)
    if around.callback is not None:
        return _takes_callback(ports, around, leg, around.callback)
    return (HangUp(),)


def person_takes(ports: Ports, around: AroundLeg, leg: Leg) -> Script:
    """The right person pressed 1: both talk, unless the specialist is gone by now."""
    callback, other = around.callback, around.other
    if callback is None:
        return (HangUp(),)
    if leg.state is LegState.ACCEPTED:
        return _into_room(ports, leg)
    ours = callback.attempt == leg.attempt and callback.state in (State.CALLING, State.UNSURE)
    if not ours or other is None or other.state is not LegState.ACCEPTED:
        return _nobody_there(ports, around, leg, callback)
    sure = callback.settled(around.now) if callback.state is State.UNSURE else callback
    beside, wakeups = with_interpreter(ports, around, other)
    change = Change(
        now=around.now,
        records=(leg.accepted(around.now), sure.talking(around.now), *beside),
        wakeups=wakeups,
        audit=(AuditLine("person", "pressed 1", f"callback:{callback.id}"),),
    )
    commit_once(ports, change)
    taken_by_reaching(ports, callback, around.now)
    return _into_room(ports, leg)


def _takes_call(ports: Ports, around: AroundLeg, leg: Leg, call: Call) -> Script:
    mine = call.state is CallState.TAKEN and call.leg == leg.id
    if not mine and not call.is_waiting:
        commit_once(ports, letting_go(around, leg, "already-taken").change(around.now))
        return parting(ports, around, leg, spoken(ports, leg, "specialist_taken"))
    if not mine:
        phones, wakeups = with_interpreter(ports, around, leg.accepted(around.now))
        change = Change(
            now=around.now,
            records=(*phones, call.take(leg.specialist, leg.id, around.now)),
            wakeups=(WakeUp("bring_in", call.sid), *wakeups, *_let_the_others_go(call, leg)),
            audit=(AuditLine(leg.specialist, "took", f"call:{call.sid}"),),
        )
        commit_once(ports, change)
    return (*interpreter_words(ports, around, leg), room(leg))


def _let_the_others_go(call: Call, leg: Leg) -> tuple[WakeUp, ...]:
    """The phones that ring for the same caller stop, or are told that it is taken."""
    return tuple(WakeUp("hang_up", each) for each in call.legs if each != leg.id)


def _takes_callback(ports: Ports, around: AroundLeg, leg: Leg, callback: Callback) -> Script:
    taken_before = leg.state is LegState.ACCEPTED
    if callback.attempt != leg.attempt or not (taken_before or callback.state is State.CALLING):
        commit_once(ports, letting_go(around, leg, "already-taken").change(around.now))
        return parting(ports, around, leg, spoken(ports, leg, "specialist_taken"))
    if not taken_before:
        person = _persons_leg(ports, leg, callback, around.now)
        change = Change(
            now=around.now,
            records=(leg.accepted(around.now), person),
            wakeups=(WakeUp("dial", person.id),),
            audit=(AuditLine(leg.specialist, "pressed 1", f"callback:{callback.id}"),),
        )
        commit_once(ports, change)
    ringing = () if leg.speaks_first else (offer_to_speak_first(ports, leg),)
    beside = interpreter_words(ports, around, leg)
    return (*_brief(ports, leg, callback), *beside, *ringing, room(leg))


def _persons_leg(ports: Ports, leg: Leg, callback: Callback, now: datetime) -> Leg:
    return replace(
        leg,
        id=f"{leg.attempt}-p",
        purpose="person",
        person=callback.person,
        callee=ports.identity.person(callback.phone),
        phone=callback.phone,
        language=callback.language,
        created_at=now,
        due_at=now + WAKE_GRACE,
        version=0,
        state=LegState.INTENDED,
        sid="",
        line="",
        looks=0,
    )


def _brief(ports: Ports, leg: Leg, callback: Callback) -> tuple[Say, ...]:
    """What the specialist should know before the person answers; nothing that names them."""
    tries = {0: "", 1: "second_try"}.get(callback.attempts, "later_try")
    pieces = (
        "urgent" if callback.crisis else "",
        "spanish" if callback.language == "es" else "english",
        "someone_else" if callback.about_other else "",
        tries,
        "voicemail" if callback.voicemail_ok else "no_voicemail",
    )
    return tuple(spoken(ports, leg, f"specialist_brief_{piece}") for piece in pieces if piece)


def _into_room(ports: Ports, leg: Leg) -> Script:
    return (spoken(ports, leg, "callback_connecting"), room(leg))


def _nobody_there(ports: Ports, around: AroundLeg, leg: Leg, callback: Callback) -> Script:
    """Whoever was to talk with them has hung up: said truthfully, and an open callback stays so."""
    ending = ending_of(ports, around, leg, "nobody-there")
    after = next((r for r in ending.records if isinstance(r, Callback)), None)
    if after is None and callback.crisis:  # told just now, though this attempt is over
        ending.records.append(callback)
    commit_once(ports, ending.change(around.now))
    after = after or callback
    if after.state in NOT_TRIED_AGAIN:
        return (spoken(ports, leg, "wrong_person"), HangUp())
    when = callback_spoken(after, around.now, leg.language)
    return (spoken(ports, leg, "callback_nobody", when=when), HangUp())
