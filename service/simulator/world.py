"""All that the pretend Twilio and its phones know, behind one lock.

Bounded, in memory only, no I/O. Whoever changes something does it inside
`changing()`, so that phones on the page see a new version.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from service.simulator.model import (
    Call,
    Conference,
    Heard,
    HelplineNumber,
    Message,
    Phone,
    Queue,
    Recording,
)
from service.simulator.options import RUNG_PHONES, Options
from service.simulator.times import iso8601, now

KEPT = 20_000
KEPT_PHONES = 400
UNNAMED = "Another phone"
LABELS = {number: label for label, number in RUNG_PHONES}


class World:
    def __init__(self, options: Options) -> None:
        self.lock = threading.RLock()
        # Begins with the hour, so that a page left open notices a restart.
        self.version = time.time_ns() // 1_000_000
        self.phones = {number: Phone(number, label) for label, number in options.phones}
        self.messages: dict[str, Message] = {}
        self.calls: dict[str, Call] = {}
        self.queues: dict[str, Queue] = {}
        self.conferences: dict[str, Conference] = {}
        self.open_rooms: dict[str, Conference] = {}  # by name
        self.recordings: dict[str, Recording] = {}
        self.errors: deque[dict[str, Any]] = deque(maxlen=200)
        self.helpline = _helpline_number(options)

    @contextmanager
    def changing(self) -> Iterator["World"]:
        with self.lock:
            yield self
            self.version += 1

    def phone(self, number: str) -> Phone:
        """The phone with this number, made up on the spot if it is new."""
        with self.lock:
            if number not in self.phones:
                self.phones[number] = Phone(number, LABELS.get(number, UNNAMED))
                _drop_oldest_idle(self.phones)
                self.version += 1
            return self.phones[number]

    def add_message(self, message: Message) -> None:
        person = message.from_ if message.direction == "inbound" else message.to
        with self.changing():
            self.messages[message.sid] = message
            forget_oldest(self.messages)
            self.phone(person).messages.append(message.sid)

    def add_call(self, call: Call) -> None:
        with self.changing():
            self.calls[call.sid] = call
            if len(self.calls) > KEPT:
                oldest = next(iter(self.calls))
                if not self.calls[oldest].is_live:
                    del self.calls[oldest]

    def queue_named(self, name: str) -> Queue | None:
        with self.lock:
            return next((queue for queue in self.queues.values() if queue.name == name), None)

    def hear(self, call: Call, text: str, verb: str, /, **how: str) -> None:
        """Put words into the ear of the person on this leg."""
        with self.changing():
            number = call.heard[-1].n + 1 if call.heard else 1
            language, voice = how.get("language", ""), how.get("voice", "")
            rate = how.get("rate", "")
            call.heard.append(Heard(number, text, language, voice, verb, now(), rate))
            self.tell_story(call, "heard", verb=verb, text=text)

    def tell_story(self, call: Call, what: str, /, **details: Any) -> None:
        with self.changing():
            call.story.append({"at": iso8601(now()), "what": what, **details})

    def note_error(self, code: int, message: str, **about: str | None) -> None:
        """What Twilio would show in its console's error log."""
        entry = {"at": iso8601(now()), "code": code, "message": message, **about}
        with self.changing():
            self.errors.append(entry)


def _helpline_number(options: Options) -> HelplineNumber:
    base = options.signed_url
    return HelplineNumber(
        phone_number=options.number,
        sms_url=f"{base}/sms/inbound",
        sms_fallback_url=f"{base}/sms/fallback",
        voice_url=f"{base}/voice/inbound",
        voice_fallback_url=f"{base}/voice/fallback",
        status_callback=f"{base}/voice/status",
        sms_status_callback=f"{base}/sms/status",
    )


def forget_oldest(things: dict[str, Any]) -> None:
    while len(things) > KEPT:
        del things[next(iter(things))]


def _drop_oldest_idle(phones: dict[str, Phone]) -> None:
    if len(phones) <= KEPT_PHONES:
        return
    for number, phone in phones.items():
        if phone.label == UNNAMED and phone.call_sid is None:
            del phones[number]
            return
