"""ERASE: forget who texts, at once or on the day on which it may be done."""

from dataclasses import replace
from datetime import timedelta

from service.actions.erasing import erasing_of
from service.actions.erasing_numbers import undialled
from service.actions.erasing_waits import has_open_alert, without_texts
from service.actions.ports import Around, AuditLine, Change, Record
from service.actions.sms.answer import Decision, Situation, decide
from service.actions.sms.twice import said_again
from service.domain.callback import Callback, Outcome
from service.domain.callback_states import ON_THE_PHONE
from service.domain.erase_said import asks_to_be_erased
from service.domain.understanding import Understanding

TELLS_OF_IT = "privacy"
ASKED_AFTER_BEING_TOLD = "asks us to erase what we keep, having read that we do"
REMEMBERED = timedelta(days=1)


def read_as_erase(means: Understanding, body: str, known: Around) -> Understanding:
    """Who has just read that they may be forgotten, and says "delete my number", wants that."""
    told = known.conversation.last_reply == TELLS_OF_IT
    if means.intent != "stop" or not told or not asks_to_be_erased(body):
        return means
    return replace(means, intent="who", refined="erase", matched=ASKED_AFTER_BEING_TOLD)


def erase(situation: Situation, callback: Callback | None) -> Decision:
    """Forget the person at once; what lies in older records is owed to the sweep.

    Not the number in an alert that is open: whoever acts on it needs it, and the words say so.
    """
    known = situation.known
    if callback is not None and callback.state in ON_THE_PHONE:
        return decide(situation, "not-noted", "not_noted")
    if known.person.is_on_hold(known.now):
        return _erase_later(situation, callback)
    undials = _undials(situation)
    alerted = has_open_alert(situation.ports, known.person.id)
    forgets: list[Record] = [callback] if callback is not None else []
    if not alerted and known.conversation.version:
        forgets.append(known.conversation)
    line = AuditLine("person", "asked to be erased", f"person:{known.person.id}")
    key = "erased_but_alert" if alerted else "erased"
    return replace(
        _told(situation, decide(situation, "erased", key, must_be_saved=True)),
        conversation=without_texts(known.conversation) if alerted else known.conversation,
        others=undials.records,
        forgets=tuple(forgets),
        wakeups=undials.wakeups,
        owed=(erasing_of(known.person.id, known.now),),
        audit=(line, *undials.audit),
        introduces=False,
    )


def _told(situation: Situation, decision: Decision) -> Decision:
    """Nothing is left by which a line that was read last is known: only when that was."""
    known = situation.known
    told_at = known.person.told_erased_at
    silent_since = told_at is not None and known.now - told_at < REMEMBERED
    again = silent_since and not known.conversation.last_outbound
    person = replace(known.person, told_erased_at=None if again else known.now)
    return replace(said_again(situation, decision) if again else decision, person=person)


def _erase_later(situation: Situation, callback: Callback | None) -> Decision:
    """A supervisor holds what is kept about them: it is erased when that is over, and they know."""
    known = situation.known
    undials = _undials(situation)
    lines = [AuditLine("person", "asked to be erased", f"person:{known.person.id}", "on hold")]
    if callback is not None:
        lines.append(AuditLine("person", "cancelled", f"callback:{callback.id}"))
        callback = callback.close(Outcome.CANCELLED, known.now)
    return replace(
        decide(situation, "noted", "erased_later", must_be_saved=True),
        callback=callback,
        others=undials.records,
        wakeups=undials.wakeups,
        owed=(erasing_of(known.person.id, known.now),),
        audit=(*lines, *undials.audit),
        introduces=False,
    )


def _undials(situation: Situation) -> Change:
    """Nor is their number rung any more for somebody else who keyed it in."""
    known = situation.known
    holding = situation.ports.store.with_number_of(known.person.id)
    return undialled(holding, known.now)
