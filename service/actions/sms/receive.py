"""Receive one text: seen before → crisis → opt-out → open question → keyword → free text.

At most one read and one write round trip, but for a command of the team's and an ERASE. Words
come back also when the store is down: a crisis and a fact need none, and whatever would be a
promise says honestly that it was not saved.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from service.actions.ports import Around, Change, Ports
from service.actions.sms import (
    blocked,
    callback_words,
    crisis,
    follow_ups,
    interpreter,
    opting,
    other_number,
    standing,
    storeless,
    topics,
)
from service.actions.sms.answer import Answer, Decision, Situation, decide
from service.actions.sms.loops import (
    folded_bodies,
    reads_on,
    with_body,
    without_loop,
)
from service.actions.sms.meaning import is_nobodys_own, meaning_of
from service.actions.sms.team import staff_reply
from service.actions.sms.their_language import reading
from service.actions.sms.twice import in_other_words
from service.domain.age_said import says_under_18
from service.domain.errors import LostRace, TryLater
from service.domain.person import Conversation
from service.domain.statistic_line import TEXT_IN, Line

TRIES = 4

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
            if known.seen is not None:
                return Answer.from_json(known.seen)
            situation = _situation(ports, inbound, known)
            # A command of the team's is no conversation: nothing to introduce, no robot to stop.
            decision = staff_reply(situation) or _finish(situation, decide_on(situation, inbound))
        except TryLater:
            return _without_store(ports, inbound)
        try:
            return _commit(ports, inbound, known, decision)
        except LostRace:
            continue
        except TryLater:
            return storeless.unsaved(situation, decision)
    return _without_store(ports, inbound)


def receive_late(
    ports: Ports, inbound: Inbound, late: Callable[[Situation, Decision], Decision]
) -> Answer | None:
    """The same for a text nobody told us of; `late` says how its answer leaves.

    None when its webhook came after all. Nobody waits for words, so whatever the store raises is
    raised; a command of the team's is too old to be carried out.
    """
    known = _look_around(ports, inbound)
    if known.seen is not None:
        return None
    situation = _situation(ports, inbound, known)
    decision = _finish(situation, decide_on(situation, inbound))
    return _commit(ports, inbound, known, late(situation, decision))


def _look_around(ports: Ports, inbound: Inbound) -> Around:
    person = ports.identity.person(inbound.phone)
    return ports.store.around(person, request=f"sms:{inbound.sid}")


def _situation(ports: Ports, inbound: Inbound, known: Around) -> Situation:
    means = meaning_of(ports, inbound.body, known)
    means = opting.yes_read_rightly(means, known, ports.policy.number)
    return standing.brought_forward(
        Situation(
            ports=ports,
            sid=inbound.sid,
            phone=inbound.phone,
            body=inbound.body,
            means=means,
            known=known,
        )
    )


def decide_on(situation: Situation, inbound: Inbound) -> Decision:
    """The first rule that has an answer decides; the order is the order of what matters."""
    rules: tuple[Rule, ...] = (
        crisis.crisis_reply,
        lambda s: opting.keyword_reply(s, inbound.opt_out_type),
        blocked.blocked_reply,
        crisis.safe_mode_reply,
        lambda s: _nothing_to_read(s, inbound),
        interpreter.interpreter_reply,
        other_number.holder_agrees,
        follow_ups.follow_up_reply,
        callback_words.callback_reply,
        other_number.other_number_reply,
        topics.topic_reply,
    )
    for rule in rules:
        decision = rule(situation)
        if decision is not None:
            return decision
    return follow_ups.not_understood(situation)


def _nothing_to_read(situation: Situation, inbound: Inbound) -> Decision | None:
    if inbound.body.strip() or not inbound.media:
        return None
    return decide(situation, "unknown", "no_text_in_it")


def _finish(situation: Situation, decided: Decision) -> Decision:
    """Add what every answer has: the first contact, the language, the memory."""
    known = situation.known
    decision = in_other_words(situation, without_loop(situation, decided))
    decision = standing.with_standing(situation, decision)
    person, messages = decision.person, decision.messages
    introduces = decision.introduces and not person.opted_out  # after STOP it is never sent
    if introduces and messages and person.first_contact_at is None:
        messages = (*messages, situation.words("first_contact"))
        person = replace(person, first_contact_at=known.now)
    if not person.opted_out:
        person = person.consents(situation.sid, known.now)
    return replace(
        decision,
        person=reading(situation, person),
        messages=messages,
        conversation=_remembered(situation, replace(decision, messages=messages)),
        matched=f"{situation.means.intent}: {decision.matched or situation.means.matched}",
    )


def _remembered(situation: Situation, decision: Decision) -> Conversation:
    """What the next text may refer to, and what tells a robot."""
    before = situation.known.conversation
    conversation = other_number.forget_question(decision.conversation, before)
    if decision.outcome == "erased":
        return conversation
    # A crisis that was answered begins anew; anything else may be the first half of one.
    heard = conversation
    if not is_nobodys_own(situation.means):
        heard = conversation.heard(situation.body, situation.known.now)
    if decision.messages:
        heard = heard.answered(decision.outcome, situation.known.now)
    if not reads_on(situation, decision):
        heard = with_body(heard, situation.body)
    return replace(
        heard,
        under_18=before.under_18 or says_under_18(situation.body),
        recent=() if situation.means.is_crisis else heard.recent,
        last_reply=decision.key or before.last_reply,
        last_outbound=folded_bodies(decision.messages) or before.last_outbound,
        thanked=situation.means.intent in topics.COURTESIES,
    )


def _commit(ports: Ports, inbound: Inbound, known: Around, decision: Decision) -> Answer:
    committed = ports.store.commit(
        Change(
            now=known.now,
            records=decision.records,
            forgets=decision.forgets,
            owed=decision.owed,
            wakeups=decision.wakeups,
            audit=decision.audit,
            counts=(_counted(known, decision),),
            request=f"sms:{inbound.sid}",
            reply=decision.answer.to_json(),
        )
    )
    return Answer.from_json(committed.reply) if committed.again else decision.answer


def _counted(known: Around, decision: Decision) -> Line:
    """That a text came and how it was answered; its words, keyword or topic are nobody's number."""
    return Line.about(
        TEXT_IN,
        known.now,
        language=decision.person.language,
        channel="sms",
        outcome=decision.outcome,
    )


def _without_store(ports: Ports, inbound: Inbound) -> Answer:
    """Nothing can be read or written: answer what needs neither."""
    situation = _situation(ports, inbound, storeless.a_stranger())
    if situation.means.is_crisis:
        return crisis.reply_without_store(situation)
    if not storeless.needs_no_store(situation.means):
        return storeless.not_saved(situation)
    return decide_on(situation, inbound).answer
