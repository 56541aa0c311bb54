"""Opening hours of the helpline: weekly times with a zone, and days that differ.

Knows when people answer; who is on shift is another matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[time, time]
MIDNIGHT = time(0, 0)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`week` has seven tuples of spans, Monday first; a span that ends at or before its start
    runs past midnight (00:00-00:00 is the whole day), also into a day that is closed itself.
    `days` overrides single dates. `not_before`: closed until then, whatever the week says.
    """

    zone: str
    week: tuple[tuple[Span, ...], ...]
    days: dict[date, tuple[Span, ...]] = field(default_factory=dict)
    not_before: datetime | None = None

    @classmethod
    def day_and_night(cls, zone: str = "America/New_York") -> "OpeningHours":
        """Never closed."""
        return cls(zone, (((MIDNIGHT, MIDNIGHT),),) * 7)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody should answer at this moment."""
        if self.not_before is not None and at < self.not_before:
            return False
        return any(start <= at < end for start, end in self._spans_near(at))

    def next_open(self, at: datetime) -> datetime | None:
        """The first moment from `at` on that is open; None if none in the next fourteen days."""
        if self.not_before is not None and at < self.not_before:
            return self.opened().next_open(self.not_before) if self._is_known else None
        if self.is_open(at):
            return at
        starts = (start for start, _ in self._spans_near(at, days=14) if start >= at)
        return min(starts, default=None)

    def opened(self) -> "OpeningHours":
        """The same hours without the switch that closes them."""
        return replace(self, not_before=None)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """What begins on this date."""
        return self.days.get(day, self.week[day.weekday()])

    @property
    def _is_known(self) -> bool:
        return self.not_before is not None and self.not_before.year < MAXYEAR

    def stretches(self, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
        """What begins on each of these days, in UTC; a span past midnight is not cut."""
        zone = ZoneInfo(self.zone)
        for offset in range(days):
            day = first + timedelta(days=offset)
            for opens, closes in self.spans_on(day):
                end_day = day if closes > opens else day + timedelta(days=1)
                # In UTC: two times of one zone are compared by the wall clock, which is wrong in
                # the night that has an hour twice.
                yield (
                    datetime.combine(day, opens, zone).astimezone(UTC),
                    datetime.combine(end_day, closes, zone).astimezone(UTC),
                )

    def _spans_near(self, at: datetime, days: int = 1) -> Iterator[tuple[datetime, datetime]]:
        today = at.astimezone(ZoneInfo(self.zone)).date()
        return self.stretches(today - timedelta(days=1), days + 2)
