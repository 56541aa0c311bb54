"""The clock reached a callback: free a lease, hand it out, note a broken promise, ask a person.

Harmless when run twice or by two sweeps: each decision is a commit on the version it read, and
one that is lost is simply looked at again.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.callbacks.deciding import Deed, audited, commit, live_legs
from service.actions.ports import Ports
from service.domain.call import Call
from service.domain.callable_now import callable_from
from service.domain.callback import Callback, State
from service.domain.callback_states import LOOK_AGAIN
from service.domain.errors import LostRace
from service.domain.leg import Leg

SOON = timedelta(seconds=30)
UNSETTLED_AFTER = timedelta(minutes=10)


def callback_is_due(ports: Ports, callback_id: str) -> None:
    """Do what time alone decides about one callback."""
    callback = ports.store.get(Callback, callback_id)
    if callback is None or not callback.is_open:
        return
    now = ports.store.now()
    if callback.due_at > now:
        # Moved on since it was found due: the entry goes by the record.
        ports.store.look_again(f"callback:{callback_id}", callback.due_at)
        return
    deed = _decide(ports, callback, now)
    if deed is None:
        ports.store.look_again(f"callback:{callback_id}", now + _patience(callback))
        return
    try:
        commit(ports, f"deed:{ports.new_id()}", deed)
    except LostRace:
        return


def holder_has_left(ports: Ports, callback_id: str) -> None:
    """Whoever held it no longer works here: as if the lease were over, but never during a call."""
    callback = ports.store.get(Callback, callback_id)
    if callback is None or callback.state not in (State.CLAIMED, State.CALLING, State.TALKING):
        return
    if not live_legs(ports, callback):
        deed = _lease_over(ports, callback, ports.store.now())
        commit(ports, f"deed:{ports.new_id()}", deed)


def _decide(ports: Ports, callback: Callback, now: datetime) -> Deed | None:
    if callback.state is State.WAITING:
        return _waiting(ports, callback, now)
    if callback.state is State.REVIEW:
        return None
    legs = live_legs(ports, callback)
    if callback.state is State.UNSURE:
        return None if legs else _unsettled(callback, now)
    if legs:
        # A lease never ends during a call, whoever looks.
        return _service_deed(callback.renew(now), now, "lease renewed", "a call is under way")
    return _lease_over(ports, callback, now)


def _waiting(ports: Ports, callback: Callback, now: datetime) -> Deed | None:
    if callback.on_line:
        return _off_the_line(ports, callback, now)
    if now >= callback.expires_at:
        return _service_deed(callback.to_review("expired", now), now, "to review", "expired")
    may_at = callable_from(callback, ports.policy, now)
    if may_at > now:
        why = "outside the person's calling hours"
        return _service_deed(callback.put_off(may_at), now, "put off", why)
    if callback.overdue_at is not None:
        return None
    if callback.next_look(now) <= now:
        return _service_deed(callback.became_overdue(now), now, "overdue", "")
    # Its time has come: written again as it is, it enters the index of what may be taken.
    return Deed(callback=callback, now=now)


def _off_the_line(ports: Ports, callback: Callback, now: datetime) -> Deed | None:
    """Its person was on the line; should the end of that call have been lost, notice it here."""
    call = ports.store.get(Call, callback.on_line)
    if call is not None and not call.is_over:
        return None
    return _service_deed(replace(callback, on_line=""), now, "ready", "the call is over")


def _lease_over(ports: Ports, callback: Callback, now: datetime) -> Deed:
    if callback.review_reason:
        back = callback.to_review(callback.review_reason, now)
        return _service_deed(back, now, "to review", "the supervisor's lease is over")
    if callback.state is State.TALKING:
        return _service_deed(callback.hung_up(now), now, "hung up", "no phone is on the line")
    if callback.wants_another:
        return _service_deed(callback.release(now), now, "lease over", "they asked again")
    if callback.spoke_at is not None:
        # They have talked: without an outcome a person must decide whether to ring again.
        reason = "talked, but no outcome was recorded"
        return _service_deed(callback.to_review(reason, now), now, "to review", reason)
    if callback.state is State.CALLING and _person_was_rung(ports, callback):
        tried = callback.not_answered(now)
        return _service_deed(tried, now, "not answered", "no phone is on the line")
    return _service_deed(callback.release(now), now, "lease over", "")


def _unsettled(callback: Callback, now: datetime) -> Deed | None:
    if now - callback.due_at < UNSETTLED_AFTER:
        return None
    reason = "the last dial was never settled"
    return _service_deed(callback.to_review(reason, now), now, "to review", reason)


def _person_was_rung(ports: Ports, callback: Callback) -> bool:
    legs = ports.store.get_many(Leg, callback.leg_ids)
    return any(leg.purpose == "person" and leg.sid for leg in legs)


def _service_deed(callback: Callback, now: datetime, what: str, why: str) -> Deed:
    return Deed(callback=callback, now=now, audit=audited("service", what, callback, why))


def _patience(callback: Callback) -> timedelta:
    return SOON if callback.on_line or callback.state is State.UNSURE else LOOK_AGAIN
