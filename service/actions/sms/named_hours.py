"""The hour that a person names for their call, and the callback put at it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.actions.sms.answer import Situation
from service.domain.callback import Callback
from service.domain.phone import known_zone, zones_of
from service.domain.stated_time import stated_time

EASTERN = ZoneInfo("America/New_York")
PUT_OFF = timedelta(hours=2)
GRACE = timedelta(hours=1)
"""How long after the hour they named the promise still counts as kept."""


def said_time(
    situation: Situation, callback: Callback | None, *, bare_hours: bool = True
) -> datetime | None:
    """The moment the text names, on the person's clock; None when it names none."""
    zone = known_zone(situation.phone, callback.zone if callback else "") or EASTERN
    now = situation.known.now
    return stated_time(situation.body, now=now, zone=zone, bare_hours=bare_hours)


def at_hour(situation: Situation, callback: Callback, at: datetime) -> Callback:
    """The callback at this hour, or at the next one in which they may be called."""
    zones = (callback.zone,) if callback.zone else zones_of(situation.phone)
    calling = situation.ports.policy.calling
    due_at = at if callback.crisis else calling.next_allowed(at, zones)
    if due_at <= situation.known.now:
        return callback
    return replace(callback, due_at=due_at, promise_at=due_at + GRACE, place_at=None)


def put_off(situation: Situation, callback: Callback) -> Callback:
    """Not now: two hours later, inside their calling hours."""
    return at_hour(situation, callback, situation.known.now + PUT_OFF)
