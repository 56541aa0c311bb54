"""One line of plain numbers about something that happened: no person, no number, no record's id.

A line is about the hour in which its thing began, so that it cannot be held against a phone bill.
Knows nothing of where lines are kept and how often each occurred.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.domain.alert import Alert
from service.domain.call import MISSED, Call
from service.domain.callback import Callback
from service.domain.text import Text

CALL, TEXT, TEXT_IN = "call", "text", "text-in"
ASKED, TRIED, CLOSED = "callback-asked", "callback-tried", "callback-closed"
ALERT, TAKEN = "alert", "alert-taken"
ANSWERED, ABANDONED, NOT_OFFERED = "answered", "abandoned", "not-offered"
# What became of a caller who waited for a person and did not reach one.
ENDINGS = {
    "callback": "callback",
    "voicemail": "voicemail",
    "closing-words": "turned-away",
    "crisis-line": "crisis-line",
}

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """`at` is the beginning of an hour in UTC; `facts` are names and values in a fixed order."""

    kind: str
    at: datetime
    facts: tuple[Fact, ...] = ()

    @classmethod
    def about(cls, kind: str, at: datetime, /, **facts: object) -> "Line":
        """A line without the facts that say nothing ("", False)."""
        told = ((name, _plain(value)) for name, value in facts.items())
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return cls(kind, hour, tuple((name, value) for name, value in told if value))

    def get(self, name: str) -> str:
        """A fact, "" if it was not told."""
        for known, value in self.facts:  # a year has a hundred thousand of these
            if known == name:
                return value
        return ""

    def number(self, name: str) -> int:
        """A fact that is a number, 0 if it was not told."""
        return int(self.get(name) or 0)

    @property
    def day(self) -> str:
        """The day in UTC under which it is kept."""
        return f"{self.at:%Y-%m-%d}"

    @property
    def written(self) -> str:
        """As it is kept under its day: "17 call language=en outcome=answered wait=12"."""
        told = (f"{name}={value}" for name, value in self.facts)
        return " ".join((f"{self.at:%H}", self.kind, *told))

    @classmethod
    def read(cls, day: str, written: str) -> "Line":
        """What `written` wrote."""
        hour, kind, *told = written.split(" ")
        at = datetime.fromisoformat(f"{day}T{hour}:00:00+00:00")
        facts = ((name, value) for name, _, value in (each.partition("=") for each in told))
        return cls(kind, at, tuple(facts))


@dataclass(frozen=True, slots=True)
class Due:
    """A line that counts once: when `field` of the record comes to be what it is now."""

    line: Line
    field: str


def lines_of(record: object) -> tuple[Due, ...]:
    """What a record tells once it is written as it stands; telling it twice counts once."""
    match record:
        case Call():
            return _of_call(record)
        case Callback():
            return _of_callback(record)
        case Alert():
            return _of_alert(record)
        case Text() if not record.is_open:
            line = Line.about(
                TEXT,
                record.created_at,
                language=record.language,
                channel="sms",
                outcome=record.state,
            )
            return (Due(line, "state"),)
    return ()


def _of_call(call: Call) -> tuple[Due, ...]:
    if not call.is_over or call.ended_at is None:
        return ()
    outcome, times = MISSED if call.ending == MISSED else NOT_OFFERED, {}
    if call.queued_at is not None:
        outcome = ENDINGS.get(call.ending, ABANDONED)
        times = {"wait": call.ended_at - call.queued_at}
        if call.joined_at is not None:
            outcome = ANSWERED
            wait, talk = call.joined_at - call.queued_at, call.ended_at - call.joined_at
            times = {"wait": wait, "talk": talk}
    line = Line.about(
        CALL,
        call.started_at,
        language=call.language,
        channel="voice",
        outcome=outcome,
        crisis=call.crisis,
        **times,
    )
    return (Due(line, "ended_at"),)


def _of_callback(callback: Callback) -> tuple[Due, ...]:
    asked_at = callback.created_at
    about: dict[str, object] = {
        "language": callback.language,
        "channel": callback.channel,
        "crisis": callback.crisis,
    }
    told = [Due(Line.about(ASKED, asked_at, **about, reason=callback.reason), "created_at")]
    if callback.tried_at is not None:
        kept = callback.tried_at <= callback.promise_at
        wait = callback.tried_at - asked_at
        told.append(Due(Line.about(TRIED, asked_at, **about, kept=kept, wait=wait), "tried_at"))
    if callback.closed_at is not None:
        untried = callback.tried_at is None
        late = untried and callback.closed_at > callback.promise_at
        closed = {"outcome": callback.outcome, "untried": untried, "late": late}
        told.append(Due(Line.about(CLOSED, asked_at, **about, **closed), "closed_at"))
    return tuple(told)


def _of_alert(alert: Alert) -> tuple[Due, ...]:
    about = {"language": alert.language, "channel": alert.source, "kind": alert.kind}
    told = [Due(Line.about(ALERT, alert.created_at, **about), "created_at")]
    if alert.taken_at is not None and not alert.handed_on:  # the first answer, once
        wait = alert.taken_at - alert.created_at
        told.append(Due(Line.about(TAKEN, alert.created_at, **about, wait=wait), "taken_at"))
    return tuple(told)


def _plain(value: object) -> str:
    """Full seconds, "1" for true, words without blanks; never anything a person wrote."""
    if isinstance(value, timedelta):
        return str(max(0, int(value.total_seconds())))
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value).replace(" ", "-").replace("=", "-")
