"""A text we send by ourselves, outside the answer to a webhook. At most once, like a dial."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class TextState(StrEnum):
    """How far a text has come."""

    INTENDED = "intended"
    POSTING = "posting"
    UNSURE = "unsure"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    STOPPED = "stopped"


# A carrier's report may be late or lost; Twilio's own list says what it knows.
REPORT_EXPECTED_IN = timedelta(minutes=10)
# A phone that is off now may be on in a while.
AGAIN_AFTER = timedelta(minutes=15)
# Longer than the request may take: by then it is in Twilio's list, or it never arrived.
FIRST_LOOK = timedelta(seconds=15)
SETTLED = frozenset({TextState.DELIVERED, TextState.UNDELIVERED, TextState.STOPPED})
# What Twilio calls a message whose fate is known.
FINAL = {
    "delivered": TextState.DELIVERED,
    "read": TextState.DELIVERED,
    "undelivered": TextState.UNDELIVERED,
    "failed": TextState.UNDELIVERED,
    "canceled": TextState.UNDELIVERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """`words` is a key of the templates and `values` what fills it: no free text is stored.

    An answer to a text that came while nobody heard has our words in `body` instead, encrypted,
    and `answers` says to which MessageSid. `for_crisis`: it answers a crisis, so that a STOP does
    not keep it back (R28).
    """

    id: str
    person: str
    phone: str
    language: str
    words: str
    values: tuple[tuple[str, str], ...] = ()
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    version: int = 0
    state: TextState = TextState.INTENDED
    sid: str = ""
    looks: int = 0
    error: str = ""
    urgent: bool = False
    body: str = ""
    answers: str = ""
    for_crisis: bool = False
    first_sid: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something must still happen to it."""
        return self.state not in SETTLED

    def posting(self, now: datetime) -> "Text":
        """The one worker that sends it says so first."""
        return replace(self, state=TextState.POSTING, due_at=now + FIRST_LOOK)

    def back_to_intended(self, due_at: datetime) -> "Text":
        """Twilio surely did not take it: try again then."""
        return replace(self, state=TextState.INTENDED, due_at=due_at, looks=0)

    def once_more(self, now: datetime) -> "Text":
        """It surely did not arrive: send it anew in a while; the first sending is remembered."""
        again = self.back_to_intended(now + AGAIN_AFTER)
        return replace(again, sid="", first_sid=self.sid or self.first_sid, created_at=again.due_at)

    def unsure(self, now: datetime) -> "Text":
        """No clear answer: Twilio's list is to settle it."""
        return replace(self, state=TextState.UNSURE, due_at=now + FIRST_LOOK)

    def not_found(self, now: datetime) -> "Text":
        """It is not in Twilio's list: look once more, at least 30 s later."""
        due_at = now + timedelta(seconds=30)
        return replace(self, state=TextState.UNSURE, due_at=due_at, looks=self.looks + 1)

    def sent(self, sid: str, now: datetime) -> "Text":
        """Twilio took it. A status that came sooner is not undone."""
        if not self.is_open:
            return replace(self, sid=sid)
        return replace(self, state=TextState.SENT, sid=sid, due_at=now + REPORT_EXPECTED_IN)

    def no_report(self, now: datetime) -> "Text":
        """Twilio has no final word on it yet: look again later."""
        return replace(self, due_at=now + REPORT_EXPECTED_IN)

    def good_for_s(self, now: datetime) -> int:
        """For how many more seconds anybody wants it."""
        return max(1, int((self.expires_at - now).total_seconds()))

    def settled(self, state: TextState, error: str = "") -> "Text":
        """Delivered, undelivered, or stopped before it left."""
        if not self.is_open:
            return self
        return replace(self, state=state, error=error)
