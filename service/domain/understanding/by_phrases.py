"""What phrases make of a text, in words for who asks why: above all, whether it is a crisis."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from service.domain.understanding.doubts import Doubt, Doubts
from service.domain.understanding.phrase_book import PhraseBook
from service.domain.understanding.phrases import Text
from service.domain.understanding.result import Understanding
from service.domain.understanding.rules import Found

Words = Sequence[str]


def understood_as(found: Found, words: Words, language: str) -> Understanding:
    """What it means that this was found among the words."""
    matched = why_found(found, words)
    return Understanding(found.rule.intent, language, matched, refined=found.rule.refined)


def why_found(found: Found, words: Words) -> str:
    """Why, and which words of the phrase stand there: of what was texted it names no others."""
    return f"{found.rule.why}: “{found.phrase.said_in(words[found.start : found.end])}”"


class CrisisPhrases:
    def __init__(self, book: PhraseBook) -> None:
        self._book = book
        self._doubts = Doubts(book.signs, book.proven)

    def find(
        self, words: Words, seen: Text, language: str
    ) -> tuple[Understanding | None, Doubt | None]:
        """The crisis that they speak of, if any, and why it is none, if it is.

        `seen` is the text without figures of speech.
        """
        crisis, doubt = None, None
        for said, where in chain([(words, seen)], self._in_english(seen)):
            found = self._book.crisis.best(where)
            if found is None:
                continue
            crisis = self._of_whom(found, said, language)
            doubt = self._doubts.of(where, self._book.crisis.find_all(where))
            if not doubt:
                break
        return crisis, doubt

    def _in_english(self, seen: Text) -> Iterator[tuple[Words, Text]]:
        """A text of both languages, with its Spanish words for a crisis put in English."""
        words = self._book.speller.in_english(seen.words)
        if words:
            yield words, self._book.figures.blot_out(Text(words))

    def _of_whom(self, found: Found, words: Words, language: str) -> Understanding:
        people = self._book.people
        about_other = people.about_other(found.rule.intent, words, found.start, found.end)
        return replace(understood_as(found, words, language), about_other=about_other)
