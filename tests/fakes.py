"""Hand-made stand-ins for what lies outside: a telephone that remembers whom it rang."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from service.domain.leg import Leg
from service.domain.received import ReceivedCall, ReceivedText, SentText, TextWithWords
from service.domain.text import Text


@dataclass
class FakeTelephone:
    """Does at once what Twilio would do; `fails_with` is raised instead, once each."""

    dialled: list[Leg] = field(default_factory=list)
    sent: list[tuple[Text, str]] = field(default_factory=list)
    good_for_s: list[int] = field(default_factory=list)
    redirected: list[tuple[str, str]] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    brought_in: list[tuple[str, str, str]] = field(default_factory=list)
    fails_with: list[Exception] = field(default_factory=list)
    accepts_before_failing: bool = False
    statuses: dict[str, str] = field(default_factory=dict)
    recordings: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    received: list[ReceivedText] = field(default_factory=list)
    rang: list[ReceivedCall] = field(default_factory=list)
    words: list[TextWithWords] = field(default_factory=list)
    answered: list[SentText] = field(default_factory=list)
    _calls: dict[str, str] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def dial(self, leg: Leg, *, ring_s: int) -> str:
        if self.fails_with and not self.accepts_before_failing:
            raise self.fails_with.pop(0)
        self.dialled.append(leg)
        sid = f"CA{next(self._numbers):032x}"
        self._calls[leg.id] = sid
        if self.fails_with:
            raise self.fails_with.pop(0)
        return sid

    def sid_of(self, leg_id: str) -> str:
        """The CallSid under which a leg was dialled."""
        return self._calls[leg_id]

    def find_call(self, leg: Leg) -> tuple[str, str] | None:
        sid = self._calls.get(leg.id)
        return (sid, self.statuses.get(sid, "ringing")) if sid else None

    def call_status(self, sid: str) -> str:
        return self.statuses.get(sid, "ringing")

    def redirect(self, sid: str, path: str) -> None:
        self.redirected.append((sid, path))

    def hang_up(self, sid: str) -> None:
        self.hung_up.append(sid)

    def bring_in(self, queue_sid: str, call_sid: str, path: str) -> None:
        self.brought_in.append((queue_sid, call_sid, path))

    def recordings_of(self, call_sid: str) -> list[tuple[str, str, int]]:
        return self.recordings.get(call_sid, [])

    def delete_recording(self, sid: str) -> None:
        if self.fails_with:
            raise self.fails_with.pop(0)
        self.deleted.append(sid)

    def send(self, text: Text, body: str, *, good_for_s: int) -> str:
        if self.fails_with and not self.accepts_before_failing:
            raise self.fails_with.pop(0)
        self.sent.append((text, body))
        self.good_for_s.append(good_for_s)
        sid = f"SM{next(self._numbers):032x}"
        self._texts[text.id] = sid
        if self.fails_with:
            raise self.fails_with.pop(0)
        return sid

    def find_text(self, text: Text, body: str) -> tuple[str, str] | None:
        sid = self._texts.get(text.id)
        return (sid, self.statuses.get(sid, "sent")) if sid else None

    def texts_received(self, since: datetime, until: datetime, limit: int) -> list[ReceivedText]:
        return [each for each in self.received if since <= each.at <= until][-limit:]

    def texts_with_words(self, since: datetime, until: datetime, limit: int) -> list[TextWithWords]:
        return [each for each in self.words if since <= each.at <= until][-limit:]

    def redact(self, sid: str) -> None:
        if self.fails_with:
            raise self.fails_with.pop(0)
        self.words = [each for each in self.words if each.sid != sid]

    def texts_sent(self, since: datetime, limit: int) -> list[SentText]:
        return [each for each in reversed(self.answered) if each.at >= since][:limit]

    def calls_received(self, since: datetime, until: datetime, limit: int) -> list[ReceivedCall]:
        return [each for each in self.rang if since <= each.at <= until][-limit:]
