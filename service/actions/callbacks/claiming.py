"""Taking a callback: one owner at a time, whoever else reaches for it in the same instant."""

import random
from datetime import datetime

from service.actions.callbacks.deciding import (
    Deed,
    answered_before,
    audited,
    carry_out,
    commit,
    the_callback,
    the_specialist,
)
from service.actions.ports import Ports, Record
from service.domain.callable_now import callable_from
from service.domain.callback import HELD, Callback, State
from service.domain.errors import LostRace, NotAllowed
from service.domain.specialist import Role, Specialist

# The first look is at the very best alone. Each lost race means that somebody else reaches for
# the same one: then both choose among twice as many, so that a crowd does not queue up for one.
WIDEST_LOOK = 64
MOST_LOOKS = 60


def claim_callback(ports: Ports, callback_id: str, who: str, *, request: str = "") -> Callback:
    """Give one callback to `who`; claimed already by the same person, it stays as it is.

    Raises UnknownRecord, NotAllowed (somebody else's, closed, too many held).
    """

    def decide() -> Deed:
        specialist = the_specialist(ports, who)
        callback = the_callback(ports, callback_id)
        if callback.state in HELD and callback.specialist == who:
            return Deed(callback=callback)
        _refuse_unclaimable(callback, specialist)
        return _claim(ports, callback, specialist)

    return carry_out(ports, request, decide)


def claim_next(ports: Ports, who: str, *, request: str = "") -> Callback | None:
    """Give `who` the best ready callback in their languages; None when there is none.

    Crisis first, then the earliest promise. Raises NotAllowed when they hold too many.
    """
    done = answered_before(ports, request)
    if done is not None:
        return done
    specialist = the_specialist(ports, who)
    one_deed = request or f"deed:{ports.new_id()}"
    for look in range(MOST_LOOKS):
        found = ports.store.next_ready(specialist.languages, min(2**look, WIDEST_LOOK))
        if not found:
            return None
        taken = _try_to_take(ports, random.choice(found), specialist, one_deed)  # noqa: S311
        if taken is not None:
            return taken
    raise LostRace("many are reaching for the queue; try again in a moment")


def _try_to_take(
    ports: Ports, callback_id: str, specialist: Specialist, request: str
) -> Callback | None:
    """Claim it, or return None because somebody was faster or it may not be called now."""
    now = ports.store.now()
    callback = ports.store.get(Callback, callback_id)
    if callback is None:
        return None
    wakes_at = callable_from(callback, ports.policy, now)
    try:
        if not callback.is_ready(now):
            # Taken or put off between our look at the queue's order and our reading of the record;
            # or a clock was set back, and nobody behind it would ever be handed out.
            if callback.state is State.WAITING and not callback.on_line:
                commit(ports, f"deed:{ports.new_id()}", Deed(callback=callback, now=now))
            return None
        if wakes_at > now:
            _put_off(ports, callback, wakes_at, now)
            return None
        return commit(ports, request, _claim(ports, callback, specialist, now))
    except LostRace:
        return None


def _put_off(ports: Ports, callback: Callback, at: datetime, now: datetime) -> None:
    """Its person's day is over: it leaves the front of the queue until their morning."""
    audit = audited("service", "put off", callback, "outside the person's calling hours")
    deed = Deed(callback=callback.put_off(at), now=now, audit=audit)
    commit(ports, f"deed:{ports.new_id()}", deed)


def _claim(
    ports: Ports, callback: Callback, specialist: Specialist, now: datetime | None = None
) -> Deed:
    now = now or ports.store.now()
    return Deed(
        callback=callback.claim(specialist.id, now),
        now=now,
        others=_counted(ports, specialist),
        audit=audited(specialist.id, "claimed", callback),
    )


def _counted(ports: Ports, specialist: Specialist) -> tuple[Record, ...]:
    """Refuse to hold too many. The specialist is committed too, so that two claims of one
    person at the same moment cannot both count the same free place."""
    limit = ports.policy.hold_limit
    if limit is None:
        return ()
    # Read anew: the version must be older than the count.
    fresh = the_specialist(ports, specialist.id)
    if len(ports.store.held_by(specialist.id)) >= limit:
        raise NotAllowed(f"you hold {limit} callbacks already; finish or release one first")
    return (fresh,)


def _refuse_unclaimable(callback: Callback, specialist: Specialist) -> None:
    if callback.state is State.CLOSED:
        raise NotAllowed("this callback is closed")
    if callback.state in HELD:
        raise NotAllowed("somebody else holds this callback")
    if callback.state is State.REVIEW and specialist.role is Role.SPECIALIST:
        raise NotAllowed("this callback waits for a supervisor")
