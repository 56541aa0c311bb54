"""What the actions need of a telephone, as a Protocol; part of ports."""

from datetime import datetime
from typing import Protocol

from service.domain.leg import Leg
from service.domain.received import ReceivedCall, ReceivedText, SentText, TextWithWords
from service.domain.text import Text


class Telephone(Protocol):
    """Twilio's REST API, for workers and the sweep only.

    Raises adapters' kinds of domain errors: TryLater subclasses where surely nothing was done,
    `AmbiguousAnswer` where it may have been, `RefusedByCarrier` with Twilio's code.
    """

    def dial(self, leg: Leg, *, ring_s: int) -> str:
        """Ring one phone and return the CallSid; one POST, 10 s, no retry."""

    def find_call(self, leg: Leg) -> tuple[str, str] | None:
        """Look for a leg's call in Twilio's list: (CallSid, status) or None."""

    def call_status(self, sid: str) -> str:
        """Twilio's CallStatus of one call."""

    def redirect(self, sid: str, path: str) -> None:
        """Make a live call ask for the TwiML at this path."""

    def hang_up(self, sid: str) -> None:
        """End a call, ringing or talking; harmless when it is over."""

    def bring_in(self, queue_sid: str, call_sid: str, path: str) -> None:
        """Take one caller out of a queue and lead them to this path."""

    def send(self, text: Text, body: str, *, good_for_s: int) -> str:
        """Send one text and return its MessageSid; one POST, no retry.

        Not delivered within `good_for_s` seconds from now, it is not delivered at all.
        """

    def texts_with_words(self, since: datetime, until: datetime, limit: int) -> list[TextWithWords]:
        """Texts of that time, both ways, that are settled and whose words Twilio still has."""

    def redact(self, sid: str) -> None:
        """Take the words out of one text at Twilio."""

    def recordings_of(self, call_sid: str) -> list[tuple[str, str, int]]:
        """What was recorded in a call: (RecordingSid, status, seconds) each."""

    def delete_recording(self, sid: str) -> None:
        """Delete a recording for good; raises UnknownToCarrier when it is gone already."""

    def find_text(self, text: Text, body: str) -> tuple[str, str] | None:
        """Look for a text in Twilio's list: (MessageSid, status) or None."""

    def texts_received(self, since: datetime, until: datetime, limit: int) -> list[ReceivedText]:
        """Texts to our number in that time, in any order; `limit` of them: there may be more."""

    def texts_sent(self, since: datetime, limit: int) -> list[SentText]:
        """Texts from our number since then, newest first, answers to webhooks among them."""

    def calls_received(self, since: datetime, until: datetime, limit: int) -> list[ReceivedCall]:
        """Calls to our number in that time, in any order; `limit` of them: there may be more."""
