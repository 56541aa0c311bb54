"""One command of one of the team, and how it is answered: in their first language, one segment."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from service.actions.ports import AuditLine, Ports
from service.actions.sms.answer import Decision, Situation
from service.domain.person import Conversation
from service.domain.specialist import Specialist
from service.domain.staff_command import Command
from service.domain.when_words import Kind, when_words

OUTCOME = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`me` sent it; `situation` is the text as everybody's is seen."""

    me: Specialist
    command: Command
    situation: Situation

    @property
    def ports(self) -> Ports:
        """Everything that actions may use."""
        return self.situation.ports

    @property
    def now(self) -> datetime:
        """The store's clock when the text was read."""
        return self.situation.known.now

    @property
    def request(self) -> str:
        """The same MessageSid again is the same deed."""
        return f"staff:{self.situation.sid}"

    @property
    def conversation(self) -> Conversation:
        """What is remembered of this phone's texts."""
        return self.situation.known.conversation

    @property
    def zone(self) -> ZoneInfo:
        """The helpline's own clock: the one on which the team works."""
        return ZoneInfo(self.ports.policy.hours.zone)

    def word(self, key: str, **values: object) -> str:
        """One of the words for the team."""
        return self.ports.wording.sms(key, self.me.languages[0], **values)

    def when(self, at: datetime, kind: Kind = "at") -> str:
        """A time on the helpline's clock."""
        language = self.me.languages[0]
        return when_words(at, now=self.now, zone=self.zone, language=language, kind=kind)

    def answer(self, key: str, **values: object) -> Decision:
        """One template is the whole answer. Nobody is introduced to us, and no robot is meant."""
        line = AuditLine(self.me.id, f"texted {self.command.word}", f"specialist:{self.me.id}")
        return Decision(
            outcome=OUTCOME,
            messages=(self.word(key, **values),),
            person=self.situation.known.person,
            conversation=self.conversation,
            key=key,
            audit=(line,),
            introduces=False,
        )


def remembered(decision: Decision, **changes: object) -> Decision:
    """The same answer, with something kept for the next text from this phone."""
    kept = replace(decision.conversation, **changes)  # type: ignore[arg-type]
    return replace(decision, conversation=kept)
