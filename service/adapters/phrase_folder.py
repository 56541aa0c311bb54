"""One language's folder of phrase files, read and not yet understood.

What a rule may hold and what it means is not known here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

from service.domain.understanding.language import LANGUAGES, LanguageGuess
from service.domain.understanding.phrase_reader import words_of

NOT_RULES = ("words", "spelling", "people")
BORROWED = ("polite", "greetings")
PART, PART_SAYS = "part", frozenset({"phrases", "unless"})
_SPACES = re.compile(r"[^\S\n]*[^\S\n ][^\S\n]*| {2,}")


class PhraseFileError(ValueError):
    """A phrase file that cannot be used: which, and what is wrong with it."""


@dataclass(slots=True)
class LanguageFolder:
    """One language's folder, as read."""

    classes: dict[str, list[str]]
    spelling: Mapping[str, Any]
    people: Mapping[str, str]
    real_words: set[str]
    groups: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)

    def raw_rules(self) -> Iterator[Mapping[str, Any]]:
        for rules in self.groups.values():
            yield from rules

    def words(self, pieces: Iterable[str]) -> set[str]:
        """Every word there is; `pieces` are what the phrases are written with."""
        known = words_of("\n".join(pieces))
        for entries in self.classes.values():
            known.update(" ".join(entries).split())
        whole = (line for rule in self.raw_rules() for line in lines_of(rule.get("whole", "")))
        known.update(" ".join(whole).split())
        known.update(
            " ".join(meant for _, meant in pairs_of(self.spelling.get("words", ""))).split()
        )
        return known


def read_folder(folder: Path) -> LanguageFolder:
    words = read_toml(folder / "words.toml")
    classes = {name: str(text).split() for name, text in words.get("classes", {}).items()}
    for name, text in words.get("runs", {}).items():
        classes.setdefault(name, []).extend(lines_of(text))
    one = LanguageFolder(
        classes,
        read_toml(folder / "spelling.toml"),
        read_toml(folder / "people.toml"),
        _real_words(folder),
    )
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in NOT_RULES:
            # "crisis.farewell.toml" holds more rules of the group "crisis".
            rules = one.groups.setdefault(path.stem.partition(".")[0], [])
            for rule in read_toml(path).get("rule", []):
                rules.extend(_with_parts({"file": path, **rule}))
    return one


def _with_parts(rule: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The rule, then its parts: each the same rule with other phrases, and more that is harmless
    beside those. Raises PhraseFileError."""
    parts = rule.pop(PART, [])
    yield rule
    for part in parts if isinstance(parts, list) else [parts]:
        is_one = isinstance(part, dict) and part.keys() == PART_SAYS
        if not (is_one and all(isinstance(value, str) for value in part.values())):
            keys = " and ".join(f"`{key}`" for key in sorted(PART_SAYS))
            raise PhraseFileError(f"{place_of(rule)}: a part has {keys} in quotes, not {part!r}")
        unless = f"{rule.get('unless', '')}\n{part['unless']}"
        yield {**rule, **part, "unless": unless, "whole": ""}


def place_of(rule: Mapping[str, Any]) -> str:
    """Where it stands, as an operator looks it up: "es/crisis.toml"."""
    return f"{rule['file'].parent.name}/{rule['file'].name}"


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PhraseFileError(f"{path.parent.name}/{path.name}: {error}") from error


def _real_words(folder: Path) -> set[str]:
    path = folder / "real_words.txt"
    return set(lines_of(path.read_text(encoding="utf-8"))) if path.exists() else set()


def lines_of(text: str) -> list[str]:
    """The lines without remarks, with one space between words."""
    text = _SPACES.sub(" ", text)
    lines = text.splitlines()
    if "#" in text:
        lines = [line.partition("#")[0] for line in lines]
    return [line for line in map(str.strip, lines) if line]


def pairs_of(text: str) -> Iterator[tuple[str, str]]:
    for line in lines_of(text):
        written, _, meant = line.partition("=")
        yield written.strip(), meant.strip()


def common_words(one: LanguageFolder) -> set[str]:
    return set(one.spelling.get("common", "").split())


def language_guess(
    read: Mapping[str, LanguageFolder], words: Mapping[str, set[str]]
) -> LanguageGuess:
    """By the words of each folder's phrases, and by those that are common or its own."""
    classes = [one.classes for one in read.values()]
    return LanguageGuess(
        *(words[language] | common_words(read[language]) for language in LANGUAGES),
        own={language: one.spelling.get("own", "").split() for language, one in read.items()},
        borrowed=[word for each in classes for name in BORROWED for word in each.get(name, ())],
    )
