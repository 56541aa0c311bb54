"""What a holder does with a callback short of calling: keep it, note on it, give it away."""

from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.callbacks.deciding import (
    Deed,
    audited,
    carry_out,
    held,
    live_legs,
    the_callback,
    the_specialist,
)
from service.actions.ports import AuditLine, Change, Ports
from service.domain.callable_now import callable_from, why_not_yet
from service.domain.callback import HELD, Callback, State
from service.domain.callback_states import LEASE, NOT_THIS_PERSON
from service.domain.errors import NotAllowed, OutsideCallingHours
from service.domain.person import Person
from service.domain.specialist import Role

RENEW_WHEN_OLDER_THAN = timedelta(minutes=1)
LATEST_IN = timedelta(days=14)
LONGEST_NOTES = 4000
A_CLAIM_LASTS = timedelta(days=1)


def renew_claim(ports: Ports, callback_id: str, token: int, who: str) -> Callback:
    """Lengthen the lease because its holder is active; writes at most once a minute."""

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        now = ports.store.now()
        left = (callback.lease_until or now) - now
        if callback.state is State.UNSURE or left > LEASE - RENEW_WHEN_OLDER_THAN:
            return Deed(callback=callback)
        return Deed(
            callback=callback.renew(now), now=now, audit=audited(who, "stayed with", callback)
        )

    return carry_out(ports, "", decide)


def release_callback(
    ports: Ports, callback_id: str, token: int, who: str, *, request: str = ""
) -> Callback:
    """Put it back in the queue with its place; refused while a phone rings or talks."""

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        _refuse_while_calling(ports, callback)
        now = ports.store.now()
        return Deed(
            callback=callback.release(now),
            now=now,
            others=_may_be_rung_again(ports, callback),
            audit=audited(who, "released", callback),
        )

    return carry_out(ports, request, decide)


def put_back(
    ports: Ports,
    callback_id: str,
    token: int,
    at: datetime,
    who: str,
    *,
    asked: bool = False,
    request: str = "",
) -> Callback:
    """Put it back for another time: one the person agreed to in their talk, or `asked` for
    otherwise, becomes the new promise; one that only suits us leaves the old promise to be kept.

    Raises OutsideCallingHours, with the next time that would do.
    """

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        _refuse_while_calling(ports, callback)
        now, theirs = ports.store.now(), asked or callback.spoke_at is not None
        _refuse_bad_time(ports, callback, at, now, theirs=theirs)
        put = callback.reschedule(at, now) if theirs else callback.put_back(at, now)
        return Deed(
            callback=put,
            now=now,
            others=_may_be_rung_again(ports, callback),
            audit=audited(who, "rescheduled" if theirs else "put off", callback),
        )

    return carry_out(ports, request, decide)


def hand_over(
    ports: Ports,
    callback_id: str,
    to: str,
    who: str,
    *,
    token: int | None = None,
    request: str = "",
) -> Callback:
    """Give it to another specialist: by its holder with the token, or by a supervisor.

    A supervisor's `token` is the one they saw: moved on since, nothing is handed over.
    """

    def decide() -> Deed:
        callback = _to_give(ports, callback_id, token, who)
        _refuse_while_calling(ports, callback)
        taker = the_specialist(ports, to)
        now = ports.store.now()
        return Deed(
            callback=callback.hand_to(taker.id, now),
            now=now,
            audit=audited(who, "handed over", callback, f"to specialist:{taker.id}"),
        )

    return carry_out(ports, request, decide)


def write_notes(ports: Ports, callback_id: str, token: int, notes: str, who: str) -> Callback:
    """Replace the notes; the audit says that, never what."""

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        if len(notes) > LONGEST_NOTES:
            raise NotAllowed(f"notes may have {LONGEST_NOTES} characters, these have {len(notes)}")
        if notes == callback.notes:
            return Deed(callback=callback)
        return Deed(
            callback=replace(callback, notes=notes), audit=audited(who, "wrote notes", callback)
        )

    return carry_out(ports, "", decide)


def note_under_18(ports: Ports, callback_id: str, token: int, who: str) -> Callback:
    """They said on the call that they are under 18: whoever calls next knows it."""

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        if callback.under_18:
            return Deed(callback=callback)
        audit = audited(who, "noted under 18", callback)
        return Deed(callback=replace(callback, under_18=True), audit=audit)

    return carry_out(ports, "", decide)


def reveal_number(ports: Ports, callback_id: str, who: str, why: str = "") -> Callback:
    """Let its holder or a supervisor see the number; that they saw it is audited."""
    specialist = the_specialist(ports, who)
    callback = the_callback(ports, callback_id)
    holds = callback.state in HELD and callback.specialist == who
    if not holds and specialist.role is Role.SPECIALIST:
        raise NotAllowed("the number is shown to whoever holds the callback")
    line = AuditLine(who, "saw the number", f"callback:{callback.id}", why)
    ports.store.commit(Change(now=ports.store.now(), audit=(line,)))
    return callback


def note_reading(ports: Ports, callback: Callback, what: str, why: str = "") -> None:
    """Its holder is shown the number, or notes: written down once for each claim, however often
    their system or their page asks for it."""
    line = AuditLine(callback.specialist, what, f"callback:{callback.id}", why)
    change = Change(
        now=ports.store.now(),
        audit=(line,),
        request=f"read:{callback.id}:{callback.token}:{what}",
        request_ttl=A_CLAIM_LASTS,
    )
    ports.store.commit(change)


def _may_be_rung_again(ports: Ports, callback: Callback) -> tuple[Person, ...]:
    """Who said "not me" is rung after all: a supervisor has it, and puts it back."""
    if callback.review_reason != NOT_THIS_PERSON:
        return ()
    theirs = ports.store.get(Person, ports.identity.person(callback.phone))
    return (theirs.may_be_rung_again(),) if theirs is not None else ()


def _to_give(ports: Ports, callback_id: str, token: int | None, who: str) -> Callback:
    leads = the_specialist(ports, who).role is not Role.SPECIALIST
    callback = the_callback(ports, callback_id)
    if token is not None and not (leads and callback.specialist != who):
        return held(ports, callback_id, token, who)
    if not leads:
        raise NotAllowed("only a supervisor hands over what somebody else holds")
    if token is not None and token != callback.token:
        raise NotAllowed("it has moved on since this page was drawn; nothing was changed")
    return callback


def _refuse_while_calling(ports: Ports, callback: Callback) -> None:
    # Whoever took it next could ring a person who is still on the line.
    if callback.state is State.TALKING or live_legs(ports, callback):
        raise NotAllowed("a call for this callback is under way; end the call first")


def _refuse_bad_time(
    ports: Ports, callback: Callback, at: datetime, now: datetime, *, theirs: bool
) -> None:
    if not now < at <= now + LATEST_IN:
        raise NotAllowed(f"choose a time within the next {LATEST_IN.days} days")
    if not theirs and at >= callback.expires_at:
        raise NotAllowed("choose a sooner time: two days after the promise a supervisor decides")
    # Their new hour takes the place of one they named before; ours must not come before it.
    asked = replace(callback, named_at=None) if theirs else callback
    may_at = callable_from(asked, ports.policy, at)
    if may_at > at:
        raise OutsideCallingHours(why_not_yet(asked, at), may_at)
