"""Spanish written as it sounds: "kiero", "vibir", "asepta" sound like words that we know.

Letters for one sound become one: b and v, c and s and z, k and qu, y and ll; h is silent,
and texters put x for ch. Knows no meanings.
"""

import re
from collections.abc import Iterable

SHORTEST = 4

_SOUNDS = (
    (re.compile("ch|x"), "1"),
    (re.compile("h"), ""),
    (re.compile("qu?|k|c(?![ei])"), "k"),
    (re.compile("[cz]"), "s"),
    (re.compile("g(?=[ei])"), "j"),
    (re.compile("gu(?=[ei])"), "g"),
    (re.compile("ll"), "y"),
    (re.compile("v"), "b"),
    (re.compile("w"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)


class Sounds:
    """What a word sounds like, and which known word sounds the same."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known: dict[str, str] = {}
        for word in sorted(words):
            if len(word) >= SHORTEST and word.isalpha():
                self._known.setdefault(sound_of(word), word)

    def word_like(self, piece: str) -> str | None:
        if len(piece) < SHORTEST or not piece.isalpha():
            return None
        return self._known.get(sound_of(piece))


def sound_of(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word
