"""Where a texter's saved call stands in a flood: behind, until they show that they are somebody.

Any second text in other words shows it, whatever it says; the words we send ask for a ZIP code,
which is of use as well.
"""

from dataclasses import replace

from service.actions.asking import came_forward
from service.actions.ports import AuditLine
from service.actions.sms import callback_words
from service.actions.sms.answer import Decision, Situation
from service.actions.sms.stranger import is_stranger

NAMES_ITS_TIME = "callback_already"
SAYS_NO_MORE = frozenset({"crisis", "safe-mode", "blocked", "opted-out"})
"""Answers that nothing is added to, least of all in a crisis."""


def brought_forward(situation: Situation) -> Situation:
    """The situation in which their saved call stands where it would without a flood."""
    known, callback = situation.known, situation.known.callback
    if callback is None or not callback.stranger or is_stranger(situation):
        return situation
    forward = came_forward(known, callback, situation.ports.policy)
    return replace(situation, before=callback, known=replace(known, callback=forward))


def with_standing(situation: Situation, decision: Decision) -> Decision:
    """Keep that they came forward, and tell them if nothing else does."""
    before, forward = situation.before, situation.known.callback
    if before is None or forward is None or forward in decision.forgets:
        return decision
    line = AuditLine("person", "showed to be somebody", f"callback:{forward.id}", "by text")
    decision = replace(decision, audit=(*decision.audit, line))
    if decision.callback is not None:
        return decision  # the answer is about the call already
    kept = replace(decision, callback=forward)
    speaks = decision.messages and decision.outcome not in SAYS_NO_MORE
    if not before.behind or not speaks or decision.key == NAMES_ITS_TIME:
        return kept
    when = callback_words.when_of(situation, forward)
    told = situation.words("callback_came_forward", when=when)
    return replace(kept, messages=(*kept.messages, told), must_be_saved=True)
