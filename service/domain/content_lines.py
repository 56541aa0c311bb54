"""Rules that every sentence keeps: for any text message, and for any spoken prompt.

Knows one sentence at a time. Does not know which ones there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.domain.content_words import asked_for_carrier_words, forbidden_in, unspeakable
from service.domain.facts import Words
from service.domain.gsm7 import is_gsm7, not_gsm7, segments, septets, to_gsm7
from service.domain.template import Template

Values = Mapping[str, Words]
"""language → name → the longest value it can have"""

# More than this a person forgets before its end; a voice takes at most 3,000 characters.
LONGEST_PROMPT = 600


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the words: where, what, and what to do about it."""

    where: str
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} ({self.hint})"


def text_problems(
    where: str, line: Template, language: str, longest: Words, budget: int
) -> Iterator[Problem]:
    """Judge a text message filled with its longest values; `budget` is in segments."""
    for found in [*forbidden_in(line.written, language), *asked_for_carrier_words(line.written)]:
        yield Problem(where, found.what, found.hint)
    if outside := not_gsm7(_bare(line)):
        hint = "write it without; in Spanish á í ó ú lose their accent"
        yield Problem(where, f"holds {outside!r}, not in GSM-7", hint)
    if unknown := unknown_values(line, longest):
        yield unknown_value(where, unknown, longest)
        return
    text = line.fill({name: to_gsm7(longest[name]) for name in line.gaps})
    if (needed := segments(text)) > budget:
        length = f"{septets(text)} septets" if is_gsm7(text) else f"{len(text)} characters"
        what = f"takes {needed} segments ({length} at its longest), allowed {budget}"
        yield Problem(where, what, "shorten it: 160 septets are one segment, 306 are two")


def prompt_problems(where: str, line: Template, language: str, longest: Words) -> Iterator[Problem]:
    """Judge a sentence that is spoken."""
    for found in [*forbidden_in(line.written, language), *unspeakable(line.written)]:
        yield Problem(where, found.what, found.hint)
    if unknown := unknown_values(line, longest):
        yield unknown_value(where, unknown, longest)
    elif len(line.fill(longest)) > LONGEST_PROMPT:
        what = f"is longer than {LONGEST_PROMPT} characters"
        yield Problem(where, what, "people forget the first words; cut it")


def unknown_values(line: Template, longest: Words) -> list[str]:
    """Name the gaps for which the service has no value."""
    return sorted(line.gaps - longest.keys())


def unknown_value(where: str, names: list[str], longest: Words) -> Problem:
    """Say so, with the names that there are."""
    known = ", ".join(sorted(longest))
    return Problem(where, f"names an unknown value: {', '.join(names)}", f"known are {known}")


def _bare(line: Template) -> str:
    """The sentence without its gaps: braces are in GSM-7 and never sent."""
    return line.fill(dict.fromkeys(line.gaps, ""))
