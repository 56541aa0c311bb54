"""How a deed on one callback is carried out: read, decide, commit; lost the race, decide anew.

Every deed has a request id, the caller's own or a fresh one: when the store's answer is lost and
the commit is sent twice, it still takes effect once.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.actions.ports import SEEN_FOR, AuditLine, Change, Ports, Record, WakeUp
from service.domain.callback import Callback
from service.domain.errors import LostRace, NotAllowed, UnknownRecord
from service.domain.leg import Leg
from service.domain.specialist import Specialist

TRIES = 3
# Long enough for every retry of one command; nobody else knows the id.
ONE_DEED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """The callback as it is to be, and what is written with it; no audit means no write."""

    callback: Callback
    now: datetime | None = None
    others: tuple[Record, ...] = ()
    wakeups: tuple[WakeUp, ...] = ()
    audit: tuple[AuditLine, ...] = ()


def carry_out(ports: Ports, request: str, decide: Callable[[], Deed]) -> Callback:
    """Commit what `decide` returns, and return the callback as it is stored then.

    The same `request` again changes nothing and returns its callback as it stands now.
    """
    done = answered_before(ports, request)
    if done is not None:
        return done
    one_deed = request or f"deed:{ports.new_id()}"
    for _ in range(TRIES):
        deed = decide()
        if not deed.audit:
            return deed.callback
        try:
            return commit(ports, one_deed, deed)
        except LostRace:
            continue
    raise LostRace("others keep changing this callback; try again in a moment")


def commit(ports: Ports, request: str, deed: Deed) -> Callback:
    """Write one deed; raises LostRace when anything it was decided on has changed."""
    committed = ports.store.commit(
        Change(
            now=deed.now or ports.store.now(),
            records=(deed.callback, *deed.others),
            wakeups=deed.wakeups,
            audit=deed.audit,
            request=request,
            reply=deed.callback.id,
            request_ttl=ONE_DEED if request.startswith("deed:") else SEEN_FOR,
        )
    )
    if committed.again:
        return the_callback(ports, committed.reply)
    return replace(deed.callback, version=deed.callback.version + 1)


def answered_before(ports: Ports, request: str) -> Callback | None:
    """The callback this very request was answered with, or None."""
    reply = ports.store.seen(request) if request else None
    return the_callback(ports, reply) if reply else None


def the_callback(ports: Ports, callback_id: str) -> Callback:
    """Read a callback; raises UnknownRecord."""
    callback = ports.store.get(Callback, callback_id)
    if callback is None:
        raise UnknownRecord("there is no such callback")
    return callback


def the_specialist(ports: Ports, who: str) -> Specialist:
    """Read who is acting; raises UnknownRecord, or NotAllowed for somebody who left."""
    specialist = ports.store.get(Specialist, who)
    if specialist is None:
        raise UnknownRecord("there is no such specialist")
    if specialist.disabled:
        raise NotAllowed("this specialist no longer works here")
    return specialist


def held(ports: Ports, callback_id: str, token: int, who: str) -> Callback:
    """Read a callback that `who` holds with the newest token; raises StaleToken, NotAllowed."""
    callback = the_callback(ports, callback_id).held_with(token)
    if callback.specialist != who:
        raise NotAllowed("somebody else holds this callback")
    return callback


def live_legs(ports: Ports, callback: Callback) -> list[Leg]:
    """The phones of its newest dial that may still ring or talk. Read by id, never by index."""
    if not callback.leg_ids:
        return []
    return [leg for leg in ports.store.get_many(Leg, callback.leg_ids) if leg.is_live]


def audited(who: str, what: str, callback: Callback, why: str = "") -> tuple[AuditLine, ...]:
    """The audit line of a deed."""
    return (AuditLine(who, what, f"callback:{callback.id}", why),)
