"""Figures of speech: words that sound like a crisis, or like opting out, and are neither.

What is found is blotted out before the rules for it look; the rest of the text still
counts ("this job is killing me and i want to die").
"""

from collections.abc import Sequence

from service.domain.understanding.phrases import Text
from service.domain.understanding.rules import Found, Rule, RuleIndex

BLOT = "~"


class Figures:
    def __init__(self, index: RuleIndex) -> None:
        self._index = index

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What is blotted out."""
        return self._index.rules

    def blot_out(self, text: Text) -> Text:
        """The text with what is found made unreadable; the same text when nothing is."""
        left: list[str] | None = None
        for found in self._index.find_all(text):
            left = without(found, left or text.words)
        return text if left is None else Text(left)


def without(found: Found, words: Sequence[str]) -> list[str]:
    """The words with what is found made unreadable; as many as before."""
    blots = [BLOT] * (found.end - found.start)
    return [*words[: found.start], *blots, *words[found.end :]]
