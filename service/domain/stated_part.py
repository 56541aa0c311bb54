"""A part of a day that somebody named, "evenings" or "after 6", kept on the clock of their wall: so
it is the same part wherever they turn out to be.

Written as "2026-11-25T18:00 2026-11-25T21:00 daily". Knows no words.
"""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from service.domain.named_time import A_DAY
from service.domain.stated_hours import Stated

DAILY, MIDNIGHT = "daily", time(0)


def part_of(stated: Stated | None) -> str:
    """How it is kept; "" where no part of a day was named."""
    if stated is None or stated.ends is None:
        return ""
    begins, ends = (at.replace(tzinfo=None).isoformat() for at in (stated.at, stated.ends))
    return f"{begins} {ends} {DAILY if stated.daily else ''}".strip()


def part_there(part: str, zone: ZoneInfo, now: datetime) -> Stated | None:
    """What is left of that part on the clock of a place; None where it is over there."""
    begins, ends, *daily = part.split()
    at, until = (datetime.fromisoformat(each).replace(tzinfo=zone) for each in (begins, ends))
    stated = Stated(at, ends=until, daily=bool(daily))
    while stated.daily and until <= now:
        at, until = at + A_DAY, until + A_DAY
    return replace(stated, at=max(at, now), ends=until) if until > now else None


def is_in(part: str, here: datetime) -> bool:
    """Whether a moment on the clock of a place lies in that part of its day."""
    begins, ends = (datetime.fromisoformat(each).time() for each in part.split()[:2])
    return begins <= here.time() and (here.time() < ends or ends == MIDNIGHT)
