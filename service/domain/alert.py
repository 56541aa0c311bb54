"""An alert: a crisis that a person on duty must see, and who took it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.domain.understanding.result import VIOLENCE

ESCALATE_AFTER = timedelta(minutes=3)
# How long whoever took it may be about it before it is looked at again.
SIGNED_OFF_BY = timedelta(hours=1)
FOR_911 = ("overdose", VIOLENCE)
"""The kinds in which 911 comes before 988 (R29); nobody is laid on their side who is attacked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """`kind` is "self-harm", "overdose", "violence" or "undelivered"; `source` "sms" or "voice".

    `told` are the people here who were told; `person_told`: whoever it is about has been told
    that nobody took it. `besides` is the other kind, if they wrote of that, too, while it was open.
    `handed_on`: how often it went from whoever had taken it to others.
    """

    id: str
    person: str
    phone: str
    language: str
    kind: str
    source: str
    created_at: datetime
    due_at: datetime
    version: int = 0
    told: tuple[str, ...] = ()
    escalations: int = 0
    person_told: bool = False
    taken_by: str = ""
    taken_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    callback: str = ""
    call_sid: str = ""
    handed_on: int = 0
    besides: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has signed it off yet."""
        return self.closed_at is None

    @property
    def is_unanswered(self) -> bool:
        """Whether nobody has taken it yet."""
        return self.taken_at is None and self.is_open

    def take(self, specialist: str, now: datetime) -> "Alert":
        """Acknowledge it; the first holds."""
        if self.taken_at is not None:
            return self
        return replace(self, taken_by=specialist, taken_at=now, due_at=now + SIGNED_OFF_BY)

    def take_over(self, specialist: str, now: datetime) -> "Alert":
        """A supervisor sees to what somebody else had taken."""
        free = replace(self, taken_by="", taken_at=None, handed_on=self.handed_on + 1)
        return free.take(specialist, now)

    def let_go(self, now: datetime) -> "Alert":
        """Whoever took it is gone or silent: it waits for everybody again, as if it had just come.

        Who was told before is told anew.
        """
        return replace(
            self,
            taken_by="",
            taken_at=None,
            told=(),
            escalations=0,
            due_at=now + ESCALATE_AFTER,
            handed_on=self.handed_on + 1,
        )

    def goes_on(self, kind: str, language: str) -> "Alert":
        """They write again, in this language and of this kind: whoever sees to them must know."""
        besides = self.besides if kind == self.kind else kind
        return replace(self, besides=besides, language=language)

    def told_also(self, told: tuple[str, ...]) -> "Alert":
        """These people have been sent a notice."""
        return replace(self, told=(*self.told, *told))

    def escalate(
        self, told: tuple[str, ...], now: datetime, *, person_told: bool = False
    ) -> "Alert":
        """Nobody answered in time: the next are told, and they have their own minutes."""
        return replace(
            self,
            told=(*self.told, *told),
            person_told=self.person_told or person_told,
            escalations=self.escalations + 1,
            due_at=now + ESCALATE_AFTER,
        )

    def sign_off(self, specialist: str, now: datetime) -> "Alert":
        """A person says it has been seen to."""
        return replace(
            self,
            taken_by=self.taken_by or specialist,
            taken_at=self.taken_at or now,
            closed_by=specialist,
            closed_at=now,
        )
