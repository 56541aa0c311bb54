"""Whether a phone is really a specialist's: a code was texted there, and they type it in.

Knows how often and for how long. Does not know how a text is sent.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.domain.errors import NotAllowed

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
MOST_CODES = 3
COUNTED_OVER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCheck:
    """One specialist's newest code, under their id; `sent` counts codes since `first_at`."""

    id: str
    phone: str
    phone_code: str
    expires_at: datetime
    first_at: datetime
    sent: int = 1
    wrong: int = 0
    version: int = 0

    def again(self, phone: str, code: str, now: datetime) -> "PhoneCheck":
        """Another code, perhaps to another phone; raises NotAllowed after too many."""
        fresh = now - self.first_at >= COUNTED_OVER
        if not fresh and self.sent >= MOST_CODES:
            raise NotAllowed("three codes were sent within the hour; wait before you ask again")
        return replace(
            self,
            phone=phone,
            phone_code=code,
            expires_at=now + GOOD_FOR,
            first_at=now if fresh else self.first_at,
            sent=1 if fresh else self.sent + 1,
            wrong=0,
        )

    def is_open(self, now: datetime) -> bool:
        """Whether a code can be typed in."""
        return bool(self.phone_code) and now < self.expires_at and self.wrong < TRIES

    def missed(self) -> "PhoneCheck":
        """A wrong code."""
        return replace(self, wrong=self.wrong + 1)

    def settled(self) -> "PhoneCheck":
        """The right code: it does not work again. How many were sent is remembered."""
        return replace(self, phone_code="", phone="")
