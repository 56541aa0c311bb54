"""Signs: words that each tell a little of what a text is about, and together enough.

A table says how many points a sign gives each intent, or takes from it. A sign is one of

    goodbye      a word
    my pills     two words side by side
    addic*       the first five letters of a longer word
    ^hello       what the text begins with, a word or two
    pls$         what it ends with

and counts once, however often it stands there. Where the points come from is not known here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from typing import NamedTuple

from service.domain.understanding.sign_places import signs_in, stretches
from service.domain.understanding.sign_points import Points, read_points

MOST_NAMED = 4
FEW = 6  # words: a shorter text must lead by as much
USUAL = 10  # words
UNKNOWN = "unknown"

_Asked = tuple[frozenset[str], frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """An intent that signs can tell: `start` is what a text without any sign has, `lead` by how
    many points it must lead its rivals, in a text of USUAL words. Of several that are asked for
    the one wins that is farthest above its lead."""

    intent: str
    why: str
    start: float = 0.0
    lead: float = 0.0


@dataclass(frozen=True, slots=True)
class Vote:
    """The points that what rules say of a text is worth: an intent, or that they know none."""

    known: float = 0.0
    unknown: float = 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """What adds up: it leads by `ahead` points, `enough` are enough; `signs` are the heaviest, each
    with its place in the text."""

    kind: Kind
    ahead: float
    enough: float
    signs: Sequence[tuple[str, int]]

    @property
    def intent(self) -> str:
        return self.kind.intent

    @property
    def place(self) -> int:
        """Where the heaviest sign stands."""
        return self.signs[0][1]

    @property
    def reason(self) -> str:
        named = ", ".join(f"“{sign}”" for sign, _ in self.signs)
        enough = f"{self.enough:.2f} is enough" if self.enough else "any lead is enough"
        return f"{self.kind.why}: {named} (leads by {self.ahead:.2f} points, {enough})"


class Signs:
    """The table, looked up word by word.

    `points` holds each sign's points as they are written: they are read when the sign is first
    met, as most are not for days. What is written wrongly gives none.
    """

    def __init__(
        self, kinds: Sequence[Kind], points: Mapping[str, str], vote: Vote | None = None
    ) -> None:
        self.kinds = tuple(kinds)
        self.vote = vote or Vote()
        self._number = {kind.intent: number for number, kind in enumerate(self.kinds)}
        self._starts = [kind.start for kind in self.kinds]
        self._written = points
        self._read: dict[str, Points] = {}
        self._sides: dict[_Asked, tuple[Sequence[int], Sequence[int]]] = {}  # asked for over again

    @classmethod
    def none(cls) -> "Signs":
        return cls((), {})

    def weigh(self, words: Sequence[str], by_rules: str = UNKNOWN) -> "Weighed":
        """Add up; `by_rules` is the intent that rules read out of the text, or "unknown"."""
        totals = list(self._starts)
        voted = self._number.get(by_rules)
        if voted is not None:
            totals[voted] += self.vote.unknown if by_rules == UNKNOWN else self.vote.known
        return self._weighed(words, 0, len(words), totals)

    def evidence(self, words: Sequence[str], first: int = 0, last: int | None = None) -> "Weighed":
        """Add up what is there to see, and nothing that a text has before its first sign: words
        that signs know nothing of are no evidence of anything. Of the text's words only those
        from `first` to `last` are looked at."""
        last = len(words) if last is None else min(last, len(words))
        return self._weighed(words, first, last, [0.0] * len(self.kinds))

    def sides(
        self, wanted: Collection[str], rivals: Collection[str] | None
    ) -> tuple[Sequence[int], Sequence[int]]:
        """The places of what is wanted, and of its rivals, in the points of a stretch; all that is
        not wanted, where no rivals are named."""
        asked = frozenset(wanted), None if rivals is None else frozenset(rivals)
        known = self._sides.get(asked)
        if known is None:
            ours = [number for intent, number in self._number.items() if intent in wanted]
            others = [
                number
                for intent, number in self._number.items()
                if intent not in wanted and (rivals is None or intent in rivals)
            ]
            known = self._sides[asked] = ours, others
        return known

    def heaviest(self, number: int, places: Mapping[str, int]) -> list[tuple[str, int]]:
        """Of the signs at these places what gives one kind most points, and where each stands."""
        weighed = [
            (points, place, sign)
            for sign, place in places.items()
            for which, points in self._read[sign]
            if which == number and points > 0
        ]
        weighed.sort(key=lambda one: (-one[0], one[1], one[2]))
        return [(sign, place) for _, place, sign in weighed[:MOST_NAMED]]

    def _weighed(
        self, words: Sequence[str], first: int, last: int, before: Sequence[float]
    ) -> "Weighed":
        return Weighed(self, [self._stretch(words, *at, before) for at in stretches(first, last)])

    def _stretch(
        self, words: Sequence[str], start: int, end: int, before: Sequence[float]
    ) -> "Stretch":
        totals = list(before)
        places: dict[str, int] = {}
        read, written = self._read, self._written
        signs = signs_in(words[start:end], begins=start == 0, ends=end == len(words))
        for sign, place in signs:
            if sign not in written or sign in places:
                continue
            places[sign] = start + place
            for number, points in read.get(sign) or self._first_met(sign):
                totals[number] += points
        return Stretch(totals, places, sqrt(max(end - start, FEW) / USUAL))

    def _first_met(self, sign: str) -> Points:
        try:
            read = read_points(self._written[sign])
        except ValueError:
            read = ()
        given = [(self._number[intent], value) for intent, value in read if intent in self._number]
        self._read[sign] = given
        return given


@dataclass(frozen=True, slots=True)
class Stretch:
    """The points of every kind, and where each sign of the table first stands in the text.

    More words add up to more by chance: every lead must be `longer` times as far.
    """

    points: Sequence[float]
    places: Mapping[str, int]
    longer: float


class Weighed:
    """A text's signs, added up."""

    def __init__(self, signs: Signs, of_stretches: Sequence[Stretch]) -> None:
        self._signs = signs
        self.stretches = of_stretches

    def best(self, wanted: Collection[str], rivals: Collection[str] | None = None) -> Told | None:
        """What of `wanted` leads its rivals, in some stretch of the text, by as much as it must;
        where no rivals are named, all that is not wanted."""
        nearest = self._nearest(wanted, rivals)
        if nearest is None or nearest.ahead <= 0 or nearest.ahead < nearest.enough:
            return None
        kind = self._signs.kinds[nearest.leader]
        heaviest = self._signs.heaviest(nearest.leader, nearest.stretch.places)
        # A lead that no sign gave is not a word of the text.
        return Told(kind, nearest.ahead, nearest.enough, heaviest) if heaviest else None

    def ahead(
        self,
        wanted: Collection[str],
        rivals: Collection[str] | None = None,
        *,
        beside: "Weighed | None" = None,
    ) -> float:
        """By how much one of `wanted` leads its rivals, in a text of USUAL words.

        `beside` is the same text with some words blotted out: those give the rivals no points.
        """
        nearest = self._nearest(wanted, rivals, beside)
        return nearest.ahead / nearest.stretch.longer if nearest else -inf

    def _nearest(
        self,
        wanted: Collection[str],
        rivals: Collection[str] | None,
        beside: "Weighed | None" = None,
    ) -> "_Nearest | None":
        """The stretch in which one of `wanted` is nearest to its lead, or farthest above it."""
        ours, others = self._signs.sides(wanted, rivals)
        if not ours or not others:
            return None
        return max(
            (
                self._in_stretch(one, ours, of_rivals.points, others)
                for one, of_rivals in zip(self.stretches, (beside or self).stretches, strict=True)
            ),
            key=lambda nearest: (nearest.ahead - nearest.enough) / nearest.stretch.longer,
        )

    def _in_stretch(
        self,
        stretch: Stretch,
        ours: Sequence[int],
        rivals: Sequence[float],
        others: Sequence[int],
    ) -> "_Nearest":
        points, kinds, longer = stretch.points, self._signs.kinds, stretch.longer
        leader = max(ours, key=lambda number: points[number] - kinds[number].lead * longer)
        ahead = round(points[leader] - max(rivals[number] for number in others), 3)
        return _Nearest(ahead, round(kinds[leader].lead * longer, 3), leader, stretch)


class _Nearest(NamedTuple):
    ahead: float
    enough: float
    leader: int
    stretch: Stretch
