"""Rules: what it means when a phrase is found in a text.

A rule names an intent, why, and the phrases that show it. Rules are found through one
rare word of each phrase, so a text is only held against the few it could match.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.understanding.phrases import Phrase

PLAIN_STRENGTH = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """`whole` phrases are the entire text; `phrases` stand anywhere in it, unless `unless`."""

    intent: str
    why: str
    phrases: tuple[Phrase, ...] = ()
    whole: tuple[str, ...] = ()
    unless: tuple[Phrase, ...] = ()
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
    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        pairs = [(rule, phrase) for rule in self.rules for phrase in rule.phrases]
        self._pairs = pairs
        common = Counter(
            word for _, phrase in pairs for step in phrase.steps for word in step.words()
        )
        self._by_word: dict[str, list[int]] = {}
        for number, (_, phrase) in enumerate(pairs):
            for word in _anchor(phrase, common):
                self._by_word.setdefault(word, []).append(number)

    def find_all(self, words: Sequence[str]) -> Iterator[Found]:
        """Every rule's phrase found in `words`, in the order of the files."""
        seen: set[int] = set()
        for word in set(words):
            seen.update(self._by_word.get(word, ()))
        for number in sorted(seen):
            rule, phrase = self._pairs[number]
            place = phrase.find(words)
            if place and not any(other.find(words) for other in rule.unless):
                yield Found(rule, phrase, *place)

    def best(self, words: Sequence[str]) -> Found | None:
        """The strongest, then longest, then first."""
        best: Found | None = None
        for found in self.find_all(words):
            if best is None or found.rank > best.rank:
                best = found
        return best


def _anchor(phrase: Phrase, common: Counter[str]) -> frozenset[str]:
    """The words of the step that the fewest other phrases use."""
    needed = [step.words() for step in phrase.steps if not (step.optional or step.forbidden)]
    return min(needed, key=lambda words: max(common[word] for word in words))
