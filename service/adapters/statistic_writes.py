"""Puts statistics into a commit: lines that count once, and who reached us this month.

stats:{day} (hash)         how often each line occurred on that day (UTC)
stats:totals (hash)        running totals for a monitor
people:{month} (set), people:{month}:{part} (HyperLogLog)   how many different people
people-key:{month}         the month's own random key; it ends with the month, and with it
                           the means to tell whether somebody was counted

The keys are random and the counts hold hashes under them, so no two months can be joined.
"""

import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from service.actions.ports import Change
from service.adapters.record_codec import key_of
from service.domain.contact import Contact, contacts_of, monday_of, month_of
from service.domain.statistic_line import Line, lines_of
from service.domain.statistic_totals import seconds_of, totals_of

if TYPE_CHECKING:
    from service.adapters.record_writes import Writes

TOTALS = "stats:totals"
KEPT = timedelta(days=1100)
PEOPLE_KEPT = timedelta(days=430)


class Tally:
    """What one helpline counts. `zone` is where its months begin; `kept` how long lines stay."""

    def __init__(self, zone: str = "America/New_York", kept: timedelta = KEPT) -> None:
        self._zone = zone
        self._kept_ms = int(kept.total_seconds() * 1000)

    def note(self, writes: "Writes", change: Change) -> None:
        """Add what the change tells. To be called before its records are put: each line looks
        at the record as it was."""
        for record in change.records:
            for due in lines_of(record):
                value = _as_kept(getattr(record, due.field))
                self._count(writes, due.line, [writes.key(key_of(record)), due.field, value])
        for line in change.counts:
            self._count(writes, line, [0, "", ""])
        for contact in contacts_of(change.records):
            self._meet(writes, contact, change.now)

    def _count(self, writes: "Writes", line: Line, once: list[Any]) -> None:
        raised: list[Any] = [each for name in totals_of(line) for each in (name, 1)]
        if seconds := seconds_of(line):
            raised += seconds
        day, totals = writes.key(f"stats:{line.day}"), writes.key(TOTALS)
        writes.writes.append(["c", day, self._kept_ms, line.written, *once, totals, *raised])

    def _meet(self, writes: "Writes", contact: Contact, now: datetime) -> None:
        month, monday, ends = _calendar(now.replace(minute=0, second=0, microsecond=0), self._zone)
        key, names = writes.key(f"people-key:{month}"), writes.key(f"people:{month}")
        parts = contact.parts(monday)
        where = [each for part in parts for each in (part, writes.key(f"people:{month}:{part}"))]
        kept_ms = int(PEOPLE_KEPT.total_seconds() * 1000)
        writes.writes.append(
            ["p", key, secrets.token_hex(16), ends, contact.person, kept_ms, names, *where]
        )


def _as_kept(value: Any) -> str:
    """A field as record_codec writes it."""
    return repr(value.timestamp()) if isinstance(value, datetime) else str(value)


@lru_cache(maxsize=16)
def _calendar(hour: datetime, zone: str) -> tuple[str, str, int]:
    """Month, Monday and when the month's key ends; worked out once an hour, not for each text."""
    return month_of(hour, zone), monday_of(hour, zone), _end_of_month_ms(hour, zone)


def _end_of_month_ms(now: datetime, zone: str) -> int:
    """A day after the month ends, as milliseconds: a call may end in the next one."""
    local = now.astimezone(ZoneInfo(zone))
    first = (local.replace(day=1) + timedelta(days=32)).replace(day=2, hour=0, minute=0)
    return int(first.astimezone(UTC).timestamp() * 1000)
