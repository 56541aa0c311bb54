"""Whether the person of a callback may be rung at this moment, and if not, when.

Puts together the hour they named, the callback's own zone, its number's zones, crisis and the
operator's choice (R13, R18).
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.domain.callback import Callback, State
from service.domain.phone import zones_where
from service.domain.policy import Policy

NOBODY_CALLS_THEN = "only at an hour at which nobody calls"
"""Why a call waits for its person to name another hour, or for a supervisor."""


def callable_from(callback: Callback, policy: Policy, at: datetime) -> datetime:
    """The first moment from `at` on at which the person may be rung; `at` itself if now."""
    if callback.crisis and policy.crisis_ignores_calling_hours:
        return at
    if waits_for_hour(callback, at):
        at = callback.named_at or at
    return policy.calling.next_allowed(at, zones_for(callback))


def waits_for_hour(callback: Callback, at: datetime) -> bool:
    """Whether its person named an hour that is still ahead; before it they may not be alone."""
    return not callback.crisis and callback.named_at is not None and callback.named_at > at


def why_not_yet(callback: Callback, at: datetime) -> str:
    """In words, what `callable_from` goes by where it gives a later moment."""
    if waits_for_hour(callback, at):
        return "this person asked not to be called sooner"
    return "outside the hours in which this person may be called"


def zones_for(callback: Callback) -> tuple[str, ...]:
    """Every zone in which it must be a good hour (R14)."""
    return zones_where(callback.phone, callback.zone)


def takes_hour(callback: Callback) -> bool:
    """Whether an hour can still be named: nobody rings them or has talked with them."""
    untried = callback.state is State.CLAIMED and callback.spoke_at is None
    return callback.state is State.WAITING or untried


def hour_of(callback: Callback, now: datetime) -> datetime:
    """When it would come; what somebody holds has the end of a lease in that place."""
    if callback.state is State.WAITING:
        return callback.due_at
    return callback.named_at or now


def day_named(callback: Callback, zone: ZoneInfo, now: datetime) -> date | None:
    """The day they named earlier, while that hour is still the one that is saved."""
    named = callback.named_at
    if named is None or named <= now or named != hour_of(callback, now):
        return None
    return named.astimezone(zone).date()
