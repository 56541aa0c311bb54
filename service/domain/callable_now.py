"""Whether the person of a callback may be rung at this moment, and if not, when.

Puts together the callback's own zone, its number's zones, crisis and the operator's choice (R13).
"""

from datetime import datetime

from service.domain.callback import Callback
from service.domain.phone import zones_of
from service.domain.policy import Policy


def callable_from(callback: Callback, policy: Policy, at: datetime) -> datetime:
    """The first moment from `at` on at which the person may be rung; `at` itself if now."""
    if callback.crisis and policy.crisis_ignores_calling_hours:
        return at
    return policy.calling.next_allowed(at, zones_for(callback))


def zones_for(callback: Callback) -> tuple[str, ...]:
    """The zone the person told us, or every zone their number allows (R14)."""
    return (callback.zone,) if callback.zone else zones_of(callback.phone)
