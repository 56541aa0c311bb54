"""Whether the person of a callback may be rung at this moment, and if not, when.

Puts together the hour they named, the callback's own zone, its number's zones, crisis and the
operator's choice (R13, R18).
"""

from datetime import datetime

from service.domain.callback import Callback
from service.domain.phone import zones_where
from service.domain.policy import Policy


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
