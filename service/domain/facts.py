"""The facts of the treatment document and the topics they belong to.

Knows which keyword brings which fact and what MORE leads to. Does not know how they are stored,
nor what else is said around them.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

LANGUAGES = ("en", "es")

Words = Mapping[str, str]
"""The same thing by language: {"en": …, "es": …}."""

WHAT_FAMILIES_NOTICE = 7
"""The fact that answers who asks for the signs."""


@dataclass(frozen=True)
class Fact:
    """One sentence of the document in our own words, with its source and its last review."""

    n: int
    section: str
    topic: str
    sms: Words
    reviewed: date | None
    keyword: Words = field(default_factory=dict)
    voice: Words = field(default_factory=dict)
    after: Words = field(default_factory=dict)
    after_voice: Words = field(default_factory=dict)
    send: bool = True
    reason: str = ""
    """Why it is not sent; empty for a fact that is."""
    reply: str = ""
    """The command that answers this fact's keyword with words of its own, such as "insurance"."""


@dataclass(frozen=True)
class Topic:
    """A subject of the menu: its whole reply, and the facts MORE leads through."""

    name: str
    keyword: Words
    spoken: Words
    reply: Words
    voice: Words
    after: Words
    """What follows each of its facts in a text."""
    more: tuple[int, ...]
    source: int
    """The fact whose section of the document the reply comes from."""
    after_voice: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """All facts and topics, found by number, name or keyword."""

    document: str
    by_n: Mapping[int, Fact]
    topics: Mapping[str, Topic]
    voice_menu: tuple[tuple[str, ...], ...]
    """The topics of the recorded menu: keys 1 to 5, and behind 6 the next five."""
    _keywords: Mapping[tuple[str, str], "Fact | Topic"]

    def by_keyword(self, word: str, language: str) -> "Fact | Topic | None":
        """Find what a keyword of this language brings; a topic goes before its own fact.

        Case, accents and spacing do not matter. Facts that are not sent are not found.
        """
        return self._keywords.get((language, folded(word)))

    def next_in_topic(self, topic: str, after_n: int | None) -> Fact | None:
        """Give what MORE leads to: the first fact after the topic's reply, then each next one."""
        order = self.topics[topic].more if topic in self.topics else ()
        following = order[order.index(after_n) + 1 :] if after_n in order else order
        return next((self.by_n[n] for n in following if self.by_n[n].send), None)


def collect(
    document: str,
    facts: tuple[Fact, ...],
    topics: tuple[Topic, ...],
    voice_menu: tuple[tuple[str, ...], ...],
) -> Facts:
    """Put facts and topics together and index their keywords."""
    keywords: dict[tuple[str, str], Fact | Topic] = {}
    # Topics come last: where both have the word, the topic's whole reply is the better answer.
    findable: list[Fact | Topic] = [*(fact for fact in facts if fact.send), *topics]
    for thing in findable:
        for language, word in thing.keyword.items():
            keywords[(language, folded(word))] = thing
    return Facts(
        document, {f.n: f for f in facts}, {t.name: t for t in topics}, voice_menu, keywords
    )


def folded(word: str) -> str:
    """Reduce a keyword to what is compared: "Señales " and "SENALES" are the same."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
