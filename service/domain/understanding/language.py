"""Which of our two languages a text is in.

Counts words that belong to one language only. Knows nothing of what the text means.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import repeat

ENGLISH, SPANISH = "en", "es"
LANGUAGES = (ENGLISH, SPANISH)
_TO_ENGLISH, _TO_SPANISH = 1, -1


FEWEST_PLAIN = 2


class LanguageGuess:
    def __init__(
        self,
        english: Collection[str],
        spanish: Collection[str],
        *,
        own: Mapping[str, Collection[str]] | None = None,
        borrowed: Collection[str] = (),
    ) -> None:
        """`own` words tell their language also where the other has them; `borrowed` are
        courtesies that people know in both."""
        in_english, in_spanish = frozenset(english), frozenset(spanish)
        own = own or {}
        self._leans = {
            **dict.fromkeys(in_english - in_spanish, _TO_ENGLISH),
            **dict.fromkeys(in_spanish - in_english, _TO_SPANISH),
            **dict.fromkeys(own.get(ENGLISH, ()), _TO_ENGLISH),
            **dict.fromkeys(own.get(SPANISH, ()), _TO_SPANISH),
        }
        self._borrowed = frozenset(borrowed)

    def of(self, words: Sequence[str], *, accents: bool, known: str | None) -> str:
        """The language of more words; of accents, what we `known` before, English if equal."""
        leans = sum(map(self._leans.get, words, repeat(0))) + _TO_SPANISH * accents
        if leans:
            return ENGLISH if leans * _TO_ENGLISH > 0 else SPANISH
        return known if known in LANGUAGES else ENGLISH

    def is_mixed(self, words: Sequence[str]) -> bool:
        """Words of both languages in one text."""
        return {_TO_ENGLISH, _TO_SPANISH} <= set(map(self._leans.get, words))

    def is_plain(self, words: Sequence[str], language: str) -> bool:
        """Whether more than one borrowed word is in this language, and less in the other."""
        said = [word for word in words if word not in self._borrowed]
        leans = sum(map(self._leans.get, said, repeat(0)))
        return leans * (_TO_ENGLISH if language == ENGLISH else _TO_SPANISH) >= FEWEST_PLAIN
