"""A texter whose number is blocked for a while reads it once, with 988 and 911, and then nothing.

A crisis, the safe mode after one, STOP, START, HELP, and what is theirs by right (NOCALL, PRIVACY,
ERASE) are answered as ever.
"""

from dataclasses import replace

from service.actions.sms.answer import Decision, Situation, decide
from service.domain.blocking import end_to_name
from service.domain.phone import known_zone
from service.domain.when_words import when_words

THEIR_RIGHT = frozenset({"erase", "privacy"})
WORDS = "blocked"


def blocked_reply(situation: Situation) -> Decision | None:
    """The closing words, or silence after them; None for whoever is served."""
    known, means = situation.known, situation.means
    until = known.person.blocked_until
    if until is None or not known.person.is_blocked(known.now):
        return None
    if known.conversation.is_in_safe_mode(known.now) or means.refined in THEIR_RIGHT:
        return None
    if means.intent == "callback:cancel":
        return None
    zone = known_zone(situation.phone)
    end, language = end_to_name(until), situation.language
    when = when_words(end, now=known.now, zone=zone, language=language, kind="at")
    decision = replace(decide(situation, "blocked", WORDS, when=when), introduces=False)
    said = known.conversation.last_reply == WORDS
    return replace(decision, messages=()) if said else decision
