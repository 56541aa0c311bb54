"""Receive one text: seen before → crisis → opt-out → open question → keyword → free text.

At most one read and one write round trip. Words come back also when the store is down: a crisis
and a fact need none, and whatever would be a promise says honestly that it was not saved.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from service.actions.ports import Around, Change, Ports
from service.actions.sms import callback_words, crisis, follow_ups, opting, topics
from service.actions.sms.answer import Answer, Decision, Situation, decide
from service.domain.errors import LostRace, TryLater
from service.domain.person import Conversation, Person
from service.domain.understanding import CRISIS_INTENTS

TRIES = 4
SAME_TEXT_TOO_OFTEN = 6
"""Equal texts in a row after which the other side is taken for a machine."""

Rule = Callable[[Situation], Decision | None]


@dataclass(frozen=True, slots=True)
class Inbound:
    """A text as Twilio delivered it. `opt_out_type` is STOP, START, HELP or ""."""

    sid: str
    phone: str
    body: str
    media: int = 0
    opt_out_type: str = ""


def receive_sms(ports: Ports, inbound: Inbound) -> Answer:
    """Answer a text; the same MessageSid again gets the same answer and has no second effect."""
    for _ in range(TRIES):
        try:
            known = _look_around(ports, inbound)
        except TryLater:
            return _without_store(ports, inbound)
        if known.seen is not None:
            return Answer.from_json(known.seen)
        situation = _situation(ports, inbound, known)
        decision = _finish(situation, decide_on(situation, inbound))
        try:
            return _commit(ports, inbound, known, decision)
        except LostRace:
            continue
        except TryLater:
            return _unsaved(situation, decision)
    return _without_store(ports, inbound)


def _look_around(ports: Ports, inbound: Inbound) -> Around:
    person = ports.identity.person(inbound.phone)
    return ports.store.around(person, request=f"sms:{inbound.sid}")


def _situation(ports: Ports, inbound: Inbound, known: Around) -> Situation:
    language = known.person.language or None
    means = ports.understander.understand(inbound.body, known_language=language)
    if means.intent not in CRISIS_INTENTS and known.conversation.recent:
        joined = known.conversation.joined_with(inbound.body, known.now)
        together = ports.understander.understand(joined, known_language=language)
        # Only a crisis may be read out of several texts; a wish stands in one.
        if together.intent in CRISIS_INTENTS:
            means = replace(together, matched=f"the last two minutes together: {together.matched}")
    return Situation(
        ports=ports,
        sid=inbound.sid,
        phone=inbound.phone,
        body=inbound.body,
        means=means,
        known=known,
    )


def decide_on(situation: Situation, inbound: Inbound) -> Decision:
    """The first rule that has an answer decides; the order is the order of what matters."""
    rules: tuple[Rule, ...] = (
        crisis.crisis_reply,
        lambda s: opting.keyword_reply(s, inbound.opt_out_type),
        _machine_silence,
        lambda s: _nothing_to_read(s, inbound),
        crisis.safe_mode_reply,
        follow_ups.follow_up_reply,
        callback_words.callback_reply,
        topics.topic_reply,
    )
    for rule in rules:
        decision = rule(situation)
        if decision is not None:
            return decision
    return follow_ups.not_understood(situation)


def _machine_silence(situation: Situation) -> Decision | None:
    """Stop answering a robot: it sends the same body again and again, whatever we say."""
    conversation = situation.known.conversation
    if conversation.equal_bodies < SAME_TEXT_TOO_OFTEN:
        return None
    if _fold(situation.body) != conversation.last_inbound:
        return None
    return Decision(
        outcome="loop-stopped",
        messages=(),
        person=situation.known.person,
        conversation=conversation,
        introduces=False,
    )


def _nothing_to_read(situation: Situation, inbound: Inbound) -> Decision | None:
    if inbound.body.strip() or not inbound.media:
        return None
    return decide(situation, "unknown", "no_text_in_it")


def _finish(situation: Situation, decision: Decision) -> Decision:
    """Add what every answer has: the first contact, the language, the memory."""
    known = situation.known
    person, messages = decision.person, decision.messages
    if decision.introduces and messages and person.first_contact_at is None:
        messages = (*messages, situation.words("first_contact"))
        person = replace(person, first_contact_at=known.now)
    if not person.language or person.language != situation.language:
        person = replace(person, language=situation.language)
    person = person.consents(situation.sid, known.now) if not person.opted_out else person
    folded = _fold(situation.body)
    same = folded == known.conversation.last_inbound
    if decision.forgets:
        return replace(decision, person=person, messages=messages)
    conversation = replace(
        _remembered(situation, decision.conversation),
        last_reply=decision.key or known.conversation.last_reply,
        last_inbound=folded,
        equal_bodies=known.conversation.equal_bodies + 1 if same else 1,
    )
    return replace(decision, person=person, messages=messages, conversation=conversation)


def _remembered(situation: Situation, conversation: Conversation) -> Conversation:
    """The memory for a crisis said in pieces; a crisis that was answered begins anew."""
    if situation.means.is_crisis:
        return replace(conversation, recent=())
    return conversation.heard(situation.body, situation.known.now)


def _fold(body: str) -> str:
    return " ".join(body.split()).casefold()[:160]


def _commit(ports: Ports, inbound: Inbound, known: Around, decision: Decision) -> Answer:
    committed = ports.store.commit(
        Change(
            now=known.now,
            records=decision.records,
            forgets=decision.forgets,
            owed=decision.owed,
            wakeups=decision.wakeups,
            audit=decision.audit,
            request=f"sms:{inbound.sid}",
            reply=decision.answer.to_json(),
        )
    )
    return Answer.from_json(committed.reply)


def _unsaved(situation: Situation, decision: Decision) -> Answer:
    """The write failed: say so, unless the answer promised nothing."""
    if situation.means.is_crisis:
        return crisis.reply_without_store(situation)
    if not decision.must_be_saved:
        return decision.answer
    calls = decision.callback is not None
    key = "not_saved" if calls else "not_noted"
    return Answer("not-queued" if calls else "not-noted", (situation.words(key),))


def _without_store(ports: Ports, inbound: Inbound) -> Answer:
    """Nothing can be read or written: answer what needs neither."""
    nobody = Around(now=_no_clock(), person=Person(id=""), conversation=Conversation(person=""))
    situation = _situation(ports, inbound, nobody)
    if situation.means.is_crisis:
        return crisis.reply_without_store(situation)
    decision = None
    with contextlib.suppress(TryLater):
        decision = decide_on(situation, inbound)
    if decision is None:
        return Answer("not-noted", (situation.words("not_noted"),))
    return _unsaved(situation, decision)


def _no_clock() -> datetime:
    """A time for decisions that are thrown away: without the store nothing is promised."""
    return datetime(2000, 1, 1, tzinfo=UTC)
