"""An invitation to work here: one link, for one person, used once.

Knows how long it is good. Does not know how the link reaches the invited.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.specialist import Role

GOOD_FOR = timedelta(hours=48)
LONGEST_CODE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """`id` is the SHA-256 of the code in the link; the code itself is nowhere."""

    id: str
    email: str
    role: Role
    languages: tuple[str, ...]
    made_by: str
    expires_at: datetime
    version: int = 0

    def is_good(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return now < self.expires_at


def invitation_id(code: str) -> str:
    """Which invitation a code belongs to."""
    return hashlib.sha256(code[:LONGEST_CODE].encode("utf-8", "replace")).hexdigest()
