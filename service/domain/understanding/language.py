"""Which of our two languages a text is in.

Counts words that belong to one language only. Knows nothing of what the text means.
"""

from collections.abc import Collection, Sequence

ENGLISH, SPANISH = "en", "es"
LANGUAGES = (ENGLISH, SPANISH)


class LanguageGuess:
    def __init__(self, english: Collection[str], spanish: Collection[str]) -> None:
        self._english = frozenset(english) - frozenset(spanish)
        self._spanish = frozenset(spanish) - frozenset(english)

    def of(self, words: Sequence[str], *, accents: bool, known: str | None) -> str:
        """The language of more words; of accents, what we `known` before, English if equal."""
        english = sum(map(self._english.__contains__, words))
        spanish = sum(map(self._spanish.__contains__, words)) + accents
        if english != spanish:
            return SPANISH if spanish > english else ENGLISH
        return known if known in LANGUAGES else ENGLISH

    def is_mixed(self, words: Sequence[str]) -> bool:
        """Words of both languages in one text."""
        return not (self._english.isdisjoint(words) or self._spanish.isdisjoint(words))
