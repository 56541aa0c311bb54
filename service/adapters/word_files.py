"""Reads the words of the helpline from `templates/` and `config/`.

Knows the shape of those TOML files. Does not judge what they say: that is content_rules.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from service.domain.facts import LANGUAGES, Fact, Facts, Topic, Words, collect
from service.domain.template import BadTemplate, Template
from service.domain.wording import Lines, Wording

Table = Mapping[str, Any]
Made = TypeVar("Made", Fact, Topic)


class ContentError(Exception):
    """The words files cannot be used; `problems` lists all that was found, one line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def load_wording(root: Path) -> Wording:
    """Read every words file under `root`; raises ContentError with all problems at once."""
    problems: list[str] = []
    texts = _read_lines(root / "templates" / "sms", problems)
    prompts = _read_lines(root / "templates" / "voice", problems)
    facts = _read_facts(root / "config", problems)
    if problems:
        raise ContentError(problems)
    return Wording(texts, prompts, facts)


def _read_toml(path: Path, problems: list[str]) -> Table:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        problems.append(f"{path}: the file is not there")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        problems.append(f"{path}: cannot be read as TOML: {wrong}")
    return {}


def _read_lines(folder: Path, problems: list[str]) -> Lines:
    return {language: _lines(folder / f"{language}.toml", problems) for language in LANGUAGES}


def _lines(path: Path, problems: list[str]) -> dict[str, Template]:
    lines = {}
    for key, written in _read_toml(path, problems).items():
        try:
            lines[key] = Template(_text(written))
        except (BadTemplate, TypeError) as wrong:
            problems.append(f"{path}: {key}: {wrong}")
    return lines


def _read_facts(folder: Path, problems: list[str]) -> Facts:
    facts_file, topics_file = folder / "facts.toml", folder / "topics.toml"
    facts = _each(_fact, _read_toml(facts_file, problems).get("fact", []), facts_file, problems)
    table = _read_toml(topics_file, problems)
    try:
        after = _words(table.get("after", {}))
        menu = tuple(tuple(_text(name) for name in page) for page in table.get("voice_menu", []))
    except TypeError as wrong:
        problems.append(f"{topics_file}: {wrong}")
        after, menu = {}, ()
    topics = _each(lambda row: _topic(row, after), table.get("topic", []), topics_file, problems)
    _refuse_doubles([fact.n for fact in facts], facts_file, problems)
    _refuse_doubles([topic.name for topic in topics], topics_file, problems)
    return collect(str(table.get("document", "")), facts, topics, menu)


def _each(
    make: Callable[[Table], Made], rows: Any, path: Path, problems: list[str]
) -> tuple[Made, ...]:
    made: list[Made] = []
    for place, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        try:
            made.append(make(_table(row)))
        except KeyError as missing:
            problems.append(f"{path}: entry {place} ({_called(row)}): {missing} is missing")
        except (TypeError, ValueError, BadTemplate) as wrong:
            problems.append(f"{path}: entry {place} ({_called(row)}): {wrong}")
    return tuple(made)


def _refuse_doubles(names: list[Any], path: Path, problems: list[str]) -> None:
    doubles = sorted({name for name in names if names.count(name) > 1})
    problems += [f"{path}: {name} is there twice" for name in doubles]


def _fact(row: Table) -> Fact:
    reviewed = row.get("reviewed")
    if reviewed is not None and not isinstance(reviewed, date):
        raise TypeError(f"reviewed must be a date like 2026-11-22, not {reviewed!r}")
    return Fact(
        n=int(row["n"]),
        section=_text(row.get("section", "")),
        topic=_text(row["topic"]),
        sms=_templates(_both(row["sms"])),
        reviewed=reviewed,
        keyword=_words(row.get("keyword", {})),
        voice=_templates(row.get("voice", {})),
        after=_templates(row.get("after", {})),
        after_voice=_templates(row.get("after_voice", {})),
        send=bool(row.get("send", True)),
        reason=_text(row.get("reason", "")),
        reply=_text(row.get("reply", "")),
    )


def _topic(row: Table, after: Words) -> Topic:
    more = tuple(int(n) for n in row["more"])
    if not more:
        raise ValueError("more leads to no fact")
    return Topic(
        name=_text(row["name"]),
        keyword=_both(row["keyword"]),
        spoken=_both(row["spoken"]),
        reply=_templates(_both(row["reply"])),
        voice=_templates(_both(row["voice"])),
        after={**after, **_templates(row.get("after", {}))},
        more=more,
        source=int(row.get("source", more[0])),
        after_voice=_templates(row.get("after_voice", {})),
    )


def _templates(table: Any) -> Words:
    """Words by language whose braces have been looked at."""
    words = _words(table)
    for written in words.values():
        Template(written)
    return words


def _both(table: Any) -> Words:
    """Words that must be there in every language."""
    words = _words(table)
    for language in LANGUAGES:
        if not words.get(language, "").strip():
            raise ValueError(f"no words in {language!r}")
    return words


def _words(table: Any) -> Words:
    return {str(language): _text(written) for language, written in _table(table).items()}


def _table(found: Any) -> Table:
    if not isinstance(found, Mapping):
        raise TypeError(f"expected a table, found {found!r}")
    return found


def _text(written: Any) -> str:
    if not isinstance(written, str):
        raise TypeError(f"expected words in quotes, found {written!r}")
    return written


def _called(row: Any) -> str:
    if not isinstance(row, Mapping):
        return "no table"
    return f"fact {row['n']}" if "n" in row else str(row.get("name", "no name"))
