"""What a text is answered with, and what must be written before the answer may go out."""

import json
from dataclasses import dataclass, field, replace

from service.actions.ports import Around as Known
from service.actions.ports import AuditLine, Ports, Record, WakeUp
from service.domain.alert import Alert
from service.domain.callback import Callback
from service.domain.person import Conversation, Person
from service.domain.text import Text
from service.domain.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Answer:
    """`outcome` goes into the X-Helpline-Outcome header; no messages is a deliberate silence.

    `matched` says why, in words of the phrase files, which may be all the text said: only a demo
    shows it, and it is never stored.
    """

    outcome: str
    messages: tuple[str, ...]
    matched: str = field(default="", compare=False)

    def to_json(self) -> str:
        """As it is stored under the MessageSid, to be given again to a repeated webhook."""
        return json.dumps({"outcome": self.outcome, "messages": self.messages})

    @classmethod
    def from_json(cls, stored: str) -> "Answer":
        """What to_json wrote."""
        read = json.loads(stored)
        return cls(read["outcome"], tuple(read["messages"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One text, what it means, and what is known around whoever sent it.

    `before` is their callback as it stood until this very text showed that they are somebody.
    """

    ports: Ports
    sid: str
    phone: str
    body: str
    means: Understanding
    known: Known
    before: Callback | None = None

    @property
    def language(self) -> str:
        """The language to answer in."""
        return self.means.answer_in

    def words(self, key: str, **values: object) -> str:
        """A text of the templates in the person's language."""
        return self.ports.wording.sms(key, self.language, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An answer and everything that one commit must write with it.

    `keys` name the templates used, so that no line is sent twice running. `must_be_saved`: the
    answer promises something and may not go out unless the write succeeded.
    """

    outcome: str
    messages: tuple[str, ...]
    person: Person
    conversation: Conversation
    key: str = ""
    callback: Callback | None = None
    alert: Alert | None = None
    texts: tuple[Text, ...] = ()
    others: tuple[Record, ...] = ()
    forgets: tuple[Record, ...] = ()
    owed: tuple[str, ...] = ()
    wakeups: tuple[WakeUp, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    must_be_saved: bool = False
    introduces: bool = True
    matched: str = ""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records to put, the person and the conversation always among them."""
        optional: list[Record | None] = [self.callback, self.alert, *self.texts, *self.others]
        kept = (self.person, self.conversation, *(r for r in optional if r is not None))
        return tuple(record for record in kept if record not in self.forgets)

    @property
    def answer(self) -> Answer:
        """What the person reads."""
        return Answer(self.outcome, self.messages, self.matched)


def decide(
    situation: Situation, outcome: str, key: str, *, must_be_saved: bool = False, **values: object
) -> Decision:
    """The common case: one template is the whole answer."""
    return Decision(
        outcome=outcome,
        messages=(situation.words(key, **values),),
        person=situation.known.person,
        conversation=situation.known.conversation,
        key=key,
        must_be_saved=must_be_saved,
    )


def remembering(decision: Decision, **changes: object) -> Decision:
    """The same decision with something to remember for the next text."""
    remembered = replace(decision.conversation, **changes)  # type: ignore[arg-type]
    return replace(decision, conversation=remembered)
