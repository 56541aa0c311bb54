"""Stops talking to another robot: by comparing what was said both ways, never by speed.

The effects of a text stay, only the answer is left out; a crisis, an opt-out and a first request
for a call are always answered. A person in need repeats HELP and CALL, or a keyword, more often
than anything else they write; only a machine does so without end.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from service.actions.after_call import PREFIX as AFTER_CALL
from service.actions.sms.answer import Decision, Situation
from service.domain.person import Conversation
from service.domain.wording import Wording

SAME_TEXT_TOO_OFTEN = 6
"""Equal texts in a row after which the other side is taken for a machine."""
SAID_BEFORE_TOO_OFTEN = 16
"""Texts in a row with nothing new: a machine that has two or three of them, in whatever order."""
CRIED_TOO_OFTEN = 50
"""HELP or CALL, with nothing new between: more than anybody types, and a robot has its end (R7)."""
DIFFERENT_KEPT = 3
END_OF_TOPIC = "no_more"
FIGURES = re.compile(r"\d+")
LONGEST_COMPARED = 400
SHORTEST_SENT = 40
"""Characters that every text of ours has that no answer is; most of theirs have less."""
SENT_LATER = frozenset(
    {"about_to_ring", "missed", "given_up", "callback_many_ask", "confirm_number"}
    | {"alert_unanswered", "alert_unanswered_overdose", "alert_taken"}
)
OUR_OWN_WORDS = "our own last words came back"
OUR_OLDER_WORDS = "a text of ours, of some time ago"
LONGEST_ANSWER = 20
"""Characters of what may be a time or a ZIP code, in which the figures are all that is said."""
ALWAYS_ANSWERED = frozenset({"crisis", "opted-out", "opted-in", "callback-queued"})
CRIES = frozenset({"help", "callback", "human"})
"""What is meant by who calls for help, or asks when the call comes."""
ONLY_TOLD = frozenset({"family", "story"})
ASKED_BY_KEYWORD = frozenset({"fact", "insurance", "menu", "privacy", "source", "who"})
"""Answers of which a word or two is a question, in whatever number; a sentence is a robot's."""


def without_loop(situation: Situation, decision: Decision) -> Decision:
    """The same decision, unanswered when the other side is plainly a machine."""
    if not decision.messages or reads_on(situation, decision):
        return decision
    if situation.means.matched != OUR_OWN_WORDS and not _repeats(situation, decision):
        return decision
    return replace(decision, outcome="loop-stopped", messages=(), introduces=False)


def reads_on(situation: Situation, decision: Decision) -> bool:
    """MORE, MORE, MORE: each time another fact, and the topic has an end that is told, too. It is
    no repetition, so it counts for none when the topic is read to its end."""
    reads = decision.key.startswith("fact ") or decision.key == END_OF_TOPIC
    return situation.means.refined == "more" and reads


def folded_body(body: str) -> str:
    """What is compared, without case and spacing: more than our longest line has."""
    return " ".join(body.split()).casefold()[:LONGEST_COMPARED]


def folded_bodies(bodies: Sequence[str]) -> str:
    """An answer's texts as they are compared, one per line."""
    return "\n".join(folded_body(body) for body in bodies)


def is_echo(body: str, conversation: Conversation, wording: Wording) -> bool:
    """Whether our own words came back: any text of the last answer, or one that a worker sent."""
    said = folded_body(body)
    if len(said) >= SHORTEST_SENT and _was_sent_later(said, wording):
        return True
    return bool(said) and said in conversation.last_outbound.split("\n")


def _was_sent_later(said: str, wording: Wording) -> bool:
    return any(
        line.reads_as(said)
        for lines in wording.texts.values()
        for key, line in lines.items()
        if key in SENT_LATER or key.startswith(AFTER_CALL)
    )


def quotes_us(body: str, wording: Wording) -> bool:
    """Whether it is a text of ours and nothing else: forwarded, pasted, asked about."""
    said = folded_body(body)
    return len(said) >= SHORTEST_SENT and wording.has_text(said)


def is_said_first(line: str, conversation: Conversation) -> bool:
    """Whether our last answer began with this text."""
    return folded_body(line) == conversation.last_outbound.partition("\n")[0]


def without_count(body: str) -> str:
    """What is compared of theirs: the same, without the figures in a sentence, which count up."""
    folded = folded_body(body)
    return FIGURES.sub("", folded) if len(folded) > LONGEST_ANSWER else folded


def with_body(conversation: Conversation, body: str) -> Conversation:
    """The conversation after this text of theirs, with what tells a robot by its texts."""
    body, said = without_count(body), conversation.last_inbound.split("\n")
    different = [body, *(each for each in said if each and each != body)]
    return replace(
        conversation,
        last_inbound="\n".join(different[:DIFFERENT_KEPT]),
        equal_bodies=conversation.equal_bodies + 1 if body == said[0] else 1,
        said_before=conversation.said_before + 1 if body in said else 0,
    )


def _repeats(situation: Situation, decision: Decision) -> bool:
    """The same for ever; but a crisis, an opt-out and a first request are answered each time."""
    conversation = situation.known.conversation
    body, said = without_count(situation.body), conversation.last_inbound.split("\n")
    if decision.outcome in ALWAYS_ANSWERED or body not in said:
        return False
    if situation.means.intent in CRIES and situation.means.refined not in ONLY_TOLD:
        return conversation.said_before >= CRIED_TOO_OFTEN
    same = body == said[0] and conversation.equal_bodies >= SAME_TEXT_TOO_OFTEN
    same = same and not _is_keyword(body, decision)
    return same or conversation.said_before >= SAID_BEFORE_TOO_OFTEN


def _is_keyword(body: str, decision: Decision) -> bool:
    return len(body) <= LONGEST_ANSWER and decision.outcome in ASKED_BY_KEYWORD
