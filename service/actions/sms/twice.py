"""No line is sent twice running: what would be the last line again comes in other words.

A crisis has a second wording of its own, because it must stay one segment; anything else says that
it is said again. The line after that may be the first one once more.
"""

from dataclasses import replace

from service.actions.sms.answer import Decision, Situation
from service.actions.sms.loops import is_said_first

OTHER_WORDS = {
    # Says nothing of an alert, so it is true whether or not somebody was told.
    "crisis_self_harm_alerted": "crisis_self_harm",
    "crisis_self_harm": "crisis_self_harm_again",
    "crisis_self_harm_other": "crisis_self_harm_other_again",
    "crisis_overdose": "crisis_overdose_again",
    "crisis_violence": "crisis_violence_again",
    "crisis_violence_again": "crisis_violence",
}


def in_other_words(situation: Situation, decision: Decision) -> Decision:
    """The same decision, worded so that it is not the line they read last."""
    conversation = situation.known.conversation
    if not decision.messages or not is_said_first(decision.messages[0], conversation):
        return decision
    other = OTHER_WORDS.get(decision.key)
    if other:
        words = (situation.words(other), *decision.messages[1:])
        return replace(decision, key=other, messages=words)
    return said_again(situation, decision)


def said_again(situation: Situation, decision: Decision) -> Decision:
    """The same decision, whose line says that it is said again."""
    line, *rest = decision.messages
    return replace(decision, messages=(f"{situation.words('again')} {line}", *rest))
