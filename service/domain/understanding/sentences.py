"""What the first or the last sentence of a text asks by itself: "im a dj, i work til 5. STOP."

What counts only as a whole text, or at its beginning or end, counts in such a sentence, too, if it
names what is to end, or is STOP: "enough", "no more" or "cancel" beside a story may be about
anything. A question asks for nothing of the kind ("Stop? No, i like these"), and speech has
no sentences that one could see.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.domain.understanding.by_phrases import why_found
from service.domain.understanding.by_signs import OPT_OUT, OUTWEIGHED_BY_OPTING_OUT
from service.domain.understanding.phrase_book import PhraseBook
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import Understanding
from service.domain.understanding.signs import UNKNOWN
from service.domain.what_ends import is_plain_stop, names_ours

AGAINST = -0.5
"""By how many points anything else may lead an opt-out that is no carrier's word."""
MOST_WORDS = 8
MAY_OPT_OUT = (UNKNOWN, *OUTWEIGHED_BY_OPTING_OUT, "insurance", "who", "help", "abuse")
"""Who asks for a call, takes one back, or answers a question is not cut off by a short word."""
NEVER_AFTER = frozenset(
    "not never ever no say says said saying read reads reply with yell yelled yells scream screamed"
    " told tell dr mr mrs etc like dice dijo dicen grito gritaba decia nunca jamas con".split()
)
_SENTENCE = re.compile(r"[^.!?;…]+[.!?;…]*")


class _Asked(NamedTuple):
    sentence: str
    why: str


class Sentences:
    def __init__(self, book: PhraseBook) -> None:
        self._book = book

    def opt_out(self, text: str, ours: Text, understood: Understanding) -> Understanding | None:
        """The opt-out that a sentence of an sms text is, with the sentence as its detail.

        `ours` is the text without what is said of somebody else's messages.
        """
        if understood.intent not in MAY_OPT_OUT or understood.refined == "chat":
            return None
        asked = next(self._asked(text, ours), None)
        if asked is None or not (
            is_plain_stop(asked.sentence) or self._may_be(ours, understood.intent)
        ):
            return None
        why = f"one sentence of it, {asked.why}"
        return Understanding(OPT_OUT[0], understood.language, why, detail=asked.sentence)

    def _asked(self, text: str, ours: Text) -> Iterator[_Asked]:
        sentences = _SENTENCE.findall(text)
        if len(sentences) < 2:
            return
        for sentence in (sentences[0], sentences[-1]):
            is_short = len(sentence.split()) <= MOST_WORDS
            names_it = is_plain_stop(sentence) or names_ours(sentence)
            if is_short and names_it and "?" not in sentence:
                why = self._why(sentence, ours)
                if why:
                    yield _Asked(sentence.strip(), why)

    def _why(self, sentence: str, ours: Text) -> str:
        """Why the sentence opts out; "" if it does not."""
        book = self._book
        words = book.speller.read(sentence, "sms", None).words
        if not words or not _stand_in(words, ours.words):
            return ""
        whole = book.whole.as_words(words)
        if whole:
            return whole.reason if whole.intent in OPT_OUT else ""
        theirs = book.elsewhere.blot_out(Text(words))
        found = book.opt_out.best(theirs, around=ours)
        if found is None or found.rule.intent not in OPT_OUT:
            return ""
        return why_found(found, theirs.words)

    def _may_be(self, ours: Text, intent: str) -> bool:
        return self._book.signs.weigh(ours.words, intent).ahead(OPT_OUT) > AGAINST


def _stand_in(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether they stand side by side in what was said, none of them blotted out, and not after
    what makes them another's words or their contrary ("she said. stop")."""
    many, looked_for = len(words), tuple(words)
    return any(
        tuple(said[at : at + many]) == looked_for
        and NEVER_AFTER.isdisjoint(said[max(0, at - 2) : at])
        for at in range(len(said) - many + 1)
    )
