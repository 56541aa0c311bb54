"""A message a caller left: whose it is, who has heard it, and when it is to be gone.

The recording itself lies at Twilio and is named by its RecordingSid, never by an address. Once it
is deleted there, nothing of this record is left. Knows nothing of how it is played.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class VoicemailOffer(StrEnum):
    """When callers may leave a message: never, only where nobody can answer, or also where a
    wait ended with nobody. Never instead of a person who can answer (R40)."""

    OFF = "off"
    CLOSED = "closed"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voicemail:
    """One recorded message. `id` is the RecordingSid; `phone` is "" for a withheld number.

    `callback` is what it became, "" where no number can be called: then a supervisor sees to it.
    `person` is "" where the call it came from is not known. `due_at` is when it is to be deleted.
    """

    id: str
    person: str
    phone: str
    language: str
    call_sid: str
    seconds: int
    created_at: datetime
    due_at: datetime
    version: int = 0
    callback: str = ""
    heard_by: str = ""
    heard_at: datetime | None = None
    seen_to_by: str = ""
    seen_to_at: datetime | None = None

    @property
    def is_for_a_supervisor(self) -> bool:
        """Whether no callback stands for it and nobody has seen to it yet."""
        return not self.callback and self.seen_to_at is None

    def heard(self, specialist: str, now: datetime) -> "Voicemail":
        """Somebody listens; the first is named."""
        if self.heard_at is not None:
            return self
        return replace(self, heard_by=specialist, heard_at=now)

    def seen_to(self, specialist: str, now: datetime) -> "Voicemail":
        """A supervisor says that nothing more is to be done."""
        if self.seen_to_at is not None:
            return self
        return replace(self, seen_to_by=specialist, seen_to_at=now)

    def delete_now(self, now: datetime) -> "Voicemail":
        """Its caller wants to be forgotten: the recording goes before its day."""
        return self if self.due_at <= now else replace(self, due_at=now)


def kept_until(now: datetime, days: int) -> datetime:
    """When a message that came now is to be deleted."""
    return now + timedelta(days=days)
