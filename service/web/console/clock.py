"""Times in words, on the helpline's own clock and on the clock where a person is.

Knows no callback; `now` is given once per page, so that a page agrees with itself.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """One moment, seen in the helpline's zone (an IANA name)."""

    now: datetime
    zone: str

    def at(self, moment: datetime) -> str:
        """ "3:10 PM EST", with the day where it is not today."""
        local, here = moment.astimezone(ZoneInfo(self.zone)), self.now.astimezone(self._zone)
        days = (local.date() - here.date()).days
        return f"{_day(local, days)}{hour(local)} {local.tzname()}"

    def ago(self, moment: datetime) -> str:
        """ "just now", "12 min ago", "3 h ago", "2 days ago"."""
        passed = self.now - moment
        return "just now" if passed < MINUTE else f"{length(passed)} ago"

    def lately(self, moment: datetime) -> str:
        """How long something has lasted: "under a minute", "12 min"."""
        passed = self.now - moment
        return "under a minute" if passed < MINUTE else length(passed)

    def is_past(self, moment: datetime) -> bool:
        """Whether the moment is over."""
        return moment <= self.now

    def local_day(self) -> date:
        """Which day it is here."""
        return self.now.astimezone(self._zone).date()

    @property
    def zone_words(self) -> str:
        """ "EST": what the clock on this page is called now."""
        return self.now.astimezone(self._zone).tzname() or self.zone

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def length(span: timedelta) -> str:
    """ "12 min", "3 h", "2 days", always at least a minute."""
    if span < HOUR:
        return f"{max(1, span // MINUTE)} min"
    if span < timedelta(days=2):
        return f"{span // HOUR} h"
    return f"{span.days} days"


def hour(local: datetime) -> str:
    """ "3:10 PM" """
    return f"{local:%I:%M %p}".lstrip("0")


def there(zones: tuple[str, ...], now: datetime) -> str:
    """What time it is for somebody who may be in any of these zones."""
    times = sorted({now.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for zone in zones})
    if len(times) == 1:
        return f"{hour(times[0])} there"
    return f"between {hour(times[0])} and {hour(times[-1])} there"


def _day(local: datetime, days: int) -> str:
    if days == 0:
        return ""
    named = {1: "tomorrow ", -1: "yesterday "}.get(days)
    return named or f"{local:%a %b} {local.day}, "
