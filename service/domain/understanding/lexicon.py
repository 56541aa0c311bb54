"""The words the phrases are written with, and the nearest of them to a misspelt one.

Nearness is found through words with one letter left out (so that a look-up is a few
dictionary reads, whatever the number of words), then confirmed by rapidfuzz. Real words
that only look like ours ("dice", "dye") are listed in spelling.toml and left alone.
"""

from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import OSA

SHORTEST_MISSPELT = 4
LONGEST_SHORT = 5
LONGEST_INITIALS = 2
SHORTEST_WITH_TWO_SLIPS = 8
LONGEST_JOINED = 28
LONGEST_PART = 14
STEM_LENGTHS = range(4, 12)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {pair for row in _ROWS for keys in (row, row[::-1]) for pair in pairwise(keys)}


class Lexicon:
    """Known words, their stems, and how to get back to them."""

    def __init__(
        self,
        words: Iterable[str],
        stems: Collection[str] = (),
        real_words: Collection[str] = (),
        maskable: Collection[str] = (),
        *,
        short: Collection[str] = (),
        drawn_out: Collection[str] = (),
        careful: bool = False,
    ) -> None:
        """`short` ones are run together with others, `drawn_out` ones are said at length."""
        self.words = frozenset(words)
        self._stems = frozenset(stem.removesuffix("*") for stem in stems)
        self._stems_begin = frozenset(stem[: STEM_LENGTHS.start] for stem in self._stems)
        self._joined = frozenset(word for word in self.words if len(word) > 2 or word in short)
        self._drawn_out = frozenset(drawn_out)
        self._real = frozenset(real_words)
        self.is_careful = careful
        self.maskable = tuple(sorted(maskable))

    @cached_property
    def _shortened(self) -> dict[str, str]:
        """By a word with one letter left out, the words it may be, with spaces between.

        Made with the first slip in this language: it takes 20 ms, a tenth of a start.
        """
        shortened: dict[str, str] = {}
        for word in sorted(self.words):
            if len(word) >= SHORTEST_MISSPELT and word.isalpha():
                for key in _one_letter_less(word):
                    before = shortened.get(key)
                    shortened[key] = f"{before} {word}" if before else word
        return shortened

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def is_real(self, word: str) -> bool:
        """A correct word, though not one of the phrases'."""
        return word in self._real

    def may_be_drawn_out(self, word: str) -> bool:
        """ "nooo" is "no", but "aaaa" is a cry and neither "a" nor "aa"."""
        return len(word) > LONGEST_INITIALS or word in self._drawn_out

    def stem_of(self, word: str) -> str | None:
        if word[: STEM_LENGTHS.start] not in self._stems_begin:
            return None
        for length in STEM_LENGTHS:
            if word[:length] in self._stems:
                return word[:length] + "*"
        return None

    def nearest(self, word: str) -> str | None:
        """The known word this one is most likely a slip of, if any."""
        if len(word) < SHORTEST_MISSPELT or len(word) > LONGEST_JOINED:
            return None
        keys = [word, *_one_letter_less(word)]
        near = set(self.words.intersection(keys))
        for key in keys:
            if key in self._shortened:
                near.update(self._shortened[key].split())
        slips = 2 if len(word) >= SHORTEST_WITH_TWO_SLIPS else 1
        likely = [
            other
            for other in near
            if OSA.distance(word, other, score_cutoff=slips) <= slips
            and not self._is_doubtful(word, other)
        ]
        return min(likely, key=lambda other: _difference(word, other)) if likely else None

    def _is_doubtful(self, word: str, other: str) -> bool:
        """Short words have many neighbours; without a list of real words, take few for slips."""
        if len(other) <= 4 and other[0] != word[0]:
            return True
        if not self.is_careful or len(word) > LONGEST_SHORT:
            return False
        left_out_or_swapped = len(word) < len(other) or sorted(word) == sorted(other)
        return not (left_out_or_swapped or _undoubled(word) == _undoubled(other))

    def split(self, joined: str, slang: Collection[str] = ()) -> tuple[str, ...] | None:
        """The known words run together in one ("killmyself"), longest words first.

        Of `slang`, only what is long enough to be no accident.
        """
        size = len(joined)
        if size > LONGEST_JOINED:
            return None
        ways: list[tuple[int, tuple[str, ...]] | None] = [None] * (size + 1)
        ways[0] = (0, ())
        for start in range(size):
            before = ways[start]
            if before is None:
                continue
            for end in range(start + 1, min(start + LONGEST_PART, size) + 1):
                piece = joined[start:end]
                if piece not in self._joined and (len(piece) < 4 or piece not in slang):
                    continue
                cost = before[0] + (6 if len(piece) < 3 else 3)
                now = ways[end]
                if now is None or cost < now[0]:
                    ways[end] = (cost, (*before[1], piece))
        whole = ways[size]
        return whole[1] if whole and len(whole[1]) * 2.5 <= size else None


def _one_letter_less(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _difference(word: str, other: str) -> tuple[int, bool, bool, bool, bool, str]:
    """How far two words are apart; people seldom miss the first letter, often the key beside."""
    return (
        OSA.distance(word, other),
        other[0] != word[0],
        not _is_near(word, other),
        word not in (f"{other}s", f"{other}d"),
        not _is_key_beside(word, other),
        other,
    )


def _is_key_beside(word: str, other: str) -> bool:
    """One letter another, and the two side by side on a keyboard."""
    slips = [pair for pair in zip(word, other, strict=False) if pair[0] != pair[1]]
    return len(word) == len(other) and len(slips) == 1 and slips[0] in _BESIDE


def _is_near(word: str, other: str) -> bool:
    """Only letters swapped or doubled: likelier than one left out or another."""
    return sorted(word) == sorted(other) or _undoubled(word) == _undoubled(other)


def _undoubled(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if word[at - 1 : at] != letter)
