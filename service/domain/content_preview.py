"""All that the helpline says, as somebody would get it: each sentence with its longest values.

For people who read it over; changes nothing and judges nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.content_lines import Values
from service.domain.content_rules import LONGEST_VALUES, as_filled
from service.domain.facts import LANGUAGES, Words
from service.domain.gsm7 import encoding, segments, septets, to_gsm7
from service.domain.template import Template
from service.domain.wording import Lines, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence in one language; `segments` and `room` are 0 for what is spoken.

    `room` is what is left of one message, in septets; `filled` are the values that stand in it.
    """

    language: str
    text: str
    segments: int = 0
    room: int = 0
    filled: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The same thing in every language it is said in."""

    key: str
    said: tuple[Said, ...]


def texts(wording: Wording) -> list[Sentence]:
    """Every text message."""
    longest = as_filled(wording, LONGEST_VALUES)
    return list(_lines(wording.texts, longest, spoken=False))


def prompts(wording: Wording) -> list[Sentence]:
    """Every sentence of a call."""
    return list(_lines(wording.prompts, as_filled(wording, LONGEST_VALUES), spoken=True))


def facts(wording: Wording) -> dict[int, Sentence]:
    """Every fact as it is texted with what follows it, also one that is not sent."""
    longest = as_filled(wording, LONGEST_VALUES)
    found = {}
    for n, fact in wording.facts.by_n.items():
        whole = {code: f"{fact.sms[code]} {wording.after(fact, code)}" for code in LANGUAGES}
        said = tuple(_said(Template(whole[c].strip()), c, longest, False) for c in LANGUAGES)
        found[n] = Sentence(key=str(n), said=said)
    return found


def topics(wording: Wording) -> list[Sentence]:
    """Every topic's whole reply."""
    longest = as_filled(wording, LONGEST_VALUES)
    return [
        Sentence(
            key=name,
            said=tuple(_said(Template(topic.reply[c]), c, longest, False) for c in LANGUAGES),
        )
        for name, topic in wording.facts.topics.items()
    ]


def _lines(lines: Lines, longest: Values, *, spoken: bool) -> Iterator[Sentence]:
    keys = dict.fromkeys(key for language in LANGUAGES for key in lines[language])
    for key in keys:
        there = [language for language in LANGUAGES if key in lines[language]]
        yield Sentence(
            key=key, said=tuple(_said(lines[each][key], each, longest, spoken) for each in there)
        )


def _said(line: Template, language: str, longest: Values, spoken: bool) -> Said:
    known = longest[language]
    filled = {gap: known.get(gap, f"({gap})") for gap in sorted(line.gaps)}
    if spoken:
        return Said(language=language, text=line.fill(filled), filled=filled)
    text = line.fill({name: to_gsm7(value) for name, value in filled.items()})
    room = 160 - septets(text) if encoding(text) == "GSM-7" else 0
    return Said(
        language=language, text=text, segments=segments(text), room=max(room, 0), filled=filled
    )
