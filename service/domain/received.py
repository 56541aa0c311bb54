"""What a carrier says it has received for us, or sent in our name. Knows nothing of records."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedText:
    """A text somebody sent to our number; `phone` as the carrier writes it, `at` when it came."""

    sid: str
    phone: str
    body: str
    media: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """A text that went out from our number, whoever wrote it."""

    phone: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWithWords:
    """A text, either way, whose words the carrier still has."""

    sid: str
    inbound: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedCall:
    """A call to our number; `status` is Twilio's CallStatus."""

    sid: str
    phone: str
    status: str
    at: datetime
