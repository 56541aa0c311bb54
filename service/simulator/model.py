"""The things a pretend Twilio keeps: messages, calls, queues, conferences, recordings.

Plain values without behaviour or locks; `world.py` guards them.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from service.simulator.times import make_sid, now

LIVE_STATUSES = frozenset({"queued", "ringing", "in-progress"})


@dataclass
class Message:
    from_: str
    to: str
    body: str
    direction: str  # inbound (to the helpline), outbound-api, outbound-reply
    status: str
    segments: int = 1
    media: int = 0
    status_callback: str | None = None
    error_code: int | None = None
    answer_headers: dict[str, str] = field(default_factory=dict)
    sid: str = field(default_factory=lambda: make_sid("SM"))
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)
    sent: datetime | None = None


@dataclass(frozen=True)
class Heard:
    """One thing that sounded in a phone's ear."""

    n: int
    text: str
    language: str
    voice: str
    verb: str  # say play beep hold person notice
    at: datetime
    rate: str = ""


@dataclass
class Call:
    """One leg: a person's phone on one side, the pretend Twilio on the other."""

    from_: str
    to: str
    direction: str  # inbound, outbound-api, outbound-dial
    phone: str  # the person's side, also where the caller id is withheld
    status: str = "queued"
    parent_sid: str | None = None
    answered_by: str | None = None
    status_callback: str | None = None
    status_method: str = "POST"
    status_events: frozenset[str] = frozenset({"completed"})
    fallback_url: str | None = None
    sequence: int = 0
    duration: int | None = None
    error_code: int | None = None
    expects: dict[str, Any] | None = None
    room: str | None = None
    room_sid: str | None = None
    queue: str | None = None
    joined_with: tuple[str, ...] = ()
    heard: deque[Heard] = field(default_factory=lambda: deque(maxlen=200))
    story: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=400))
    sid: str = field(default_factory=lambda: make_sid("CA"))
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)
    started: datetime | None = None
    ended: datetime | None = None
    answered_s: float | None = None

    @property
    def is_live(self) -> bool:
        return self.status in LIVE_STATUSES

    @property
    def other(self) -> str:
        """The number the person sees on their screen."""
        return self.to if self.direction == "inbound" else self.from_


@dataclass
class Member:
    call_sid: str
    since_s: float
    until_s: float | None = None  # when another call took them out to talk
    enqueued: datetime = field(default_factory=now)


@dataclass
class Queue:
    name: str
    max_size: int = 1000
    members: list[Member] = field(default_factory=list)
    waits_s: deque[float] = field(default_factory=lambda: deque(maxlen=50))
    bridges: dict[str, "Conference"] = field(default_factory=dict)  # by the caller's CallSid
    sid: str = field(default_factory=lambda: make_sid("QU"))
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)


@dataclass
class Participant:
    call_sid: str
    label: str | None = None
    muted: bool = False
    hold: bool = False
    start_on_enter: bool = True
    end_on_exit: bool = False
    beep: str = "true"
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)


@dataclass
class Conference:
    name: str
    status: str = "init"  # init, in-progress, completed
    is_bridge: bool = False  # two legs joined by Dial, never listed as a conference
    participants: dict[str, Participant] = field(default_factory=dict)
    status_callback: str | None = None
    status_method: str = "POST"
    status_events: frozenset[str] = frozenset()
    sequence: int = 0
    reason_ended: str | None = None
    ended_by: str | None = None
    sid: str = field(default_factory=lambda: make_sid("CF"))
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)


@dataclass
class Recording:
    call_sid: str
    duration: int
    said: str
    sid: str = field(default_factory=lambda: make_sid("RE"))
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)


@dataclass
class Phone:
    """`line`: open, busy, off, voicemail (picks up by itself)."""

    number: str
    label: str
    line: str = "open"
    call_sid: str | None = None
    messages: deque[str] = field(default_factory=lambda: deque(maxlen=200))
    history: deque[str] = field(default_factory=lambda: deque(maxlen=50))


@dataclass
class HelplineNumber:
    """The helpline's own number and the addresses Twilio asks for it."""

    phone_number: str
    sms_url: str
    sms_fallback_url: str
    voice_url: str
    voice_fallback_url: str
    status_callback: str
    sms_status_callback: str
    sid: str = field(default_factory=lambda: make_sid("PN"))
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)
