"""Every sign in a text's words, in a table or not, and the stretches whose signs add up."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

BEGINNING = 5
STRETCH = 32
STEP = 24
MOST_STRETCHES = 8
MOST_WORDS = STRETCH + STEP * (MOST_STRETCHES - 1)
"""Of a text with more some words stand in no stretch."""


def signs_in(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Every sign in the words, in a table or not, and its place: what is learnt from, too."""
    for place, word in enumerate(words):
        yield word, place
    for place, (word, then) in enumerate(pairwise(words)):
        yield f"{word} {then}", place
    for place, word in enumerate(words):
        if len(word) > BEGINNING:
            yield f"{word[:BEGINNING]}*", place


def stretches(words: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
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
