"""Reads a line of a phrase file into a phrase; how a line is written is said in phrases.py."""

import re
from collections.abc import Mapping, Sequence
from itertools import product

from service.domain.understanding.phrases import END, START, Phrase, Runs, Step

MAY, NOT = "?", "!"
_BEFORE_WORDS = MAY + NOT
_PIECE = re.compile(r"[.?!]*\([^)]*\)\S*|\S+")
_MISPLACED = re.compile(r"[()^$.?!]")  # where only words and names of classes should be left
_MARKS = "^$|()?!"
_GAPS = {0: 0, 2: 3, 3: 6}  # by the number of dots
Classes = Mapping[str, Sequence[str]]
_Words = tuple[frozenset[str], Runs, frozenset[str], int]


class PhraseError(ValueError):
    """A phrase that cannot be read, with the place it stands."""


class PhraseReader:
    """Reads lines with one language's classes. `stems` are the known words per `beginning*`."""

    def __init__(self, classes: Classes, stems: Mapping[str, Sequence[str]]) -> None:
        self._classes = classes
        self._stems = stems
        self._steps: dict[str, Step] = {}
        self._words: dict[str, _Words] = {}  # steps of the same words share them
        self._alone: dict[str, str] = {}  # the pieces that are one word which must be there

    def read(self, text: str) -> Phrase:
        """Raises PhraseError."""
        at_start, at_end = text[0] == START, text[-1] == END
        plain = text[at_start:-1] if at_end else text[at_start:]
        if ".." in plain:
            plain = plain.replace(".. ", "..")
        pieces = _PIECE.findall(plain) if "(" in plain else plain.split()
        known = self._steps
        steps = tuple([known.get(piece) or self._read_step(piece) for piece in pieces])
        words = tuple(filter(None, map(self._alone.get, pieces)))
        if not (words or any(step.must_be_there for step in steps)):
            raise PhraseError(f"{text!r} has no word that must be there")
        first = 1 if steps[0].forbidden else 0
        if first and steps[1].forbidden:
            raise PhraseError(f"{text!r} begins with two words that must not be: join them by |")
        return Phrase(text, steps, words, at_start, at_end, first)

    def _read_step(self, piece: str) -> Step:
        gap, mark, names = _parts_of(piece)
        words = self._words.get(names)
        if words is None:
            words = self._words[names] = self._read_words(names)
        if not mark and names.isalnum():
            self._alone[piece] = names
        step = Step(*words, mark == MAY, mark == NOT, not mark, gap)
        self._steps[piece] = step
        return step

    def _read_words(self, names: str) -> _Words:
        if names.replace("|", "").isalnum():
            only = frozenset(names.split("|"))
            return only, {}, only, 1
        if _MISPLACED.search(names):
            raise PhraseError(f"{names!r} has a mark where it means nothing")
        single: set[str] = set()
        several: dict[str, list[tuple[str, ...]]] = {}
        for name in names.split("|"):
            is_plain = "<" not in name and name[-1] != "*"
            for entry in (name,) if is_plain else self._entries(name):
                if " " not in entry:
                    single.add(entry)
                elif "*" in entry:
                    raise PhraseError(
                        f"{entry!r} has a star, which means nothing in a run of words"
                    )
                else:
                    run = tuple(entry.split())
                    several.setdefault(run[0], []).append(run)
        if not several:
            only = frozenset(single)
            return only, {}, only, 1
        runs = {word: tuple(sorted(ways, key=len, reverse=True)) for word, ways in several.items()}
        longest = max(len(ways[0]) for ways in runs.values())
        return frozenset(single), runs, frozenset(single | runs.keys()), longest

    def _entries(self, name: str) -> Sequence[str]:
        if " " in name:  # a run with a class in it is as many runs as the class has words
            return [" ".join(words) for words in product(*map(self._entries, name.split()))]
        if name.startswith("<") and name.endswith(">"):
            try:
                return self._classes[name[1:-1]]
            except KeyError:
                raise PhraseError(f"there is no class of words called {name}") from None
        if name.endswith("*"):
            return [name, *self._stems.get(name, ())]
        return [name]


def _parts_of(piece: str) -> tuple[int, str, str]:
    """How many words may be before it, its mark and its words. Raises PhraseError."""
    marked = piece.lstrip(".") if piece[0] == "." else piece
    gap = _GAPS.get(len(piece) - len(marked))
    if gap is None or not marked:
        raise PhraseError(f"{piece!r} is a gap before no word")
    mark = marked[0] if marked[0] in _BEFORE_WORDS else ""
    names = marked[1:] if mark else marked
    is_in_brackets = names[:1] == "(" and names[-1] == ")"
    return gap, mark, names[1:-1] if is_in_brackets else names


def words_of(text: str) -> set[str]:
    """The plain words that lines (or class entries) are written with."""
    for mark in _MARKS:  # faster than to translate, where there are other letters than ASCII's
        text = text.replace(mark, " ")
    return {name for name in set(text.split()) if name[0] not in "<."}
