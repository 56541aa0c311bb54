"""A caller who dials the helpline: presses keys, speaks, stays silent, hangs up. Reads like a
phone call; every document on the way is checked against Twilio's rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from tests.builders import ACCOUNT, CALLER, HELPLINE, a_sid
from tests.twiml_rules import problems
from tests.web.conftest import Twilio


@dataclass
class Caller:
    """One call. `document` is the TwiML the phone follows now; `said` all words heard so far."""

    twilio: Twilio
    phone: str = CALLER
    sid: str = field(default_factory=lambda: a_sid("CA"))
    document: str = ""
    said: list[str] = field(default_factory=list)
    queue_sid: str = ""
    recording: str = ""

    def calls(self) -> "Caller":
        """Dial the helpline."""
        return self._goes("/voice/inbound")

    def presses(self, key: str) -> "Caller":
        """Press one key, or several."""
        return self._goes(self._action(), Digits=key, FinishedOnKey="")

    def says(self, words: str, confidence: str = "0.9") -> "Caller":
        """Speak; the recogniser is as sure of it as `confidence` says."""
        return self._goes(self._action(), SpeechResult=words, Confidence=confidence)

    def stays_silent(self) -> "Caller":
        """Neither press nor say anything until the time is over."""
        return self._goes(self._action(), Digits="", msg="Gather End")

    def waits(self, seconds: int = 0) -> "Caller":
        """Hear the next words of the queue."""
        enqueue = self.verb("Enqueue")
        if enqueue is not None:
            self.queue_sid = self.queue_sid or a_sid("QU")
            self.after_queue = enqueue.get("action") or ""
            address = enqueue.get("waitUrl") or ""
        else:
            redirect = self.verb("Redirect")
            address = (redirect.text or "") if redirect is not None else ""
        return self._goes(
            address,
            waiting=True,
            QueueSid=self.queue_sid,
            QueueTime=str(seconds),
            QueuePosition="1",
        )

    def presses_while_waiting(self, key: str) -> "Caller":
        """Press a key in the queue."""
        return self._goes(self._action(), waiting=True, Digits=key)

    def says_while_waiting(self, words: str, confidence: str = "0.9") -> "Caller":
        """Speak in the queue."""
        return self._goes(self._action(), waiting=True, SpeechResult=words, Confidence=confidence)

    def leaves_the_queue(self, result: str = "leave") -> "Caller":
        """What follows <Leave>, or another end of the wait."""
        return self._goes(
            self.after_queue, QueueResult=result, QueueSid=self.queue_sid, QueueTime="5"
        )

    def is_led_to(self, path: str) -> "Caller":
        """A worker led the call on over REST."""
        return self._goes(path)

    def leaves_the_room(self) -> "Caller":
        """The room is over and the caller still on the line."""
        dial = self.verb("Dial")
        assert dial is not None
        return self._goes(dial.get("action") or "", DialCallStatus="completed")

    def leaves_a_message(self, seconds: int = 12, sid: str = "", *, key: str = "#") -> "Caller":
        """Speak after the tone, then press a key; "hangup" puts the phone down instead."""
        record = self.verb("Record")
        assert record is not None, f"nothing records in {self.document}"
        self.recording = sid or a_sid("RE")
        status = "completed" if key == "hangup" else "in-progress"
        return self._goes(record.get("action") or "", **self._recorded(seconds, key, status))

    def twilio_reports_the_message(
        self, seconds: int = 12, status: str = "completed", sid: str = ""
    ) -> "Caller":
        """Twilio says what became of the recording."""
        fields = {
            "AccountSid": ACCOUNT,
            "CallSid": self.sid,
            "RecordingSid": sid or self.recording or a_sid("RE"),
            "RecordingStatus": status,
            "RecordingDuration": str(seconds),
            "RecordingUrl": "https://example.org/somewhere/else",
        }
        answer = self.twilio.posts("/voice/voicemail/status", fields)
        assert answer.status_code == 204, answer.text
        return self

    def _recorded(self, seconds: int, key: str, status: str) -> dict[str, str]:
        return {
            "RecordingSid": self.recording,
            "RecordingDuration": str(seconds),
            "RecordingUrl": "https://example.org/somewhere/else",
            "Digits": key,
            "CallStatus": status,
        }

    def looks_again(self) -> "Caller":
        """Follow the document to its end."""
        redirect = self.verb("Redirect")
        assert redirect is not None, self.document
        return self._goes(redirect.text or "")

    @property
    def room(self) -> str:
        """The room this phone is in now, "" for none."""
        room = self.verb("Conference")
        return (room.text or "") if room is not None else ""

    def hangs_up(self) -> None:
        """Put the phone down."""
        fields = self._fields() | {"CallStatus": "completed", "CallDuration": "10"}
        assert self.twilio.posts("/voice/status", fields).status_code == 204

    @property
    def hears(self) -> str:
        """All words of the present document."""
        root = ET.fromstring(self.document)
        return " ".join("".join(say.itertext()) for say in root.iter("Say"))

    def verb(self, name: str) -> ET.Element | None:
        """The first verb of this name in the present document."""
        return next(ET.fromstring(self.document).iter(name), None)

    def verbs(self, name: str) -> list[ET.Element]:
        """Every verb of this name in the present document."""
        return list(ET.fromstring(self.document).iter(name))

    def _action(self) -> str:
        gather = self.verb("Gather")
        assert gather is not None, f"nothing listens in {self.document}"
        return gather.get("action") or ""

    def _goes(self, path: str, *, waiting: bool = False, **fields: str) -> "Caller":
        answer = self.twilio.posts(path, self._fields() | fields)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        self.document = answer.text
        assert problems(self.document, waiting=waiting) == [], self.document
        self.said.append(self.hears)
        return self

    def _fields(self) -> dict[str, str]:
        return {
            "CallSid": self.sid,
            "AccountSid": ACCOUNT,
            "From": self.phone,
            "To": HELPLINE,
            "CallStatus": "in-progress",
            "Direction": "inbound",
        }


def words_of(documents: Iterable[str]) -> str:
    """Everything said in these documents."""
    return " ".join("".join(ET.fromstring(each).itertext()) for each in documents)
