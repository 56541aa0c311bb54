"""What a sentence of a text asks by itself: "im a dj, i work til 5. take me off."

Phrases that count only as a whole text, or at its end, count in a sentence, too, where nothing in
the rest forbids them and signs do not speak against it. A question asks for nothing of the kind
("Stop? No, i like these"), and speech has no sentences that one could see.
"""

import re
from collections.abc import Sequence

from service.domain.understanding.by_signs import OPT_OUT
from service.domain.understanding.phrase_book import PhraseBook
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import Understanding

AGAINST = -0.5
"""By how many points anything else may lead an opt-out in the text as a whole."""
MOST_WORDS = 8
NEVER_OPTS_OUT = ("callback", "start")
"""Who asks for a call, or for texts, is not cut off by a short word beside it."""
_SENTENCE = re.compile(r"[^.!?;…]+[.!?;…]*")


class Sentences:
    def __init__(self, book: PhraseBook) -> None:
        self._book = book

    def opt_out(self, text: str, ours: Text, understood: Understanding) -> Understanding | None:
        """The opt-out that the first or one of the last sentences is, in an sms text.

        `ours` is the text without what is said of somebody else's messages.
        """
        if understood.is_crisis or understood.intent in (*OPT_OUT, *NEVER_OPTS_OUT):
            return None
        sentences = _SENTENCE.findall(text)
        if len(sentences) < 2:
            return None
        asked = map(self._asks, (sentences[0], *sentences[1:][-2:]), [ours] * 3)
        why = next(filter(None, asked), "")
        weighed = self._book.signs.weigh(ours.words, understood.intent) if why else None
        if weighed is None or weighed.ahead(OPT_OUT) <= AGAINST:
            return None
        return Understanding(OPT_OUT[0], understood.language, f"one sentence of it, {why}")

    def _asks(self, sentence: str, ours: Text) -> str:
        """Why the sentence opts out; "" if it does not."""
        book = self._book
        if sentence.rstrip().endswith("?"):
            return ""
        words = book.speller.read(sentence, "sms", None).words
        if not words or len(words) > MOST_WORDS or not _stand_in(words, ours.words):
            return ""
        whole = book.whole.as_words(words)
        if whole:
            return whole.reason if whole.intent in OPT_OUT else ""
        found = book.opt_out.best(book.elsewhere.blot_out(Text(words)), around=ours)
        if found is None or found.rule.intent not in OPT_OUT:
            return ""
        return f"{found.rule.why}: “{found.phrase.text}”"


def _stand_in(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether they stand side by side in what was said, and none of them is blotted out."""
    many = len(words)
    return any(tuple(said[at : at + many]) == tuple(words) for at in range(len(said) - many + 1))
