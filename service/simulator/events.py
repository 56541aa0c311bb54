"""What can happen to a call while its thread waits, and how it breaks off what it does."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Next:
    """Where a call goes on: an absolute public URL, or TwiML given in the request."""

    url: str
    method: str = "POST"
    params: dict[str, str] = field(default_factory=dict)
    twiml: str | None = None


class Event:
    """Anything told to a leg."""


@dataclass(frozen=True)
class Answered(Event):
    by: str = "human"


@dataclass(frozen=True)
class Declined(Event):
    pass


@dataclass(frozen=True)
class Pressed(Event):
    key: str


@dataclass(frozen=True)
class Spoke(Event):
    text: str
    confidence: float


@dataclass(frozen=True)
class Speaking(Event):
    """The person has begun to speak; the words follow."""


@dataclass(frozen=True)
class HungUp(Event):
    """`by`: person, api, timeout, other side."""

    by: str = "person"


@dataclass(frozen=True)
class Redirected(Event):
    """Somebody updated the call, or its place in a queue, over REST."""

    step: Next


@dataclass(frozen=True)
class RoomOpened(Event):
    """The conference `sid` has begun, so there is somebody to hear."""

    sid: str


@dataclass(frozen=True)
class RoomClosed(Event):
    """The leg no longer belongs to the conference or bridge `sid`."""

    sid: str


@dataclass(frozen=True)
class TakenFromQueue(Event):
    """Another call dialled the queue; whisper first, then join the bridge."""

    queue_sid: str
    by_call: str
    bridge_sid: str
    whisper: Next | None


@dataclass(frozen=True)
class ChildReady(Event):
    """A dialled leg has picked up and heard its whisper."""

    call_sid: str


@dataclass(frozen=True)
class ChildAnswered(Event):
    call_sid: str


@dataclass(frozen=True)
class ChildEnded(Event):
    call_sid: str
    status: str


class Gone(Exception):
    """The line is dead: whoever is carrying out TwiML stops here."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class Diverted(Exception):
    """The call goes on elsewhere, whatever it was doing."""

    def __init__(self, step: Next) -> None:
        super().__init__(step.url)
        self.step = step


class Interrupted(Exception):
    """An event that ends the present waiting document."""

    def __init__(self, event: Event) -> None:
        super().__init__(repr(event))
        self.event = event


class LeftQueue(Exception):
    """The waiting document said Leave."""


class DocumentFailed(Exception):
    """No document, or one that can't be followed; `code` is Twilio's."""

    def __init__(self, code: int, message: str, url: str, *, fetched: bool) -> None:
        super().__init__(message)
        self.code = code
        self.url = url
        self.fetched = fetched
