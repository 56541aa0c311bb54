"""What people text and say, understood."""

from service.domain.understanding.phrase_book import PhraseBook
from service.domain.understanding.result import CRISIS_INTENTS, INTENTS, Understanding
from service.domain.understanding.understander import A_REACTION, Understander

__all__ = ["A_REACTION", "CRISIS_INTENTS", "INTENTS", "PhraseBook", "Understander", "Understanding"]
