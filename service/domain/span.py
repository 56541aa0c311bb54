"""A range of days on the helpline's clock, as somebody asked for it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.domain.errors import Refused

USUAL = timedelta(days=28)
MOST = timedelta(days=400)
DAY = timedelta(days=1)


class NoSuchSpan(Refused):
    """What was typed is no range of days."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of `first` to the end of `last`."""

    first: date
    last: date
    zone: str

    @classmethod
    def read(cls, since: str, until: str, now: datetime, zone: str) -> "Span":
        """What was typed ("2026-11-01"); "" is today, and four weeks before the last day."""
        today = now.astimezone(ZoneInfo(zone)).date()
        last = _day(until) if until else today
        first = _day(since) if since else max(date.min + MOST, last) - USUAL + DAY
        if first > last:
            raise NoSuchSpan("the first day comes after the last")
        if last - first >= MOST:
            raise NoSuchSpan(f"that is more than {MOST.days} days")
        return cls(first, last, zone)

    @classmethod
    def month(cls, typed: str, zone: str) -> "Span":
        """A whole month ("2026-11")."""
        if not re.fullmatch(r"\d{4}-\d{2}", typed, re.ASCII):
            raise NoSuchSpan("write a month like 2026-11")
        first = _day(f"{typed}-01")
        return cls(first, (first + timedelta(days=31)).replace(day=1) - DAY, zone)

    @property
    def start(self) -> datetime:
        """Its first moment, UTC."""
        return datetime.combine(self.first, time(), ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it, UTC."""
        return datetime.combine(self.last + DAY, time(), ZoneInfo(self.zone)).astimezone(UTC)


def _day(typed: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed, re.ASCII):
        raise NoSuchSpan("write a day like 2026-11-01")
    try:
        found = date.fromisoformat(typed)
    except ValueError as error:
        raise NoSuchSpan(f"there is no day {typed}") from error
    if not 2000 <= found.year <= 2200:  # far from where a calendar ends
        raise NoSuchSpan(f"nothing was counted in {typed[:4]}")
    return found
