"""Whether one sentence of a text is a crisis by itself: "i want to die. Long story short, i moved".

Figures of speech, exceptions and doubts are asked of a whole text, and so what else is told may
hide the plainest crisis beside it (R28: a crisis before all). A sentence counts alone only where
phrases find a crisis in it that nothing outvotes, and its signs speak for one besides: words that
stand alone sound graver than they are. Speech has no sentences that one could see.
"""

import re

from service.domain.understanding.by_phrases import CrisisPhrases
from service.domain.understanding.by_signs import NO_CRISIS
from service.domain.understanding.phrase_book import PhraseBook
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import CRISIS_INTENTS, Understanding

FEWEST_WORDS = 7
"""Of a text: what is shorter is read as one."""
FEWEST_IN_SENTENCE = 3
LEAD = 1.2
"""By how many points the signs of the sentence speak for a crisis, in one of ten words."""
MOST_SENTENCES = 12
"""Of a text with more only the first and the last: there people say what it is about."""
_END = re.compile(r"(?<!\.)\.(?!\.)\s*|[!?;\n]+\s*")
"""No dots in a row: after them a sentence goes on."""


class SentenceAlone:
    def __init__(self, book: PhraseBook, crises: CrisisPhrases) -> None:
        self._book = book
        self._crises = crises

    def crisis(self, text: str, language: str) -> Understanding | None:
        """The crisis that the first such sentence of an sms text is."""
        if len(text.split()) < FEWEST_WORDS:
            return None
        sentences = [one for one in _END.split(text) if one and not one.isspace()]
        if len(sentences) < 2:
            return None
        half = MOST_SENTENCES // 2
        if len(sentences) > MOST_SENTENCES:
            sentences = [*sentences[:half], *sentences[-half:]]
        found = (self._alone(sentence, language) for sentence in sentences)
        return next((crisis for crisis in found if crisis), None)

    def _alone(self, sentence: str, language: str) -> Understanding | None:
        book = self._book
        reading = book.speller.read(sentence, "sms", language)
        if len(reading.words) < FEWEST_IN_SENTENCE:
            return None
        seen = book.figures.blot_out(Text(reading.words))
        crisis, doubt = self._crises.find(reading.words, seen, reading.language)
        if crisis is None or doubt:
            return None
        weighed = book.signs.weigh(seen.words, crisis.intent)
        return crisis if weighed.ahead(CRISIS_INTENTS, NO_CRISIS) >= LEAD else None
