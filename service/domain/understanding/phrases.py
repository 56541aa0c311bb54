"""Phrases: the small language in which an operator writes what to recognise.

    want to die          these words, side by side
    help|assist me       one word or the other
    (go away|get lost)   one run of words or the other; a class may be part of it
    <i> <want> to die    a class of words, named in words.toml
    stop ?please         the word after the question mark may be missing
    cut .. wrist         up to three other words between; `...` is up to six
    !not kill myself     not right after this word; within a phrase: not this word here
    ^stop texting$       `^` nothing before, `$` nothing after
    hallucinat*          every word that begins so

This module finds such a line among a text's words; phrase_reader.py reads it into steps. Neither
knows what a phrase means.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

START, END = "^", "$"
REST = "…"
MAY, NOT = "?", "!"
BEFORE_WORDS = MAY + NOT
EDGE = 48
_EMPTY = ("",) * EDGE
Runs = Mapping[str, tuple[tuple[str, ...], ...]]


class Step(NamedTuple):
    """One place in a phrase: any of `single` words, or of the `several`-word runs."""

    single: frozenset[str]
    several: Runs
    first_words: frozenset[str]
    longest: int  # the most words that it takes up
    optional: bool = False
    forbidden: bool = False
    must_be_there: bool = True
    gap: int = 0

    def says(self, word: str) -> bool:
        """Whether the word is one of its own."""
        runs = (run for ways in self.several.values() for run in ways)
        return word in self.single or any(word in run for run in runs)

    @property
    def shortest(self) -> int:
        """The fewest words that it takes up, if it takes up any."""
        if self.single:
            return 1
        return min(len(run) for ways in self.several.values() for run in ways)


class StepReader(Protocol):
    """Knows a language's classes of words."""

    def step(self, piece: str) -> Step:
        """Read one piece of a phrase."""
        ...


class Text:
    """A text's words; `around` has `EDGE` empty places at both ends."""

    __slots__ = ("around", "present", "words")

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.around = (*_EMPTY, *words, *_EMPTY)
        self.present = frozenset(words)

    def places_of(self, wanted: frozenset[str]) -> list[int]:
        return [place for place, word in enumerate(self.words) if word in wanted]


class Phrase:
    """Steps in a row: `pieces` as they are written, a step each.

    They are read when a text first needs them. Of ten thousand phrases most are never needed.
    """

    __slots__ = ("at_end", "at_start", "first", "pieces", "reader", "steps", "text")

    steps: tuple[Step, ...]
    at_start: bool
    at_end: bool
    first: int
    """The first step that is itself part of what is found."""

    def __init__(self, text: str, pieces: Sequence[str], reader: StepReader) -> None:
        self.text = text
        self.pieces = pieces
        self.reader = reader

    def __getattr__(self, name: str) -> Any:
        """Asked once, for what is not there yet; from then on it is found without asking."""
        if name not in self.__slots__:
            raise AttributeError(name)
        self.steps = tuple(map(self.reader.step, self.pieces))
        self.first = 1 if self.steps[0].forbidden else 0
        self.at_start = self.text[0] == START
        self.at_end = self.text[-1] == END
        return getattr(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is written: what was read for some text is read again where it is needed."""
        return Phrase, (self.text, self.pieces, self.reader)

    def find(self, text: Text) -> tuple[int, int] | None:
        """Where the phrase stands among the words, as (first, after last), or None."""
        if not self.has_its_words_in(text):
            return None
        for start in self._starts(text):
            end = self._match_from(text.words, start)
            if end >= 0:
                return start, end
        return None

    def has_its_words_in(self, text: Text) -> bool:
        """Wherever they stand: without them it can't be found."""
        for step in self.steps:
            if step.must_be_there and step.first_words.isdisjoint(text.present):
                return False
        return True

    def said_in(self, words: Sequence[str]) -> str:
        """Of these words those that are its own, "…" for all others: "want to … die"."""
        own = [step for step in self.steps if not step.forbidden]
        said = [word if any(step.says(word) for step in own) else REST for word in words]
        kept = [word for at, word in enumerate(said) if word != REST or said[at - 1 : at] != [REST]]
        return " ".join(kept)

    @property
    def is_any_word(self) -> bool:
        """One step of single words that may stand anywhere."""
        is_bound = self.at_start or self.at_end
        return len(self.steps) == 1 and not self.steps[0].several and not is_bound

    def find_from(self, text: Text, starts: Iterable[range]) -> tuple[int, int] | None:
        """As `find`, but only from these places; the ranges in the order of the text.

        A long text has many an "i" to start from, but few of a phrase's rarest word.
        """
        words, lead = text.words, self.steps[self.first]
        wanted = lead.first_words if lead.must_be_there and not self.at_start else None
        tried = 0
        for near in starts:
            for start in range(max(tried, near.start), near.stop):
                if wanted is None or words[start] in wanted:
                    end = self._match_from(words, start)
                    if end >= 0:
                        return start, end
            tried = max(tried, near.stop)
        return None

    def _match_from(self, words: Sequence[str], start: int) -> int:
        if self.first and start and words[start - 1] in self.steps[0].single:
            return -1
        if self.at_start and start:
            return -1
        return self._match(words, self.first, start)

    def _starts(self, text: Text) -> Sequence[int]:
        step = self.steps[self.first]
        if self.at_start:
            return (0,)
        return text.places_of(step.first_words) if step.must_be_there else range(len(text.words))

    def _match(self, words: Sequence[str], index: int, at: int) -> int:
        """The position after the match that begins at `at`, or -1."""
        if index == len(self.steps):
            return at if not self.at_end or at == len(words) else -1
        step = self.steps[index]
        if step.forbidden:
            if at < len(words) and words[at] in step.single:
                return -1
            return self._match(words, index + 1, at)
        for place in range(at, min(at + step.gap + 1, len(words))):
            if words[place] in step.first_words:
                end = self._step(words, index, place)
                if end >= 0:
                    return end
        return self._match(words, index + 1, at) if step.optional else -1

    def _step(self, words: Sequence[str], index: int, place: int) -> int:
        step, word = self.steps[index], words[place]
        for run in step.several.get(word, ()):
            if tuple(words[place : place + len(run)]) == run:
                end = self._match(words, index + 1, place + len(run))
                if end >= 0:
                    return end
        if word in step.single:
            return self._match(words, index + 1, place + 1)
        return -1
