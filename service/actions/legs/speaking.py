"""The specialist of a callback may speak first (R17): a live voice is hung up on less.

They decide while it rings. Hearing the other phone before that cannot be had: Twilio lets one
phone hear another only in a room, there both hear each other, and a room takes no keys, so that
whoever answers could neither say "not me" nor stop our calls
(twilio.com/docs/voice/twiml/conference). No machine detection decides anything either: whether a
person or a voicemail picked up, the specialist hears it and knows what to say.
"""

from dataclasses import replace

from service.actions.alert_taking import taken_by_reaching
from service.actions.around_leg import AroundLeg
from service.actions.calls.script import Ask, HangUp, Script
from service.actions.legs.answered import spoken
from service.actions.legs.interpreting import with_interpreter
from service.actions.legs.room import room
from service.actions.ports import AuditLine, Change, Ports, Record, WakeUp
from service.actions.trying import commit_once, decide_anew
from service.domain.callback import Callback, State
from service.domain.leg import Leg, LegState

FIRST = "/voice/leg/first"
LISTEN_S = 5


def offer_to_speak_first(ports: Ports, leg: Leg) -> Ask:
    """Say that it is ringing, and listen for a 1 for a moment; then they wait in the room."""
    return Ask(
        says=(
            spoken(ports, leg, "specialist_speak_first"),
            spoken(ports, leg, "specialist_calling"),
        ),
        then=f"{FIRST}?leg={leg.id}",
        language=leg.language,
        silence_s=LISTEN_S,
        speech=False,
        or_go_on=True,
    )


def speak_first(ports: Ports, leg_id: str, sid: str, digits: str) -> Script:
    """1: whoever picks up, or has picked up, is joined with the specialist at once."""
    return decide_anew(lambda: _speak_first(ports, leg_id, sid, digits))


def _speak_first(ports: Ports, leg_id: str, sid: str, digits: str) -> Script:
    around = ports.store.around_leg(leg_id)
    leg, callback = around.leg, around.callback
    if leg is None or callback is None or leg.sid != sid or leg.state is not LegState.ACCEPTED:
        return (HangUp(),)
    if digits == "1" and leg.purpose == "specialist" and not leg.speaks_first:
        change = Change(
            now=around.now,
            records=(replace(leg, speaks_first=True),),
            wakeups=_fetch(around.other),
            audit=(AuditLine(leg.specialist, "speaks first", f"callback:{callback.id}"),),
        )
        commit_once(ports, change)
    return (room(leg),)


def is_spoken_to_first(around: AroundLeg) -> bool:
    """Whether this person's phone is joined with a specialist who waits to speak, unasked."""
    leg, other, callback = around.leg, around.other, around.callback
    if leg is None or other is None or callback is None or leg.purpose != "person":
        return False
    waits = other.speaks_first and other.state is LegState.ACCEPTED
    ours = callback.attempt == leg.attempt and callback.state in (
        State.CALLING,
        State.UNSURE,
        State.TALKING,
    )
    return waits and ours


def join_at_once(ports: Ports, around: AroundLeg, leg: Leg, callback: Callback) -> Script:
    """Into the room without our own first words; who is there has yet to say who they are."""
    if leg.state is not LegState.ACCEPTED:
        sure = callback.settled(around.now) if callback.state is State.UNSURE else callback
        # Nobody has confirmed a number keyed in: it stays one that is rung once.
        talking = replace(sure.talking(around.now), number_given=callback.number_given)
        line = AuditLine("service", "joined, specialist speaks", f"callback:{callback.id}")
        beside, wakeups = _beside(ports, around)
        told = replace(talking, call_sid=leg.sid)
        records: tuple[Record, ...] = (leg.accepted(around.now), told, *beside)
        change = Change(now=around.now, records=records, wakeups=wakeups, audit=(line,))
        commit_once(ports, change)
        taken_by_reaching(ports, callback, around.now)
    return (room(leg),)


def _beside(ports: Ports, around: AroundLeg) -> tuple[tuple[Leg, ...], tuple[WakeUp, ...]]:
    return with_interpreter(ports, around, around.other) if around.other else ((), ())


def _fetch(person: Leg | None) -> tuple[WakeUp, ...]:
    """A phone that was picked up already hears our words: a worker leads it on."""
    if person is None or person.state is not LegState.ANSWERED:
        return ()
    return (WakeUp("lead_on", person.id),)
