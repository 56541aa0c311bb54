"""One sentence with named gaps, such as "A person calls {when} from {number}."

Knows how gaps are written and filled. Does not know where the sentence comes from, nor what a gap
means. Strict on purpose: a gap left open would reach a person in trouble.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

GAP = re.compile(r"\{([a-z][a-z0-9_]*)\}")
A_VALUE = ".{1,40}"


class WordsError(Exception):
    """The words asked for cannot be had as asked."""


class UnknownWords(WordsError):
    """There are no words under this key in this language."""


class MissingValue(WordsError):
    """The values given are not the ones the sentence names: one is missing, or one too many."""


class BadTemplate(WordsError):
    """The sentence's braces do not read as {name}."""


@dataclass(frozen=True)
class Template:
    """A sentence as written in a words file."""

    written: str

    def __post_init__(self) -> None:
        if set("{}") & set(GAP.sub("", self.written)):
            raise BadTemplate(f"braces that are not {{name}} in: {self.written[:60]}")

    @cached_property
    def gaps(self) -> frozenset[str]:
        """The names of the values this sentence needs."""
        return frozenset(GAP.findall(self.written))

    def reads_as(self, said: str) -> bool:
        """Whether this is the sentence with its gaps filled; case and spacing are no matter."""
        return self._filled.fullmatch(" ".join(said.split()).casefold()) is not None

    @cached_property
    def _filled(self) -> re.Pattern[str]:
        between = GAP.sub("\0", " ".join(self.written.split())).casefold().split("\0")
        return re.compile(A_VALUE.join(re.escape(each) for each in between))

    def fill(self, values: Mapping[str, str]) -> str:
        """Put the values in their gaps; `values` may hold more than are needed."""
        missing = self.gaps - values.keys()
        if missing:
            raise MissingValue(f"no value for {_listed(missing)} in: {self.written[:60]}")
        # One pass, so that braces inside a value stay what they are: text.
        return GAP.sub(lambda gap: values[gap.group(1)], self.written)

    def refuse_surplus(self, given: frozenset[str]) -> None:
        """Raise when a value was given that the sentence has no gap for."""
        surplus = given - self.gaps
        if surplus:
            raise MissingValue(f"{_listed(surplus)} has no place in: {self.written[:60]}")


def _listed(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names))
