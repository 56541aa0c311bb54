"""Whether signs outvote the phrases that find a crisis.

Phrases are many and broad: now and then one stands in talk that has nothing of a crisis ("the
place overdosed on neon"). Signs outvote it only where they speak against a crisis by far, by more
than in any labelled crisis that needed the phrase, and with the words beside it; never because of
what else a long text tells ("he is not breathing. also can you move my appointment ..."). Opting
out, hostile words and the wish for a call never speak against a crisis ("stop i want to die", R28).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from service.domain.understanding.figures import without
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import CRISIS_INTENTS
from service.domain.understanding.rules import Found
from service.domain.understanding.sign_places import MOST_WORDS
from service.domain.understanding.signs import UNKNOWN, Signs, Weighed

AGAINST = (UNKNOWN, "human")
"""That it is nothing of ours, or what somebody tells of themselves."""
BESIDE = 0.5
"""How many points must speak against it with the words beside the phrase alone: its own may be such
that signs know nothing of them but the smaller ones."""
LONG = 20
AROUND = 3
FOR = 0.5
"""In a text of more than LONG words a phrase counts, whatever the others say, that with so many
words on either side speaks for a crisis by so many points."""
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
        None where a phrase counts, as in a text of which signs do not see all."""
        if len(seen.words) > MOST_WORDS:
            return None
        weighed = self.signs.evidence(seen.words)
        against = -weighed.ahead(CRISIS_INTENTS, AGAINST)
        if against <= self.proven.usual:
            return None
        phrases = tuple(found)
        if len({one.phrase.text for one in phrases}) >= TOO_MANY:
            return None
        if any(self._counts(one, seen, weighed, against) for one in phrases):
            return None
        said = tuple(one.phrase.said_in(seen.words[one.start : one.end]) for one in phrases)
        return Doubt(tuple(one.phrase.text for one in phrases), against, said)

    def _counts(self, one: Found, seen: Text, weighed: Weighed, against: float) -> bool:
        if one.rule.is_sure or against <= self.proven.enough(one.phrase.text):
            return True
        if len(seen.words) > LONG and self._ahead_around(one, seen.words) >= FOR:
            return True
        rest = self.signs.evidence(without(one, seen.words))
        ahead = max(
            weighed.ahead(CRISIS_INTENTS, AGAINST, beside=rest), rest.ahead(CRISIS_INTENTS, AGAINST)
        )
        return -ahead <= BESIDE

    def _ahead_around(self, one: Found, words: Sequence[str]) -> float:
        around = words[max(0, one.start - AROUND) : one.end + AROUND]
        return self.signs.evidence(around).ahead(CRISIS_INTENTS, AGAINST)
