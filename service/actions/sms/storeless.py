"""What a text gets while the store is down: words that are true without it.

A crisis and a fact need no store. Whatever would be a promise, or speak of what is saved, says
honestly that nothing could be saved, and names a number that does not depend on us.
"""

from datetime import UTC, datetime

from service.actions.ports import Around
from service.actions.sms import crisis
from service.actions.sms.answer import Answer, Decision, Situation
from service.actions.sms.callback_words import HAS_ITS_OWN_WORDS
from service.domain.person import Conversation, Person
from service.domain.understanding import Understanding

NEEDS_NO_STORE = frozenset({"insurance", "who", "menu", "help", "abuse", "thanks", "unknown"})
REFINED_NEEDS_NO_STORE = frozenset(
    {"", "privacy", "family", "not-in-source", "signs", "word-for-988"}
)
ASKS_FOR_A_CALL = frozenset({"callback", "human"})


def unsaved(situation: Situation, decision: Decision) -> Answer:
    """The write failed: say so, unless the answer promised nothing."""
    if situation.means.is_crisis:
        return crisis.reply_without_store(situation)
    if not decision.must_be_saved:
        return decision.answer
    return not_saved(situation)


def not_saved(situation: Situation) -> Answer:
    """The truth about a request that could not be written down."""
    if situation.means.intent in ASKS_FOR_A_CALL:
        return Answer("not-queued", (situation.words("not_saved"),))
    return Answer("not-noted", (situation.words("not_noted"),))


def needs_no_store(means: Understanding) -> bool:
    """Whether the answer is the same for everybody, so that it is true without the store."""
    if means.refined in HAS_ITS_OWN_WORDS:
        return True
    same_for_all = means.intent in NEEDS_NO_STORE or means.intent.startswith("fact:")
    return same_for_all and means.refined in REFINED_NEEDS_NO_STORE


def a_stranger() -> Around:
    """Nobody we know, at no time: for answers that use neither."""
    no_time = datetime(2000, 1, 1, tzinfo=UTC)
    return Around(now=no_time, person=Person(id=""), conversation=Conversation(person=""))
