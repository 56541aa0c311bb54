"""What a phone is told to do next, step by step, as plain values.

A step that leads on names the path of the next step. Knows no vendor: an adapter puts a script
into the language of whoever carries the call.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """Speak these words in this language's voice; `slow` when asked to hear it again.

    `key` names the sentence among the words, "" for one put together for this call: a recording of
    it may be played instead.
    """

    words: str
    language: str
    slow: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stay silent for so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Speak, listening for keys (and words) from the first moment; the answer goes to `then`.

    Silence goes there too, as an empty answer, unless `or_go_on`: then the next step follows.
    """

    says: tuple[Say, ...]
    then: str
    language: str
    digits: int = 1
    silence_s: int = 10
    speech: bool = True
    hints: str = ""
    or_go_on: bool = False


@dataclass(frozen=True, slots=True)
class GoTo:
    """Ask for the next script at this path."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitInLine:
    """Put the caller in the live queue: `wait` is asked again and again, `then` once it is over."""

    wait: str
    then: str


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """Take the caller out of the live queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRoom:
    """Bring this phone into a room. It goes on to `then` when the room is over, or when `star` may
    be pressed and is. `ends`: the room is over for everybody when this phone leaves it."""

    room: str
    then: str
    ends: bool = True
    star: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RingNumber:
    """Ring another phone and connect it; `then` follows once that is over, else the next step.

    `shown` is the number it shows, "" for the caller's own.
    """

    number: str
    seconds: int = 30
    then: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMessage:
    """Beep and record what is said; then `then` is asked. Where nothing was said the next step
    follows. `report` hears what became of the recording, also when the caller hangs up."""

    then: str
    report: str
    seconds: int = 120
    silence_s: int = 10


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Step = (
    Say
    | Pause
    | Ask
    | GoTo
    | WaitInLine
    | LeaveLine
    | JoinRoom
    | RingNumber
    | RecordMessage
    | HangUp
)
Script = tuple[Step, ...]
