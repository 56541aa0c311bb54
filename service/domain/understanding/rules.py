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
    only in a text that has one of those, too: signs that mean little alone. What `is_sure` of
    a crisis no sign outvotes.
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
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    rule: Rule
    phrase: Phrase
    start: int
    end: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.rule.strength, self.end - self.start

    def is_apart_from(self, other: "Found") -> bool:
        """Whether the two share no word."""
        return self.end <= other.start or other.end <= self.start


class RuleIndex:
    """Rules, found by their phrases; `use` is how much all the phrases there are use a word."""

    def __init__(self, rules: Iterable[Rule], use: WordUse | None = None) -> None:
        self.rules = tuple(rules)
        # The strongest first: once a rule is found, a weaker one need not be looked for.
        by_strength = sorted(self.rules, key=lambda rule: -rule.strength)
        self._entries = [(rule, phrase) for rule in by_strength for phrase in rule.phrases]
        phrases = [phrase for _, phrase in self._entries]
        self._use = use or WordUse(phrases)
        self._anchors = Anchors(phrases, self._use)
        self._conditions: dict[int, _Condition] = {}

    def find_all(self, text: Text) -> Iterator[Found]:
        """Every rule's phrase found in the text, the strongest rules' first."""
        holds: dict[int, bool] = {}
        return (found for found in self._seen_in(text) if self._holds(found.rule, text, holds))

    def best(self, text: Text, *, around: Text | None = None) -> Found | None:
        """The strongest, then longest, then first.

        Of a sentence, `around` is all that was said: what a rule must have, or must not, is asked
        of that.
        """
        best: Found | None = None
        holds: dict[int, bool] = {}
        for found in self._seen_in(text):
            if best is not None and found.rule.strength < best.rule.strength:
                break
            if best is not None and found.rank <= best.rank:
                continue
            if self._holds(found.rule, around or text, holds):
                best = found
        return best

    def _seen_in(self, text: Text) -> Iterator[Found]:
        """What is found, also of rules that do not hold in this text."""
        for number, starts in sorted(self._anchors.starts_in(text).items()):
            rule, phrase = self._entries[number]
            place = phrase.find_from(text, starts)
            if place is not None and not _comes_after(rule.not_after, text.words, place[0]):
                yield Found(rule, phrase, *place)

    def _holds(self, rule: Rule, text: Text, known: dict[int, bool]) -> bool:
        """Whether the rule holds in the text; `known` is what was asked of the text before."""
        holds = known.get(id(rule))
        if holds is None:
            condition = self._conditions.get(id(rule))
            if condition is None:
                condition = self._conditions[id(rule)] = _Condition(rule, self._use)
            holds = known[id(rule)] = condition.holds(text)
        return holds


class _Condition:
    """What else a text must have, and must not, for a rule to hold in it.

    Made when the rule is first found: a few of the rules find most of what is found.
    """

    def __init__(self, rule: Rule, use: WordUse) -> None:
        self._unless = _AnyOf(rule.unless, use)
        self._only_with = _AnyOf(rule.only_with, use) if rule.only_with else None

    def holds(self, text: Text) -> bool:
        return not self._unless.is_in(text) and (
            self._only_with is None or self._only_with.is_in(text)
        )


class _AnyOf:
    """Phrases of which it does not matter which is in a text, nor where."""

    def __init__(self, phrases: Sequence[Phrase], use: WordUse) -> None:
        alone = [phrase.steps[0].single for phrase in phrases if phrase.is_any_word]
        self._words = frozenset[str]().union(*alone)
        self._phrases = [phrase for phrase in phrases if not phrase.is_any_word]
        self._anchors = Anchors(self._phrases, use)

    def is_in(self, text: Text) -> bool:
        if not self._words.isdisjoint(text.present):
            return True
        if not any(phrase.has_its_words_in(text) for phrase in self._phrases):
            return False
        starts = self._anchors.starts_in(text)
        return any(self._phrases[one].find_from(text, starts[one]) for one in starts)


def _comes_after(negators: frozenset[str], words: Sequence[str], start: int) -> bool:
    return bool(negators) and not negators.isdisjoint(words[max(0, start - 2) : start])
