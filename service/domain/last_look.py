"""When the service last looked at something outside, and what was wrong with it then."""

from dataclasses import dataclass, replace
from datetime import datetime

TEXTS, CALLS, PUBLIC_URL, WORDS = "texts", "calls", "public-url", "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """`id` is what was looked at. `at`: everything up to then has been seen; None for never.

    `trouble` is what was wrong, in words of ours for whoever runs the service; "" for nothing.
    """

    id: str
    version: int = 0
    at: datetime | None = None
    trouble: str = ""

    def seen_until(self, at: datetime, now: datetime) -> "LastLook":
        """Everything up to then has been seen; never goes back, but from a time that lies ahead:
        that was noted by a clock that has been set right since."""
        before = at if self.at is None or self.at > now else self.at
        return replace(self, at=max(at, before), trouble="")

    def found(self, trouble: str, at: datetime) -> "LastLook":
        """What was found at that moment: `trouble`, or "" when all is well."""
        return replace(self, at=at, trouble=trouble)
