"""Rules: what it means when a phrase is found in a text.

A rule names an intent, why, and the phrases that show it. Rules are found through one
rare word of each phrase, so a text is only held against the few it could match.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.understanding.phrases import Phrase, Step, Text

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


class _Anchors:
    """Picks, for each phrase, the step whose words the fewest other phrases use."""

    def __init__(self, common: Counter[str]) -> None:
        self._common = common
        self._use: dict[int, int] = {}  # phrases share their steps, so each is counted once

    def of(self, phrase: Phrase) -> frozenset[str]:
        needed = [step for step in phrase.steps if step.must_be_there]
        return min(needed, key=self._most_used).first_words

    def _most_used(self, step: Step) -> int:
        use = self._use.get(id(step))
        if use is None:
            use = self._use[id(step)] = max(map(self._common.__getitem__, step.first_words))
        return use


class RuleIndex:
    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        pairs = [(rule, phrase) for rule in self.rules for phrase in rule.phrases]
        self._pairs = pairs
        common = Counter(
            word for _, phrase in pairs for step in phrase.steps for word in step.first_words
        )
        anchors = _Anchors(common)
        self._by_word: dict[str, list[int]] = {}
        for number, (_, phrase) in enumerate(pairs):
            for word in anchors.of(phrase):
                self._by_word.setdefault(word, []).append(number)

    def find_all(self, words: Sequence[str]) -> Iterator[Found]:
        """Every rule's phrase found in `words`, in the order of the files."""
        text = Text(words)
        seen: set[int] = set()
        for word in text.places:
            seen.update(self._by_word.get(word, ()))
        ruled_out: dict[int, bool] = {}
        for number in sorted(seen):
            rule, phrase = self._pairs[number]
            place = phrase.find(text)
            if place is None or _comes_after(rule.not_after, words, place[0]):
                continue
            if id(rule) not in ruled_out:
                ruled_out[id(rule)] = not _may_hold(rule, text)
            if not ruled_out[id(rule)]:
                yield Found(rule, phrase, *place)

    def best(self, words: Sequence[str]) -> Found | None:
        """The strongest, then longest, then first."""
        best: Found | None = None
        for found in self.find_all(words):
            if best is None or found.rank > best.rank:
                best = found
        return best


def _may_hold(rule: Rule, text: Text) -> bool:
    if any(other.find(text) for other in rule.unless):
        return False
    return not rule.only_with or any(other.find(text) for other in rule.only_with)


def _comes_after(negators: frozenset[str], words: Sequence[str], start: int) -> bool:
    return bool(negators) and not negators.isdisjoint(words[max(0, start - 2) : start])
