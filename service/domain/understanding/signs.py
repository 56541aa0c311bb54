"""Signs: single words that tell little, and together enough.

A list of signs says how many points each gives to one intent, and how many are enough.
A sign is one of

    goodbye              a word
    my pills             two words side by side
    <pills>              any word of a class
    <pills> .. <gone>    one class, then another, with up to two words between
    (understood)         a rule knows the text as something else

and counts once, however often it stands there. Where the points come from is not known here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

BETWEEN = ".."
UNDERSTOOD = "(understood)"
FARTHEST = 3
STRETCH = 32
STEP = 24
MOST_STRETCHES = 4
MOST_NAMED = 4

Classes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class SignList:
    intent: str
    why: str
    enough: float
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sum:
    """What adds up: `signs` are the heaviest, `place` is where the heaviest of them stands."""

    intent: str
    why: str
    points: float
    enough: float
    signs: tuple[str, ...]
    place: int

    @property
    def reason(self) -> str:
        named = ", ".join(f"“{sign}”" for sign in self.signs)
        return f"{self.why}: {named} ({self.points:.1f} points, {self.enough:g} are enough)"


Entry = tuple[str, Sequence[tuple[int, float]]]


class Signs:
    """Lists of signs, looked up word by word, all lists at once."""

    def __init__(self, lists: Iterable[SignList], classes: Classes) -> None:
        self.lists = tuple(lists)
        self._classes = _by_word(classes)
        self._one: dict[str, Entry] = {}
        self._side_by_side: dict[str, dict[str, Entry]] = {}
        self._near: dict[str, dict[str, Entry]] = {}
        for sign, given in _by_sign(self.lists).items():
            if " " not in sign:
                self._one[sign] = (sign, given)
                continue
            parts = sign.split(" ")
            if parts[1] == BETWEEN:
                self._near.setdefault(parts[0], {})[parts[-1]] = (sign, given)
            else:
                self._side_by_side.setdefault(parts[0], {})[parts[1]] = (sign, given)

    @classmethod
    def none(cls) -> "Signs":
        return cls((), {})

    def best(self, words: Sequence[str], *, is_understood: bool = False) -> Sum | None:
        """The list with most points above what it needs, in any stretch of the text."""
        best: Sum | None = None
        for start, stretch in _stretches(words):
            found = self._most([*stretch, UNDERSTOOD] if is_understood else stretch, start)
            if found and (best is None or found.points - found.enough > best.points - best.enough):
                best = found
        return best

    def _most(self, words: Sequence[str], start: int) -> Sum | None:
        found = self._found(words)
        totals = [0.0] * len(self.lists)
        for _, (_, given) in found.values():
            for number, points in given:
                totals[number] += points
        over = [
            (round(total - one.enough, 3), -number)
            for number, (total, one) in enumerate(zip(totals, self.lists, strict=True))
            if round(total, 3) >= one.enough
        ]
        return self._sum(-max(over)[1], totals, found, start) if over else None

    def _sum(
        self, number: int, totals: Sequence[float], found: Mapping[str, tuple[int, Entry]], at: int
    ) -> Sum:
        weighed = [
            (points, place, sign)
            for sign, (place, (_, given)) in found.items()
            for which, points in given
            if which == number and points > 0
        ]
        weighed.sort(key=lambda one: (-one[0], one[1], one[2]))
        one = self.lists[number]
        named = tuple(sign for _, _, sign in weighed[:MOST_NAMED])
        return Sum(one.intent, one.why, totals[number], one.enough, named, at + weighed[0][1])

    def _found(self, words: Sequence[str]) -> dict[str, tuple[int, Entry]]:
        """Every known sign in the words, with the place where it first stands."""
        found: dict[str, tuple[int, Entry]] = {}
        classes = [self._classes.get(word, ()) for word in words]
        for place, word in enumerate(words):
            entry = self._one.get(word)
            if entry:
                found.setdefault(entry[0], (place, entry))
            followers = self._side_by_side.get(word)
            if followers and place + 1 < len(words):
                entry = followers.get(words[place + 1])
                if entry:
                    found.setdefault(entry[0], (place, entry))
            for name in classes[place]:
                self._add_class(found, name, place, classes)
        return found

    def _add_class(
        self,
        found: dict[str, tuple[int, Entry]],
        name: str,
        place: int,
        classes: Sequence[Sequence[str]],
    ) -> None:
        entry = self._one.get(name)
        if entry:
            found.setdefault(entry[0], (place, entry))
        near = self._near.get(name)
        if near is None:
            return
        for others in classes[place + 1 : place + 1 + FARTHEST]:
            for other in others:
                entry = near.get(other)
                if entry:
                    found.setdefault(entry[0], (place, entry))

    def names(self, words: Sequence[str]) -> set[str]:
        """Every sign in the words, known to a list or not: what is learnt from."""
        return set(_every_sign(words, [self._classes.get(word, ()) for word in words]))


def _every_sign(words: Sequence[str], classes: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from words
    for first, then in pairwise(words):
        yield f"{first} {then}"
    for place, names in enumerate(classes):
        for name in names:
            yield name
            for others in classes[place + 1 : place + 1 + FARTHEST]:
                yield from (f"{name} {BETWEEN} {other}" for other in others)


def _stretches(words: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """A long text in overlapping pieces: what adds up should stand together.

    Of a very long one only the beginning and the end: there people say what it is about.
    """
    if len(words) <= STRETCH:
        yield 0, words
        return
    starts = [*range(0, len(words) - STRETCH, STEP), len(words) - STRETCH]
    if len(starts) > MOST_STRETCHES:
        starts = [*starts[: MOST_STRETCHES - 1], starts[-1]]
    for start in starts:
        yield start, words[start : start + STRETCH]


def _by_word(classes: Classes) -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    for name, words in classes.items():
        for word in dict.fromkeys(words):
            by_word.setdefault(word, []).append(f"<{name}>")
    return {word: tuple(names) for word, names in by_word.items()}


def _by_sign(lists: Sequence[SignList]) -> dict[str, list[tuple[int, float]]]:
    by_sign: dict[str, list[tuple[int, float]]] = {}
    for number, one in enumerate(lists):
        for sign, points in one.points.items():
            by_sign.setdefault(sign, []).append((number, points))
    return by_sign
