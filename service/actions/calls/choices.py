"""What a key or a spoken word means at each level of the menus.

0 and 8 mean the same everywhere. Knows nothing of what is then done.
"""

from dataclasses import dataclass, replace

from service.actions.calls.heard import Heard
from service.actions.calls.said import answer_said, key_said, menu_said
from service.domain.facts import WHAT_FAMILIES_NOTICE, Facts, Topic
from service.domain.understanding import Understander, Understanding

EVERYWHERE = {"0": "person", "8": "crisis"}
FIRST = {
    "1": "info",
    "2": "language",
    "3": "insurance",
    "4": "who",
    "5": "callback",
    "7": "message",
    "9": "stop",
    "*": "again",
}
# Where a number is asked for, these are none to be called back at.
EMERGENCIES = {"911": "overdose", "988": "self-harm"}
TOPICS = dict.fromkeys("12345", "topic")
BESIDE_A_PERSON = {"2": "language", "4": "who", "5": "callback", "9": "stop", "*": "again"}
KEYS: dict[str, dict[str, str]] = {
    "first": FIRST,
    "nobody": FIRST,
    "alone": FIRST,
    "insurance": BESIDE_A_PERSON,
    "unsourced": BESIDE_A_PERSON,
    "info": {**TOPICS, "6": "more-topics", "9": "stop", "*": "back"},
    "topic": {"1": "more", "5": "callback", "6": "info", "9": "stop", "*": "again"},
    "who": {"2": "language", "5": "callback", "9": "stop", "*": "back"},
    "stop": {"9": "stop-now", "*": "back"},
    "saved": {
        "1": "right",
        "2": "other-number",
        "3": "other-time",
        "4": "voicemail",
        "5": "again",
        "7": "message",
        "9": "stop",
        "*": "again",
    },
    "number": {"7": "message", "*": "again"},
    "rest": {"*": "wrong"},
    # The tenth digit ends the number, so the pound that many press after it comes here.
    "readback": {"1": "right", "2": "wrong", "*": "again", "#": "again"},
    "time": {"1": "morning", "2": "afternoon", "3": "evening", "*": "again"},
    "crisis": {"5": "callback", "*": "again"},
    "interpreter": {**FIRST, "6": "interpreter"},
    "blocked": {"2": "language", "*": "again"},
}
SPOKEN = {
    "human": "person",
    "help": "person",
    "callback": "callback",
    "insurance": "insurance",
    "who": "who",
    "menu": "info",
    "stop": "stop",
    "repeat": "again",
    "thanks": "thanks",
    "callback:cancel": "cancel",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """`language` is set when it was chosen or spoken; `wished` is the one that they ask to be
    called or helped in, whatever they speak; `kind` is that of a crisis; `page` and `item` find a
    topic in the recorded menu, `fact` which of its facts, 0 for what it begins with."""

    name: str
    language: str = ""
    kind: str = ""
    page: int = 0
    item: int = 0
    fact: int = 0
    wished: str = ""


UNCLEAR = Choice("unclear")
LEAST_SURE = 0.5
"""Of 0 to 1: words of which the recogniser is less sure are asked again, once on the way through
the menus and once in the line (R37)."""
BELIEVED = frozenset({"crisis", "person", "interpreter", "language", "unclear"})
"""What nobody is asked again for on that account, however unsure it is: a recogniser set to the
other language is unsure of much."""
BELIEVED_AT = frozenset({"crisis", "number", "rest", "readback", "blocked"})
"""Levels that read back what they heard, or where to be asked again is one question too many."""


def is_doubtful(heard: Heard, choice: Choice) -> bool:
    """Whether to ask again before anything is done, as it may have been misheard."""
    if heard.confidence is None or heard.digits or heard.place.doubted:
        return False
    unsure = heard.confidence < LEAST_SURE and heard.place.level not in BELIEVED_AT
    return unsure and choice.name not in BELIEVED


def choice_of(heard: Heard, understander: Understander, facts: Facts) -> Choice:
    """What the caller wants, "unclear" when it cannot be told."""
    if heard.digits:
        return _key(heard, heard.digits)
    means = understander.understand(
        heard.speech, "voice", known_language=heard.place.language if heard.place.known else None
    )
    if means.is_crisis:
        return Choice("crisis", means.language, means.crisis_kind)
    return _only_here(heard, means) or _spoken(means, facts)


def _only_here(heard: Heard, means: Understanding) -> Choice | None:
    """What the words mean on a call, at this level."""
    key, language = key_said(heard.place, heard.speech)
    if key:
        pressed = _key(heard, key)
        return pressed if pressed.name == "language" else replace(pressed, language=language)
    if name := menu_said(heard.place, heard.speech):
        return Choice(name, means.language)
    if heard.place.level == "stop" and means.intent == "stop":
        return Choice("stop-now", means.language)
    name = answer_said(heard.place, heard.speech)
    return Choice(name) if name else None


def _key(heard: Heard, keys: str) -> Choice:
    level = heard.place.level
    if level == "number" and keys in EMERGENCIES:
        return Choice("crisis", kind=EMERGENCIES[keys])
    if level == "number" and len(keys) > 1:
        return Choice("digits")
    if level == "rest" and keys.isdecimal():  # also 0 and 8: this ends a number
        return Choice("rest")
    name = EVERYWHERE.get(keys) or KEYS[level].get(keys, "unclear")
    if name == "topic":
        return Choice(name, page=heard.place.page, item=int(keys))
    return Choice(name, kind="self-harm" if name == "crisis" else "")


def _spoken(means: Understanding, facts: Facts) -> Choice:
    if means.intent.startswith("language:"):
        return Choice("language", means.intent.removeprefix("language:"))
    if means.refined == "not-in-source":
        return Choice("unsourced", means.language)
    topic, fact = _topic_of(means, facts)
    for page, names in enumerate(facts.voice_menu):
        if topic in names:
            item = names.index(topic) + 1
            return Choice("topic", means.language, page=page, item=item, fact=fact)
    name = SPOKEN.get(means.intent)
    return Choice(name, means.language, wished=means.wished) if name else UNCLEAR


def _topic_of(means: Understanding, facts: Facts) -> tuple[str, int]:
    """The topic, and which of its facts is said first, 0 for what it begins with."""
    if means.refined == "family":
        return "family", 0
    if not means.intent.startswith("fact:"):
        return "", 0
    named = facts.by_keyword(means.detail, means.language) if means.detail else None
    if means.refined == "signs" or named is facts.by_n[WHAT_FAMILIES_NOTICE]:
        return _noticed_by_families(facts)
    if isinstance(named, Topic):
        return named.name, 0
    return (named.topic if named else means.intent.removeprefix("fact:")), 0


def _noticed_by_families(facts: Facts) -> tuple[str, int]:
    topic = facts.topics[facts.by_n[WHAT_FAMILIES_NOTICE].topic]
    sent = [n for n in topic.more if facts.by_n[n].send]
    return topic.name, sent.index(WHAT_FAMILIES_NOTICE) + 1
