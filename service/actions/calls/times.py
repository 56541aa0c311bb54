"""Times as they are spoken on a call, and the hours a caller may choose.

Needs the moment from the store's clock, as it reads none itself.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.actions.calls.place import Place
from service.actions.ports import Ports
from service.domain.callable_now import callable_from
from service.domain.callback import Callback, State
from service.domain.calling_hours import CallingHours
from service.domain.closing import Closing
from service.domain.hours import OpeningHours
from service.domain.phone import hour_zone, known_zone
from service.domain.policy import Policy
from service.domain.promise import Promise, promise_for
from service.domain.when_words import when_spoken

PARTS = {"morning": time(9, 0), "afternoon": time(13, 0), "evening": time(17, 0)}
SOONEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """What is known while nobody answers: `when` people answer again, "" if nobody can tell; the
    operator's own words, "" for none; the phone that calls are led to meanwhile, "" for none."""

    when: str
    said: str = ""
    forward_to: str = ""


def shut_now(ports: Ports, place: Place) -> Shut:
    """How things stand this minute, in one round trip."""
    now, closing = ports.store.now_and_closing()
    return shut_at(ports.policy, closing, place, now)


def shut_at(policy: Policy, closing: Closing, place: Place, now: datetime) -> Shut:
    """What a caller is told, and where they are led, while nobody answers."""
    hours, language = closing.over(policy.hours, now), place.language
    when = when_people_answer(hours, place, now)
    if not closing.is_closed(now):
        return Shut(when=when)
    return Shut(when=when, said=closing.words(language), forward_to=closing.forward_to)


def when_people_answer(hours: OpeningHours, place: Place, now: datetime) -> str:
    """When the helpline is staffed again, by the caller's clock; "" when nobody can tell."""
    if hours.next_open(now) is None:
        return ""
    promise = promise_for(
        now,
        hours=hours,
        calling=CallingHours(always=True),
        zones=(),
        on_shift=0,
        waiting_before=0,
    )
    zone = ZoneInfo(place.zone) if place.zone else None
    return when_spoken(promise.starts, now=now, zone=zone, language=place.language, kind="at")


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


def next_part(
    part: str, callback: Callback, policy: Policy, hours: OpeningHours, now: datetime
) -> datetime:
    """The next morning, afternoon or evening there, when people answer and may call."""
    zone = hour_zone(callback.phone, callback.zone)
    local = (now + SOONEST).astimezone(zone)
    day = local.date() + timedelta(days=int(local.time() > PARTS[part]))
    return staffed_and_allowed(
        datetime.combine(day, PARTS[part], zone), callback, policy, hours
    ).astimezone(now.tzinfo)


def staffed_and_allowed(
    at: datetime, callback: Callback, policy: Policy, hours: OpeningHours
) -> datetime:
    """The first moment from `at` on when people answer and the person may be called."""
    at = hours.next_open(at) or at
    return callable_from(replace(callback, named_at=None), policy, at)
