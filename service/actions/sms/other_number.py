"""A call to another number than the one it was asked from: its own holder is asked first.

One neutral text goes to that number, at most one in 30 days whoever asks; only the holder's own
answer makes a call of it. Whoever asked reads the same words whatever became of it: that somebody
opted out, is blocked or was asked before is nobody else's business.

Off unless the operator switched it on: the holder has not asked us for a text (R11).
"""

from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.ports import AuditLine, Record, WakeUp
from service.actions.sms import callback_words
from service.actions.sms.answer import Decision, Situation, decide
from service.actions.texts import new_text
from service.domain.person import Conversation, Person
from service.domain.text import Text

QUESTION = "another number"
ONCE_IN = timedelta(days=30)
A_DAY = timedelta(days=1)
MOST_A_DAY = 2


def other_number_reply(situation: Situation) -> Decision | None:
    """Ask the holder of the number in this text; None where it names none, or that is off."""
    number = _named(situation)
    if number and number == situation.phone:
        return callback_words.request(situation)
    if not number or not situation.ports.policy.confirms_numbers:
        return None
    if not holder_is_asked(situation):
        return decide(situation, "not-dialled", "call_no_sms_number")
    return _asked(situation, number)


def holder_is_asked(situation: Situation) -> bool:
    """Whether the text names a number, not their own, whose holder we ask."""
    number, policy = _named(situation), situation.ports.policy
    if not number or not policy.confirms_numbers:
        return False
    ours = (policy.number, policy.backup_number)
    return number not in ours and policy.reach.covers(number)


def _named(situation: Situation) -> str:
    """The number in this text, "" for none: a time of day is `refined`."""
    means = situation.means
    is_number = means.intent == "answer:number" and not means.refined
    return means.detail if is_number else ""


def holder_agrees(situation: Situation) -> Decision | None:
    """The holder's own answer to our text, and only the very next one: it is their wish now."""
    known = situation.known
    if known.conversation.question != QUESTION or situation.means.intent != "answer:yes":
        return None
    return callback_words.request(situation)


def _asked(situation: Situation, number: str) -> Decision:
    person, now = situation.known.person, situation.known.now
    since = (now - A_DAY).timestamp()
    today = tuple(at for at in person.other_numbers_at if at > since)
    if len(today) >= MOST_A_DAY:
        return decide(situation, "noted", "other_numbers_enough")
    texts, records = _to_the_holder(situation, number)
    line = AuditLine("person", "gave another number", f"person:{person.id}", "by text")
    return replace(
        decide(situation, "noted", "number_to_confirm", must_be_saved=True),
        person=replace(person, other_numbers_at=(*today, now.timestamp())),
        others=(*texts, *records),
        wakeups=tuple(WakeUp("send_text", text.id) for text in texts),
        audit=(line,),
    )


def _to_the_holder(
    situation: Situation, number: str
) -> tuple[tuple[Text, ...], tuple[Record, ...]]:
    """The text to them and what we remember of it; nothing where they may not be asked."""
    ports, now = situation.ports, situation.known.now
    around = ports.store.around(ports.identity.person(number))
    if not _may_be_asked(around.person, now):
        return (), ()
    text = new_text(
        ports,
        person=around.person.id,
        phone=number,
        language=around.person.language or situation.language,
        words="confirm_number",
        now=now,
        good_for=timedelta(hours=1),
    )
    asked = replace(around.person, asked_to_confirm_at=now)
    waiting_for_it: Conversation = replace(around.conversation, question=QUESTION)
    return (text,), (asked, waiting_for_it)


def _may_be_asked(holder: Person, now: datetime) -> bool:
    if not holder.takes_texts or not holder.takes_calls or holder.is_blocked(now):
        return False
    before = holder.asked_to_confirm_at
    return before is None or now - before >= ONCE_IN


def forget_question(conversation: Conversation, before: Conversation) -> Conversation:
    """Only the very next text can answer it; after that an OK means something else."""
    if before.question == QUESTION == conversation.question:
        return replace(conversation, question="")
    return conversation
