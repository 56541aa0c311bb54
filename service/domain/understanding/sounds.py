"""Spanish written as it sounds: "kiero", "vibir", "asepta" sound like words that we know.

Letters for one sound become one: b and v, c and s and z, k and qu, y and ll; h is silent,
and texters put x for ch. Knows no meanings.
"""

import re
from collections.abc import Iterable

SHORTEST = 4

# In this order, each everywhere in the word.
_SOUNDS = (
    ("ch", "1"), ("x", "1"), ("h", ""), ("qu", "k"), ("q", "k"), ("ce", "se"), ("ci", "si"),
    ("c", "k"), ("z", "s"), ("ge", "je"), ("gi", "ji"), ("gue", "ge"), ("gui", "gi"), ("ll", "y"),
    ("v", "b"), ("w", "u"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


class Sounds:
    """What a word sounds like, and which known word sounds the same."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())
        # All at once is quickest; of words that sound the same the first counts.
        sounds = sound_of("\n".join(known)).split("\n") if known else []
        self._known = dict(zip(reversed(sounds), reversed(known), strict=True))

    def word_like(self, piece: str) -> str | None:
        if len(piece) < SHORTEST or not piece.isalpha():
            return None
        return self._known.get(sound_of(piece))


def sound_of(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", word)
