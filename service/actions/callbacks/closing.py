"""The end of a callback: an outcome somebody named, or the person's own word."""

from dataclasses import replace
from datetime import datetime

from service.actions.asking import called_again
from service.actions.callbacks.deciding import (
    Deed,
    audited,
    carry_out,
    held,
    live_legs,
    the_callback,
)
from service.actions.callbacks.given_up import given_up_text
from service.actions.ports import AuditLine, Ports, WakeUp
from service.domain.callback import Callback, Outcome
from service.domain.errors import NotAllowed


def close_callback(
    ports: Ports,
    callback_id: str,
    token: int,
    outcome: Outcome | str,
    who: str,
    notes: str = "",
    *,
    request: str = "",
) -> Callback:
    """Close it with the outcome its holder names; phones that still ring or talk are hung up.

    Asked for another call since they talked, it goes back to the queue instead.
    `notes` replaces the notes unless empty. Raises StaleToken, NotAllowed.
    """
    named = outcome_named(outcome)

    def decide() -> Deed:
        callback = held(ports, callback_id, token, who)
        now = ports.store.now()
        closed = _ended(ports, callback, named, now)
        words = given_up_text(ports, closed)
        return Deed(
            callback=replace(closed, notes=notes or callback.notes),
            now=now,
            others=words,
            wakeups=(*_hang_ups(ports, callback), *(WakeUp("send_text", t.id) for t in words)),
            audit=_ended_line(who, closed, named),
        )

    return carry_out(ports, request, decide)


def cancel_callback(
    ports: Ports, callback_id: str, *, by: str = "person", request: str = ""
) -> Callback:
    """The person takes the request back; already closed, it stays as it is."""

    def decide() -> Deed:
        callback = the_callback(ports, callback_id)
        if not callback.is_open:
            return Deed(callback=callback)
        now = ports.store.now()
        return Deed(
            callback=callback.close(Outcome.CANCELLED, now),
            now=now,
            wakeups=_hang_ups(ports, callback),
            audit=audited(by, "cancelled", callback),
        )

    return carry_out(ports, request, decide)


def outcome_named(outcome: Outcome | str) -> Outcome:
    """The outcome of this name; raises NotAllowed with the names there are."""
    try:
        return Outcome(outcome)
    except ValueError as error:
        names = ", ".join(known.value for known in Outcome)
        raise NotAllowed(f"name how it ended: {names}") from error


def _ended(ports: Ports, callback: Callback, outcome: Outcome, now: datetime) -> Callback:
    """Closed, or back in the queue where another call was promised and is welcome still."""
    if callback.wants_another:
        around = ports.store.around(callback.person)
        if around.person.takes_calls and not around.person.is_blocked(now):
            return called_again(replace(around, now=now), callback, ports.policy)
    return callback.close(outcome, now)


def _ended_line(who: str, ended: Callback, outcome: Outcome) -> tuple[AuditLine, ...]:
    if ended.is_open:
        back = "to review" if ended.has_no_number else "back in the queue"
        return audited(who, back, ended, f"{outcome.value}, but they asked again")
    return audited(who, "closed", ended, outcome.value)


def _hang_ups(ports: Ports, callback: Callback) -> tuple[WakeUp, ...]:
    return tuple(WakeUp("hang_up", leg.id) for leg in live_legs(ports, callback))
