"""Reads a line of a phrase file into a phrase; how a line is written is said in phrases.py."""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import chain, product

from service.domain.understanding.phrases import (
    BEFORE_WORDS,
    END,
    MAY,
    NOT,
    START,
    Phrase,
    Runs,
    Step,
)

_BETWEEN = re.compile(r" (?![^(]*\))")  # a space outside of brackets
_MISPLACED = re.compile(r"[()^$.?!]")  # where only words and names of classes should be left
_MARKS = ".^$|()?!"
_BEFORE_FIRST = BEFORE_WORDS + "."
_CLASS = re.compile("<([^>\n]*)>")
_WORD = r"[^\s()^$.?!|<>*]++"
_AFTER = rf"(?: (?:{_WORD}|<{_WORD}>))*+"
_NAME = rf"(?:{_WORD}(?:\*|{_AFTER})|<{_WORD}>{_AFTER})"
_NAMES = rf"{_NAME}(?:\|{_NAME})*+"
# A line with a piece in which more could be wrong than the names of classes.
_UNSURE = re.compile(rf"^(?!(?:\.\.\.?)?[?!]?(?:{_NAMES}|\({_NAMES}\))$).", re.MULTILINE)
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
        self._pieces: set[str] = set()
        self._of_phrases: list[Sequence[str]] = []  # not yet among them

    def read(self, text: str) -> Phrase:
        """A phrase whose steps are read later, which `is_sure` says will go well or not.

        `text` has one space between words.
        Raises PhraseError.
        """
        plain = text.removeprefix(START).removesuffix(END)
        if ".." in plain:
            plain = plain.replace(".. ", "..")
        pieces = _BETWEEN.split(plain.strip()) if "(" in plain else plain.split()
        if not pieces or pieces[0][0] in _BEFORE_FIRST:
            _check_beginning(text, pieces)
        self._of_phrases.append(pieces)
        return Phrase(text, pieces, self)

    @property
    def pieces(self) -> Set[str]:
        """All that was read so far is written with."""
        self._pieces.update(chain.from_iterable(self._of_phrases))
        self._of_phrases.clear()
        return self._pieces

    def step(self, piece: str) -> Step:
        """Raises PhraseError, if this reader is not sure."""
        return self._steps.get(piece) or self._read_step(piece)

    @property
    def is_sure(self) -> bool:
        """That no step of what was read so far raises PhraseError. A quick look: rather unsure."""
        written = [piece for piece in self.pieces if not piece.isalnum()]
        lines = "\n".join(written)
        if _UNSURE.search(lines) or not self._classes.keys() >= set(_CLASS.findall(lines)):
            return False
        with_runs = (piece for piece in written if "<" in piece and " " in piece)
        in_runs = _CLASS.findall(" ".join(with_runs))
        return not any("*" in word for name in in_runs for word in self._classes[name])

    def _read_step(self, piece: str) -> Step:
        gap, mark, names = _parts_of(piece)
        words = self._words.get(names)
        if words is None:
            words = self._words[names] = self._read_words(names)
        step = self._steps[piece] = Step(*words, mark == MAY, mark == NOT, not mark, gap)
        return step

    def _read_words(self, names: str) -> _Words:
        if not all(map(str.strip, names.split("|"))):
            raise PhraseError(f"{names!r} has nothing beside a |")
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
    mark = marked[0] if marked[0] in BEFORE_WORDS else ""
    names = marked[1:] if mark else marked
    is_in_brackets = names[:1] == "(" and names[-1] == ")"
    return gap, mark, names[1:-1] if is_in_brackets else names


def _check_beginning(text: str, pieces: Sequence[str]) -> None:
    """Raises PhraseError."""
    marks = [piece.lstrip(".")[:1] for piece in pieces]
    if all(mark in ("", MAY, NOT) for mark in marks):
        raise PhraseError(f"{text!r} has no word that must be there")
    if marks[:2] == [NOT, NOT]:
        raise PhraseError(f"{text!r} begins with two words that must not be: join them by |")


def words_of(text: str) -> set[str]:
    """The plain words that pieces are written with."""
    for mark in _MARKS:  # faster than to translate, where there are other letters than ASCII's
        text = text.replace(mark, " ")
    return {name for name in set(text.split()) if name[0] != "<"}
