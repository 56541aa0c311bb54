"""Clock, dates as Twilio writes them, and SIDs. Knows nothing of what they mark."""

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime


@dataclass(frozen=True)
class Clock:
    """Time as callers live it: with `speed` 20 a minute passes in three seconds."""

    speed: float = 1.0

    def now_s(self) -> float:
        """Seconds on a clock that never jumps, already sped up."""
        return time.monotonic() * self.speed

    def real_s(self, seconds: float) -> float:
        """How long `seconds` of a caller's time really take."""
        return seconds / self.speed


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def rfc2822(moment: datetime | None) -> str | None:
    """As in Twilio's REST answers: `Sat, 22 Nov 2025 14:40:00 +0000`."""
    return format_datetime(moment) if moment else None


def iso8601(moment: datetime | None) -> str | None:
    """As in the simulator's own JSON."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def make_sid(prefix: str) -> str:
    """Two letters that name the kind, then 32 hex digits."""
    return prefix + secrets.token_hex(16)
