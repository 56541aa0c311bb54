"""Rules: what it means when a phrase is found in a text.

A rule names an intent, why, and the phrases that show it. Rules are found through the
rarest step of each phrase, so a text is only held against the few it could match.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.understanding.anchors import Anchors, WordUse
from service.domain.understanding.phrases import Phrase, Text

PLAIN_STRENGTH = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """`whole` phrases are the entire text; `phrases` stand anywhere in it.

    The rule does not hold in a text with one of `unless`, nor where one of the two words
    before the phrase is in `not_after` ("never take me off"). With `only_with` it holds
    only in a text that has one of those, too: signs that mean little alone.
    """

    intent: str
    why: str
    phrases: tuple[Phrase, ...] = ()
    whole: tuple[str, ...] = ()
    unless: tuple[Phrase, ...] = ()
    only_with: tuple[Phrase, ...] = ()
    not_after: frozenset[str] = frozenset()
    refined: str = ""
    strength: int = PLAIN_STRENGTH


@dataclass(frozen=True, slots=True)
class Found:
    rule: Rule
    phrase: Phrase
    start: int
    end: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.rule.strength, self.end - self.start


class RuleIndex:
    """Rules, found by their phrases; `use` is how much all the phrases there are use a word."""

    def __init__(self, rules: Iterable[Rule], use: WordUse | None = None) -> None:
        self.rules = tuple(rules)
        # The strongest first: once a rule is found, a weaker one need not be looked for.
        by_strength = sorted(self.rules, key=lambda rule: -rule.strength)
        self._entries = [(rule, phrase) for rule in by_strength for phrase in rule.phrases]
        phrases = [phrase for _, phrase in self._entries]
        self._anchors = Anchors(phrases, use or WordUse(phrases))

    def find_all(self, text: Text) -> Iterator[Found]:
        """Every rule's phrase found in the text, the strongest rules' first."""
        holding = _Holding(text)
        return (found for found in self._seen_in(text) if holding.holds(found.rule))

    def best(self, text: Text) -> Found | None:
        """The strongest, then longest, then first."""
        best: Found | None = None
        holding = _Holding(text)
        for found in self._seen_in(text):
            if best is not None and found.rule.strength < best.rule.strength:
                break
            if (best is None or found.rank > best.rank) and holding.holds(found.rule):
                best = found
        return best

    def _seen_in(self, text: Text) -> Iterator[Found]:
        """What is found, also of rules that do not hold in this text."""
        for number, starts in sorted(self._anchors.starts_in(text).items()):
            rule, phrase = self._entries[number]
            place = phrase.find_from(text, starts)
            if place is not None and not _comes_after(rule.not_after, text.words, place[0]):
                yield Found(rule, phrase, *place)


class _Holding:
    """Whether rules hold in a text, each asked once."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._holds: dict[int, bool] = {}

    def holds(self, rule: Rule) -> bool:
        holds = self._holds.get(id(rule))
        if holds is None:
            holds = self._holds[id(rule)] = _may_hold(rule, self._text)
        return holds


def _may_hold(rule: Rule, text: Text) -> bool:
    if any(other.is_in(text) for other in rule.unless):
        return False
    return not rule.only_with or any(other.is_in(text) for other in rule.only_with)


def _comes_after(negators: frozenset[str], words: Sequence[str], start: int) -> bool:
    return bool(negators) and not negators.isdisjoint(words[max(0, start - 2) : start])
