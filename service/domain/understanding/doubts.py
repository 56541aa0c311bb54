"""Whether signs outvote the phrases that find a crisis.

Phrases are many and broad: now and then one stands in talk that has nothing of a crisis ("the
place overdosed on neon"). Signs outvote it only where they speak against a crisis by far, by more
than in any labelled crisis that needed the phrase, and with the words beside it. In a long text the
words around the phrase are asked: what else it tells is no doubt ("he is not breathing. also can
you move my appointment"), and it has many phrases by accident. Opting out, hostile words and the
wish for a call never speak against a crisis ("stop i want to die", R28).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import fmean

from service.domain.understanding.figures import without
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import CRISIS_INTENTS
from service.domain.understanding.rules import Found
from service.domain.understanding.sign_places import MOST_WORDS
from service.domain.understanding.signs import UNKNOWN, Signs, Weighed

AGAINST = (UNKNOWN, "human")
"""That it is nothing of ours, or what somebody tells of themselves."""
BESIDE = 0.3
"""How many points must speak against it with the words beside the phrase alone: its own may be such
that signs know nothing of them but the smaller ones."""
LONG = 20
"""Of a text with more words what stands around a phrase says more than all of it."""
AROUND = (3, 10)
"""There the phrase with so many words on either side is asked, with so many, and the stretch of the
text that is nearest to a crisis: it is outvoted if they speak against it, taken together."""
NEAR_FOR = 0.5
"""With the fewest words beside it a phrase counts that speaks for a crisis by so many points."""
MOST_NAMED = 2
TOO_MANY = 6
"""So many different phrases in one text nothing outvotes. Fewer often find the same few words."""


@dataclass(frozen=True, slots=True)
class Proven:
    """How many points against a crisis outvote a phrase: more than `usual`, and more than `of` has
    for those that were right against as many."""

    usual: float = inf
    of: Mapping[str, float] = field(default_factory=dict)

    def enough(self, phrase: str) -> float:
        return max(self.usual, self.of.get(phrase, 0.0))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Phrases that are outvoted, by so many points; `said` is what each of them found."""

    phrases: tuple[str, ...]
    against: float
    said: tuple[str, ...]

    @property
    def reason(self) -> str:
        named = ", ".join(f"“{words}”" for words in self.said[:MOST_NAMED])
        return f"no crisis for {named}: signs speak against it by {self.against:.2f} points"


@dataclass(frozen=True, slots=True)
class Doubts:
    signs: Signs
    proven: Proven

    def of(self, seen: Text, found: Iterable[Found]) -> Doubt | None:
        """Whether all that is `found` in the text, which is without figures of speech, is outvoted:
        None where a phrase counts, as in a text of which signs do not see all, and where no phrase
        is proven."""
        if self.proven.usual == inf or len(seen.words) > MOST_WORDS:
            return None
        weighed = self.signs.evidence(seen.words)
        ahead = weighed.ahead(CRISIS_INTENTS, AGAINST)
        if len(seen.words) <= LONG and -ahead <= self.proven.usual:
            return None
        phrases = tuple(found)
        if len({one.phrase.text for one in phrases}) >= TOO_MANY:
            return None
        against: list[float] = []
        for one in phrases:
            points = self._against(one, seen.words, weighed)
            if points is None:
                return None
            against.append(points)
        said = tuple(one.phrase.said_in(seen.words[one.start : one.end]) for one in phrases)
        return Doubt(tuple(one.phrase.text for one in phrases), min(against), said)

    def _against(self, one: Found, words: Sequence[str], weighed: Weighed) -> float | None:
        """By how many points it is outvoted; None where it counts."""
        if one.rule.is_sure:
            return None
        ahead = weighed.ahead(CRISIS_INTENTS, AGAINST)
        if len(words) > LONG:
            return self._against_in_long(one, words, ahead)
        if -ahead <= self.proven.enough(one.phrase.text):
            return None
        rest = self.signs.evidence(without(one, words))
        beside = max(
            weighed.ahead(CRISIS_INTENTS, AGAINST, beside=rest), rest.ahead(CRISIS_INTENTS, AGAINST)
        )
        return -ahead if -beside > BESIDE else None

    def _against_in_long(self, one: Found, words: Sequence[str], ahead: float) -> float | None:
        near, around = (self._ahead(one, words, many) for many in AROUND)
        if near >= NEAR_FOR:
            return None
        against = -fmean((near, around, ahead))
        return against if against > self.proven.of.get(one.phrase.text, 0.0) else None

    def _ahead(self, one: Found, words: Sequence[str], many: int) -> float:
        """By how much the phrase with so many words on either side speaks for a crisis."""
        around = self.signs.evidence(words, max(0, one.start - many), one.end + many)
        return around.ahead(CRISIS_INTENTS, AGAINST)
