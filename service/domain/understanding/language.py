"""Which of our two languages a text is in.

Counts words that belong to one language only. Knows nothing of what the text means.
"""

from collections.abc import Collection, Sequence
from itertools import repeat

ENGLISH, SPANISH = "en", "es"
LANGUAGES = (ENGLISH, SPANISH)
_TO_ENGLISH, _TO_SPANISH = 1, -1


class LanguageGuess:
    def __init__(self, english: Collection[str], spanish: Collection[str]) -> None:
        in_english, in_spanish = frozenset(english), frozenset(spanish)
        self._leans = {
            **dict.fromkeys(in_english - in_spanish, _TO_ENGLISH),
            **dict.fromkeys(in_spanish - in_english, _TO_SPANISH),
        }

    def of(self, words: Sequence[str], *, accents: bool, known: str | None) -> str:
        """The language of more words; of accents, what we `known` before, English if equal."""
        leans = sum(map(self._leans.get, words, repeat(0))) + _TO_SPANISH * accents
        if leans:
            return ENGLISH if leans * _TO_ENGLISH > 0 else SPANISH
        return known if known in LANGUAGES else ENGLISH

    def is_mixed(self, words: Sequence[str]) -> bool:
        """Words of both languages in one text."""
        return {_TO_ENGLISH, _TO_SPANISH} <= set(map(self._leans.get, words))
