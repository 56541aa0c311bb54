"""The hour that a person names for their call, and the callback put at it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.actions.sms.answer import Situation
from service.domain.callback import Callback, State
from service.domain.phone import known_zone, zones_of
from service.domain.stated_time import stated_time, time_there

EASTERN = ZoneInfo("America/New_York")
PUT_OFF = timedelta(hours=2)
HOUR_CONFIRMED = "time_understood"
GRACE = timedelta(hours=1)
"""How long after the hour they named the promise still counts as kept."""


def said_time(
    situation: Situation, callback: Callback | None, *, bare_hours: bool = True
) -> datetime | None:
    """The moment the text names, on the person's clock; None when it names none."""
    zone, now = _clock_of(situation, callback), situation.known.now
    return stated_time(situation.body, now=now, zone=zone, bare_hours=bare_hours)


def named_hour_in(situation: Situation, callback: Callback, zone: str) -> datetime:
    """When it is due, once we know where they are: "3 PM" was 3 PM on the clock of that place.

    Only what they named themselves and what falls on a whole minute was read off their clock: our
    own first hour is right as it stands, and "in two hours" is the same everywhere.
    """
    due_at = _hour_of(situation, callback)
    named = situation.known.conversation.last_reply == HOUR_CONFIRMED
    if not named or due_at.second or due_at.microsecond:
        return due_at
    assumed = _clock_of(situation, callback)
    recent = situation.known.conversation.recent
    return time_there(due_at, assumed=assumed, there=ZoneInfo(zone), recent=recent)


def at_hour(
    situation: Situation, callback: Callback, at: datetime, *, named: bool = True
) -> Callback:
    """The callback at this hour, or at the next one in which they may be called. `named`: they
    named it themselves, so that nobody rings sooner; the hour of a lease stays what it is."""
    zones = (callback.zone,) if callback.zone else zones_of(situation.phone)
    calling = situation.ports.policy.calling
    at = at if callback.crisis else calling.next_allowed(at, zones)
    if at <= situation.known.now:
        return callback
    due_at = at if callback.state is State.WAITING else callback.due_at
    named_at = at if named else None
    return replace(callback, due_at=due_at, named_at=named_at, promise_at=at + GRACE, place_at=None)


def put_off(situation: Situation, callback: Callback) -> Callback:
    """Not now: two hours later than it would have come, inside their calling hours."""
    at = max(situation.known.now, _hour_of(situation, callback)) + PUT_OFF
    return at_hour(situation, callback, at)


def takes_hour(callback: Callback) -> bool:
    """Whether an hour can still be named: nobody rings them or has talked with them."""
    untried = callback.state is State.CLAIMED and callback.spoke_at is None
    return callback.state is State.WAITING or untried


def _hour_of(situation: Situation, callback: Callback) -> datetime:
    """When it would come; what somebody holds has the end of a lease in that place."""
    if callback.state is State.WAITING:
        return callback.due_at
    return callback.named_at or situation.known.now


def _clock_of(situation: Situation, callback: Callback | None) -> ZoneInfo:
    return known_zone(situation.phone, callback.zone if callback else "") or EASTERN
