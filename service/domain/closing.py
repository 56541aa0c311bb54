"""The one switch "closed now, say this, forward there": how long, in whose words, to which phone.

It ends by itself: whoever asks compares with the time. Knows nothing of who may throw it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from service.domain.errors import NotAllowed
from service.domain.gsm7 import segments, to_gsm7
from service.domain.hours import OpeningHours
from service.domain.reach import Reach

NAME = "now"
NEVER = datetime.max.replace(tzinfo=UTC)
LONGEST = timedelta(days=366)
NOT_THERE = "calls can be forwarded to an ordinary line in the regions served only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How the switch stands. `until` is None while nobody knows when it opens again.

    `say_en` and `say_es` are the operator's own words, `forward_to` is E.164; each may be "".
    """

    id: str = NAME
    version: int = 0
    closed: bool = False
    until: datetime | None = None
    say_en: str = ""
    say_es: str = ""
    forward_to: str = ""
    by: str = ""
    since: datetime | None = None

    def is_closed(self, now: datetime) -> bool:
        """Whether the switch keeps the helpline closed at this moment."""
        return self.closed and (self.until is None or now < self.until)

    def over(self, hours: OpeningHours, now: datetime) -> OpeningHours:
        """The opening hours as they are under the switch."""
        return replace(hours, not_before=self.until or NEVER) if self.is_closed(now) else hours

    def words(self, language: str) -> str:
        """What the operator says about it in this language, "" for nothing."""
        return self.say_es if language == "es" else self.say_en

    def close(
        self,
        now: datetime,
        *,
        by: str,
        until: datetime | None = None,
        say_en: str = "",
        say_es: str = "",
        forward_to: str = "",
    ) -> "Closing":
        """Closed from now on. Raises NotAllowed for a time that has passed or is too far away,
        and for words that cannot be said and sent."""
        if until is not None and not now < until <= now + LONGEST:
            raise NotAllowed("name a time to open again that lies ahead, at most a year")
        return replace(
            self,
            closed=True,
            until=until,
            say_en=_plain(say_en),
            say_es=_plain(say_es),
            forward_to=forward_to,
            by=by,
            since=now,
        )

    def open(self, now: datetime, *, by: str) -> "Closing":
        """Back to the usual hours; words and number are forgotten."""
        return Closing(version=self.version, by=by, since=now)


def refuse_forward(phone: str, ours: tuple[str, ...], reach: Reach) -> None:
    """Raise NotAllowed for a phone that callers must not be led to.

    911 and 933 would go by our number's address; our own numbers would lead callers in a circle.
    """
    if phone in ours:
        raise NotAllowed("calls cannot be forwarded to the helpline's own number")
    if not reach.covers(phone):
        raise NotAllowed(NOT_THERE)


def _plain(words: str) -> str:
    """One line that a voice can say and one text can hold."""
    line = " ".join(words.split())
    # A character without a plain twin would be lost from the text: better to refuse it.
    strange = set(line) & set("{}<>") or any(not to_gsm7(c) for c in line if c != " ")
    if strange or segments(to_gsm7(line)) > 1:
        raise NotAllowed("the words to say must be plain and fit one text message")
    return line
