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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase with its rarest step, at most `reach` words after the phrase's start.

    `also` are the words of its second rarest step, of which one must be there, too.
    """

    rule: Rule
    phrase: Phrase
    anchor: frozenset[str]
    reach: int
    also: frozenset[str] | None


class _Entries:
    """Makes entries: for each phrase, which steps' words the fewest other phrases use."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        # Steps share their sets of words, so that each set is gone through once.
        steps = [step.first_words for phrase in phrases for step in phrase.steps]
        sets = {id(words): words for words in steps}
        self._common: Counter[str] = Counter()
        for key, times in Counter(map(id, steps)).items():
            for word in sets[key]:
                self._common[word] += times
        self._use: dict[int, int] = {}

    def of(self, rule: Rule, phrase: Phrase) -> _Entry:
        needed = [step for step in phrase.steps if step.must_be_there]
        if len(needed) == 1:
            return _Entry(rule, phrase, needed[0].first_words, phrase.reach_to(needed[0]), None)
        anchor, also, *_ = sorted(needed, key=self._most_used)
        reach = phrase.reach_to(anchor)
        return _Entry(rule, phrase, anchor.first_words, reach, also.first_words)

    def _most_used(self, step: Step) -> int:
        key = id(step.first_words)
        use = self._use.get(key)
        if use is None:
            use = self._use[key] = max(map(self._common.__getitem__, step.first_words))
        return use


class RuleIndex:
    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        pairs = [(rule, phrase) for rule in self.rules for phrase in rule.phrases]
        entries = _Entries(phrase for _, phrase in pairs)
        self._entries = [entries.of(rule, phrase) for rule, phrase in pairs]
        self._by_word: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for word in entry.anchor:
                self._by_word.setdefault(word, []).append(number)

    def find_all(self, text: Text) -> Iterator[Found]:
        """Every rule's phrase found in the text, in the order of the files."""
        may_hold: dict[int, bool] = {}
        for number, places in sorted(self._places_of_anchors(text).items()):
            entry = self._entries[number]
            if entry.also is not None and entry.also.isdisjoint(text.present):
                continue
            rule = entry.rule
            place = entry.phrase.find_around(text, places, entry.reach)
            if place is None or _comes_after(rule.not_after, text.words, place[0]):
                continue
            if id(rule) not in may_hold:
                may_hold[id(rule)] = _may_hold(rule, text)
            if may_hold[id(rule)]:
                yield Found(rule, entry.phrase, *place)

    def _places_of_anchors(self, text: Text) -> dict[int, list[int]]:
        """The entries whose rarest step has a word in the text, and where."""
        places: dict[int, list[int]] = {}
        for word, at in text.places.items():
            for number in self._by_word.get(word, ()):
                before = places.get(number)
                places[number] = at if before is None else before + at
        return places

    def best(self, text: Text) -> Found | None:
        """The strongest, then longest, then first."""
        best: Found | None = None
        for found in self.find_all(text):
            if best is None or found.rank > best.rank:
                best = found
        return best


def _may_hold(rule: Rule, text: Text) -> bool:
    if any(other.find(text) for other in rule.unless):
        return False
    return not rule.only_with or any(other.find(text) for other in rule.only_with)


def _comes_after(negators: frozenset[str], words: Sequence[str], start: int) -> bool:
    return bool(negators) and not negators.isdisjoint(words[max(0, start - 2) : start])
