"""Every sign in a text's words, in a table or not, and the stretches whose signs add up."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

BEGINNING = 5
AT_AN_END = (1, 2)
"""A text begins, and ends, with a word and with two."""
STRETCH = 32
STEP = 24
MOST_STRETCHES = 8
MOST_WORDS = STRETCH + STEP * (MOST_STRETCHES - 1)
"""Of a text with more some words stand in no stretch."""


def signs_in(
    words: Sequence[str], *, begins: bool = True, ends: bool = True
) -> Iterator[tuple[str, int]]:
    """Every sign in the words, in a table or not, and its place: what is learnt from, too.

    `begins` and `ends`: whether the text does so with these words, or goes on.
    """
    for place, word in enumerate(words):
        yield word, place
    for place, (word, then) in enumerate(pairwise(words)):
        yield f"{word} {then}", place
    for place, word in enumerate(words):
        if len(word) > BEGINNING:
            yield f"{word[:BEGINNING]}*", place
    for many in AT_AN_END if words else ():
        if begins:
            yield f"^{' '.join(words[:many])}", 0
        if ends:
            yield f"{' '.join(words[-many:])}$", max(0, len(words) - many)


def stretches(first: int, last: int) -> Iterator[tuple[int, int]]:
    """A long text in overlapping pieces, each from one place to another: what adds up should
    stand together.

    Of a very long one only the beginning and the end: there people say what it is about.
    """
    if last - first <= STRETCH:
        yield first, last
        return
    starts = [*range(first, last - STRETCH, STEP), last - STRETCH]
    if len(starts) > MOST_STRETCHES:
        starts = [*starts[: MOST_STRETCHES - 1], starts[-1]]
    for start in starts:
        yield start, start + STRETCH
