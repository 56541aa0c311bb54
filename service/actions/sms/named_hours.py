"""The hour that a person names for their call, and the callback put at it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from service.actions.sms.answer import Situation
from service.domain.callable_now import (
    NOBODY_CALLS_THEN,
    day_named,
    hour_of,
    takes_hour,
    zones_for,
)
from service.domain.callback import Callback, State
from service.domain.phone import hour_zone
from service.domain.promise import WHEN_NOBODY_KNOWS, promise_for
from service.domain.stated_hours import AT_ONCE, Stated, can_be_kept, first_kept
from service.domain.stated_part import is_in, part_of, part_there
from service.domain.stated_time import time_there, wished_time

PUT_OFF = timedelta(hours=2)
HOUR_CONFIRMED, PUT_OFF_CONFIRMED = "time_understood", "later"
GRACE = timedelta(hours=1)
"""How long after the hour they named the promise still counts as kept."""
ABOUT_THE_CALL = frozenset({"callback", "human"})


def said_time(
    situation: Situation, callback: Callback | None, *, bare_hours: bool = True
) -> datetime | None:
    """The moment the text names, on the person's clock; None when it names none that we can tell
    and keep. In a crisis a mere number moves nothing. "Before 5" leaves a call that comes before 5
    when it is."""
    stated = _stated(situation, callback, bare_hours)
    if stated is None:
        return None
    if callback is not None and _lies_before(situation, callback, stated):
        return hour_of(callback, situation.known.now)
    if callback and not can_be_kept(stated, lambda at: _kept_from(situation, callback, at)):
        return None
    return _first_kept(situation, callback, stated)


def wants_hour_nobody_calls_at(
    situation: Situation, callback: Callback, *, bare_hours: bool = True
) -> bool:
    """Whether they may be called only "after 9 PM", or only in a part of the day, and we never
    call then: sooner they may not be alone (R18). A crisis waits for no hour."""
    stated = _stated(situation, callback, bare_hours)
    if stated is None or _in_crisis(situation, callback) or not takes_hour(callback):
        return False
    return _first_kept(situation, callback, stated) is None


def held_for_hour(situation: Situation, callback: Callback) -> Callback:
    """Rung by nobody until they name an hour that we can keep, or a supervisor decides."""
    held = callback.to_review(NOBODY_CALLS_THEN, situation.known.now)
    return replace(held, part_wanted=part_named(situation, callback) or callback.part_wanted)


def taken_up(situation: Situation, callback: Callback) -> Callback:
    """Back in the queue, now that they answer."""
    if not is_held_for_hour(callback):
        return callback
    now = situation.known.now
    taken = callback.wanted_after_all(max(callback.promise_at, now), now)
    return replace(taken, part_wanted=callback.part_wanted)


def is_held_for_hour(callback: Callback) -> bool:
    """Whether it waits for an hour that we can keep."""
    return callback.state is State.REVIEW and callback.review_reason == NOBODY_CALLS_THEN


def asks_for_call(situation: Situation) -> bool:
    """Whether a text that says more than a time is about the call."""
    means = situation.means
    return means.intent in ABOUT_THE_CALL or means.refined == "when"


def part_named(situation: Situation, callback: Callback) -> str:
    """The part of a day that the text names, as it is kept; "" for none."""
    return part_of(_stated(situation, callback, bare_hours=False))


def hour_in(situation: Situation, callback: Callback, zone: str) -> datetime | None:
    """When it is due, once we know where they are; None where nobody calls in the part of the day
    that they named."""
    taken, now = taken_up(situation, callback), situation.known.now
    at = max(_named_hour_in(situation, taken, zone), now)
    part, clock = callback.part_wanted, hour_zone(situation.phone, zone)
    if not part or _in_crisis(situation, callback) or not takes_hour(taken):
        return at
    kept_from = partial(_kept_from, situation, replace(taken, zone=zone))
    if not is_held_for_hour(callback) and is_in(part, kept_from(at).astimezone(clock)):
        return at
    left = part_there(part, clock, now)
    return first_kept(left, kept_from) if left else None


def _named_hour_in(situation: Situation, callback: Callback, zone: str) -> datetime:
    """When it is due, once we know where they are: "3 PM" was 3 PM on the clock of that place.

    Only what they named themselves and what falls on a whole minute was read off their clock: our
    own first hour is right as it stands, and "in two hours" is the same everywhere.
    """
    due_at, clock = hour_of(callback, situation.known.now), hour_zone(situation.phone, zone)
    if callback.named_at != due_at or due_at.second or due_at.microsecond:
        return due_at
    there = time_there(
        due_at,
        assumed=_clock_of(situation, callback),
        there=clock,
        recent=situation.known.conversation.recent,
        kept=lambda read: _kept_from(situation, callback, read),
    )
    if there <= situation.known.now:  # that hour has passed there: the next day's
        there = (there.astimezone(clock) + timedelta(days=1)).astimezone(UTC)
    return there


def at_hour(
    situation: Situation, callback: Callback, at: datetime, *, named: bool = True, part: str = ""
) -> Callback:
    """The callback at this hour, or at the next one in which somebody answers and they may be
    called. `named`: they named it themselves, so that nobody rings sooner, and `part` the part of
    the day that it is in; the hour of a lease stays what it is."""
    at = _kept_from(situation, callback, at)
    if at <= situation.known.now:
        return callback
    due_at = at if callback.state is State.WAITING else callback.due_at
    put = replace(callback, due_at=due_at, promise_at=at + GRACE, place_at=None)
    return replace(put, named_at=at if named else None, part_wanted=part)


def put_off(situation: Situation, callback: Callback) -> Callback:
    """Not now: two hours later than it would have come, inside their calling hours.

    Never before what was promised: a call "by 6:05" may be due since 3, and would come sooner.
    """
    at = max(situation.known.now, hour_of(callback, situation.known.now)) + PUT_OFF
    return at_hour(situation, callback, max(at, callback.promise_at))


def _kept_from(situation: Situation, callback: Callback, at: datetime) -> datetime:
    """The first moment from `at` on that can be kept, found as any other promise is."""
    at = at.astimezone(UTC)  # on a wall clock a span is longer or shorter when it changes
    known, policy = situation.known, situation.ports.policy
    hours = known.closing.over(policy.hours, known.now)
    if hours.next_open(known.now) is None:
        at = max(at, known.now + WHEN_NOBODY_KNOWS)
        hours = hours.day_and_night()
    always = callback.crisis and policy.crisis_ignores_calling_hours
    calling = replace(policy.calling, always=True) if always else policy.calling
    # Nobody is counted as on shift: who will be at that hour is not known yet.
    promise = promise_for(
        at, hours=hours, calling=calling, zones=zones_for(callback), on_shift=0, waiting_before=0
    )
    return promise.ready


def _stated(situation: Situation, callback: Callback | None, bare_hours: bool) -> Stated | None:
    in_crisis, clock = _in_crisis(situation, callback), _clock_of(situation, callback)
    return wished_time(
        situation.body,
        now=situation.known.now,
        zone=clock,
        asks_for_call=asks_for_call(situation),
        bare_hours=bare_hours and not in_crisis,
        called_hours=not in_crisis,
        day_before=day_named(callback, clock, situation.known.now) if callback else None,
    )


def _first_kept(situation: Situation, callback: Callback | None, stated: Stated) -> datetime | None:
    if callback is None:
        return stated.at
    return first_kept(stated, lambda at: _kept_from(situation, callback, at))


def _lies_before(situation: Situation, callback: Callback, stated: Stated) -> bool:
    """Whether what was promised already comes before the end they name, and not before a day or
    part of the day that they name with it."""
    now = situation.known.now
    if stated.by is None or not now < callback.promise_at <= stated.by:
        return False
    begins = stated.at if stated.at - now > AT_ONCE else now
    return max(now, hour_of(callback, situation.known.now)) >= begins


def _in_crisis(situation: Situation, callback: Callback | None) -> bool:
    known = situation.known
    made_in_one = callback is not None and callback.crisis
    return made_in_one or known.conversation.is_in_safe_mode(known.now)


def _clock_of(situation: Situation, callback: Callback | None) -> ZoneInfo:
    return hour_zone(situation.phone, callback.zone if callback else "")
