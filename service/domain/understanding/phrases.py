"""Phrases: the small language in which an operator writes what to recognise.

    want to die          these words, side by side
    help|assist me       one word or the other
    <i> <want> to die    a class of words, named in words.toml
    stop ?please         the word after the question mark may be missing
    cut .. wrist         up to two other words between; `...` is up to six
    !not kill myself     not right after this word; within a phrase: not this word here
    ^stop texting$       `^` nothing before, `$` nothing after
    hallucinat*          every word that begins so

This module reads such a line into steps and finds it among a text's words. It does not
know what a phrase means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SHORT_GAP = 2
LONG_GAP = 6
Classes = Mapping[str, Sequence[str]]


class PhraseError(ValueError):
    """A phrase that cannot be read, with the place it stands."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a phrase: any of `single` words, or of the `several`-word runs."""

    single: frozenset[str]
    several: Mapping[str, tuple[tuple[str, ...], ...]]
    optional: bool = False
    forbidden: bool = False
    gap: int = 0

    def words(self) -> frozenset[str]:
        runs = (word for tails in self.several.values() for run in tails for word in run)
        return self.single | frozenset(runs)


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    steps: tuple[Step, ...]
    at_start: bool = False
    at_end: bool = False

    def find(self, words: Sequence[str]) -> tuple[int, int] | None:
        """Where the phrase stands among `words`, as (first, after last), or None."""
        lead = self.steps[0]
        first = 1 if lead.forbidden else 0
        starts = range(1 if self.at_start else len(words))
        for start in starts:
            if first and start and words[start - 1] in lead.single:
                continue
            end = self._match(words, first, start)
            if end >= 0:
                return start, end
        return None

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


def read_phrase(text: str, classes: Classes, stems: Mapping[str, Sequence[str]]) -> Phrase:
    """Read one line. `stems` gives the known words for each `beginning*`."""
    body = text.strip()
    at_start, at_end = body.startswith("^"), body.endswith("$")
    steps: list[Step] = []
    gap = 0
    for piece in body.removeprefix("^").removesuffix("$").split():
        if piece in ("..", "..."):
            gap = SHORT_GAP if piece == ".." else LONG_GAP
            continue
        steps.append(_read_step(piece, gap, classes, stems))
        gap = 0
    if not steps or all(step.optional or step.forbidden for step in steps):
        raise PhraseError(f"{text!r} has no word that must be there")
    return Phrase(body, tuple(steps), at_start, at_end)


def _read_step(piece: str, gap: int, classes: Classes, stems: Mapping[str, Sequence[str]]) -> Step:
    optional, forbidden = piece.startswith("?"), piece.startswith("!")
    single: set[str] = set()
    several: dict[str, list[tuple[str, ...]]] = {}
    for name in piece.lstrip("?!").split("|"):
        for entry in _entries(name, classes, stems):
            run = tuple(entry.split())
            if len(run) == 1:
                single.add(run[0])
            elif run:
                several.setdefault(run[0], []).append(run)
    runs = {word: tuple(sorted(tails, key=len, reverse=True)) for word, tails in several.items()}
    return Step(frozenset(single), runs, optional, forbidden, gap)


def _entries(name: str, classes: Classes, stems: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if name.startswith("<") and name.endswith(">"):
        try:
            return classes[name[1:-1]]
        except KeyError:
            raise PhraseError(f"there is no class of words called {name}") from None
    if name.endswith("*"):
        return [name, *stems.get(name, ())]
    return [name]


def words_of(text: str) -> list[str]:
    """The plain words that a line (or class entry) is written with."""
    names = text.replace("^", " ").replace("$", " ").replace("|", " ").split()
    plain = (name.lstrip("?!") for name in names)
    return [name for name in plain if name and name[0] not in "<."]
