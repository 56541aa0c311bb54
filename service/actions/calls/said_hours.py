"""The hour that a caller names for their call, understood as a texted one is."""

from datetime import datetime
from functools import partial

from service.actions.calls.times import staffed_and_allowed
from service.domain.callable_now import NOBODY_CALLS_THEN, day_named, takes_hour
from service.domain.callback import Callback
from service.domain.hours import OpeningHours
from service.domain.phone import hour_zone
from service.domain.policy import Policy
from service.domain.stated_hours import KeptFrom, Stated, can_be_kept, first_kept
from service.domain.stated_time import asks_at_a_time, wished_time


def at_said_hour(
    words: str,
    callback: Callback,
    policy: Policy,
    hours: OpeningHours,
    now: datetime,
    *,
    bare_hours: bool = True,
) -> Callback | None:
    """The callback at the hour somebody said, or held where they may be called only at one at
    which nobody calls: sooner they may not be alone (R18). None where no hour can be told.

    `bare_hours`: whether a number alone is an hour, as it is in answer to "when?".
    """
    zone = hour_zone(callback.phone, callback.zone)
    stated = wished_time(
        words,
        now=now,
        zone=zone,
        asks_for_call=True,
        bare_hours=bare_hours,
        called_hours=not callback.crisis,
        day_before=day_named(callback, zone, now),
    )
    if stated is None:
        return None
    kept_from: KeptFrom = partial(
        staffed_and_allowed, callback=callback, policy=policy, hours=hours
    )
    return _at(stated, kept_from, callback, now)


def as_asked_for(
    words: str, callback: Callback, policy: Policy, hours: OpeningHours, now: datetime
) -> Callback:
    """The callback at the hour that was said in asking for it, or as it is."""
    if not asks_at_a_time(words) or not takes_hour(callback):
        return callback
    return at_said_hour(words, callback, policy, hours, now, bare_hours=False) or callback


def _at(stated: Stated, kept_from: KeptFrom, callback: Callback, now: datetime) -> Callback | None:
    at = first_kept(stated, kept_from) if can_be_kept(stated, kept_from) else None
    if at is not None:
        return callback.reschedule(kept_from(at).astimezone(now.tzinfo), now)
    if stated.by is not None or callback.crisis or not takes_hour(callback):
        return None
    return callback.to_review(NOBODY_CALLS_THEN, now)
