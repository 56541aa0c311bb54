"""What people text and say, understood."""

from service.domain.understanding.phrase_book import PhraseBook
from service.domain.understanding.result import AUTOMATIC, CRISIS_INTENTS, INTENTS, Understanding
from service.domain.understanding.understander import A_REACTION, Understander

__all__ = [
    "AUTOMATIC",
    "A_REACTION",
    "CRISIS_INTENTS",
    "INTENTS",
    "PhraseBook",
    "Understander",
    "Understanding",
]
