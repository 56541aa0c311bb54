"""Stops talking to another robot: by comparing what was said both ways, never by speed.

The effects of a text stay, only the answer is left out; a crisis, an opt-out and a first request
for a call are always answered.
"""

from dataclasses import replace

from service.actions.sms.answer import Decision, Situation

SAME_TEXT_TOO_OFTEN = 6
"""Equal texts in a row after which the other side is taken for a machine."""
ALWAYS_ANSWERED = frozenset({"crisis", "opted-out", "opted-in", "callback-queued"})


def without_loop(situation: Situation, decision: Decision) -> Decision:
    """The same decision, unanswered when the other side is plainly a machine."""
    if decision.outcome in ALWAYS_ANSWERED or not decision.messages:
        return decision
    if _reads_on(situation, decision):
        return decision
    if not (_is_echo(situation) or _says_the_same_for_ever(situation)):
        return decision
    return replace(decision, outcome="loop-stopped", messages=(), introduces=False)


def _reads_on(situation: Situation, decision: Decision) -> bool:
    """MORE, MORE, MORE: each time another fact, and the topic has an end."""
    return situation.means.refined == "more" and decision.key.startswith("fact ")


def folded_body(body: str) -> str:
    """What is compared: the beginning, without case and spacing."""
    return " ".join(body.split()).casefold()[:160]


def _is_echo(situation: Situation) -> bool:
    """Whether our own last words came back."""
    said = situation.known.conversation.last_outbound
    return bool(said) and folded_body(situation.body) == said


def _says_the_same_for_ever(situation: Situation) -> bool:
    conversation = situation.known.conversation
    same = folded_body(situation.body) == conversation.last_inbound
    return same and conversation.equal_bodies >= SAME_TEXT_TOO_OFTEN
