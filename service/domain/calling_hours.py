"""When a person may be called: their own clock, and every clock their number allows.

47 CFR 64.1200(c)(1) allows 8:00-21:00 where the called party is; some states stop at 20:00 (R13).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=15)
LOOK_AHEAD = timedelta(days=3)
EARLIEST, LATEST = time(8, 0), time(21, 0)
"""What 47 CFR 64.1200(c)(1) names for calls that nobody asked for."""


@dataclass(frozen=True, slots=True)
class CallingHours:
    """The part of the day in which a person may be rung; `always` is for demonstrations."""

    opens: time = time(8, 0)
    closes: time = time(20, 0)
    always: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether somebody may be rung earlier or later than that rule names (R13)."""
        return self.opens < EARLIEST or self.closes > LATEST

    def allow(self, at: datetime, zones: tuple[str, ...]) -> bool:
        """Whether `at` lies in the window in every one of the zones."""
        if self.always:
            return True
        return all(self._in_window(at.astimezone(ZoneInfo(zone))) for zone in zones)

    def _in_window(self, local: datetime) -> bool:
        return self.opens <= local.time() < self.closes

    def next_allowed(self, at: datetime, zones: tuple[str, ...]) -> datetime:
        """The first moment from `at` on that is allowed in every zone.

        Looks in steps on the clock's quarter hours, so that both DST changes come out right.
        """
        if self.allow(at, zones):
            return at
        probe = at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0) + STEP
        while probe - at < LOOK_AHEAD:
            if self.allow(probe, zones):
                return probe
            probe += STEP
        return at + LOOK_AHEAD  # zones with no common hour: a supervisor decides
