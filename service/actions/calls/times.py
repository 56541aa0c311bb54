"""Times as they are spoken on a call, and the hours a caller may choose.

Needs the moment from the store's clock, as it reads none itself.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.actions.ports import Ports
from service.domain.callback import Callback, State
from service.domain.calling_hours import CallingHours
from service.domain.phone import known_zone, zones_of
from service.domain.policy import Policy
from service.domain.promise import Promise, promise_for
from service.domain.when_words import EASTERN, when_spoken

PARTS = {"morning": time(9, 0), "afternoon": time(13, 0), "evening": time(17, 0)}
SOONEST = timedelta(minutes=15)


def when_people_answer(ports: Ports, language: str, now: datetime | None = None) -> str:
    """When the helpline is staffed again, by its own clock."""
    now = now or ports.store.now()
    policy = ports.policy
    promise = promise_for(
        now,
        hours=policy.hours,
        calling=CallingHours(always=True),
        zones=(),
        on_shift=0,
        waiting_before=0,
    )
    zone = ZoneInfo(policy.hours.zone)
    return when_spoken(promise.starts, now=now, zone=zone, language=language, kind="at")


def promise_spoken(promise: Promise, phone: str, zone: str, now: datetime, language: str) -> str:
    """What was just promised, by the clock where the phone is."""
    return when_spoken(
        promise.by if promise.now else promise.starts,
        now=now,
        zone=known_zone(phone, zone),
        language=language,
        kind="by" if promise.now else "from",
    )


def callback_spoken(callback: Callback, now: datetime, language: str) -> str:
    """When an open callback comes: what it is put off to, or what it was promised for."""
    later = callback.due_at > now and callback.state is State.WAITING
    return when_spoken(
        callback.due_at if later else max(callback.promise_at, now),
        now=now,
        zone=known_zone(callback.phone, callback.zone),
        language=language,
        kind="from" if later else "by",
    )


def next_part(part: str, callback: Callback, policy: Policy, now: datetime) -> datetime:
    """The next morning, afternoon or evening there, when people answer and may call."""
    zone = known_zone(callback.phone, callback.zone) or EASTERN
    local = (now + SOONEST).astimezone(zone)
    day = local.date() + timedelta(days=int(local.time() > PARTS[part]))
    at = datetime.combine(day, PARTS[part], zone)
    at = policy.hours.next_open(at) or at
    zones = (callback.zone,) if callback.zone else zones_of(callback.phone)
    return policy.calling.next_allowed(at, zones).astimezone(now.tzinfo)
