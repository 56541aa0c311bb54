"""Reads config/crisis_lines.toml: the crisis lines a specialist may connect somebody to."""

import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import Any

from service.domain.crisis_line import SHORT_CODES, CrisisLine, why_never_dialled
from service.domain.phone import to_e164

MOST = 9
"""One key each."""


class CrisisLinesError(ValueError):
    """config/crisis_lines.toml names a line that cannot be dialled."""


def load_crisis_lines(path: Path) -> tuple[CrisisLine, ...]:
    """Read the file; raises CrisisLinesError with the line that is wrong."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = tuple(_line(each) for each in read.get("lines", []))
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise CrisisLinesError(f"{path.name}: {error}") from error
    if len(lines) > MOST:
        raise CrisisLinesError(f"{path.name}: {len(lines)} lines, but only {MOST} keys")
    return lines


def _line(written: dict[str, Any]) -> CrisisLine:
    names = {"en": _words(written, "en"), "es": _words(written, "es")}
    number = _words(written, "number")
    if why := why_never_dialled(number):
        raise ValueError(f"{number} is {why}")
    dialled = number if number in SHORT_CODES else to_e164(number)
    if dialled is None:
        raise ValueError(f"{names['en']}: its number cannot be dialled")
    return CrisisLine(names=MappingProxyType(names), number=dialled)


def _words(written: dict[str, Any], key: str) -> str:
    words = written.get(key)
    if not isinstance(words, str) or not words.strip():
        raise ValueError(f"a line has no words for {key!r}")
    return words.strip()
