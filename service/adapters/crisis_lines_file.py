"""Reads config/crisis_lines.toml: the crisis lines a specialist may connect somebody to."""

import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import Any

from service.adapters.toml_slips import refuse_unknown, words_of
from service.domain.crisis_line import SHORT_CODES, CrisisLine, why_never_dialled
from service.domain.phone import to_e164

MOST = 9
"""One key each."""
KEYS = ("en", "es", "number")


class CrisisLinesError(ValueError):
    """config/crisis_lines.toml names a line that cannot be dialled, or slips in a name."""


def load_crisis_lines(path: Path) -> tuple[CrisisLine, ...]:
    """Read the file; raises CrisisLinesError with the line that is wrong."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        refuse_unknown(read, "the file", ("lines",))
        lines = tuple(_line(each) for each in read.get("lines", []))
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise CrisisLinesError(f"{path.name}: {error}") from error
    if len(lines) > MOST:
        raise CrisisLinesError(f"{path.name}: {len(lines)} lines, but only {MOST} keys")
    return lines


def _line(written: dict[str, Any]) -> CrisisLine:
    refuse_unknown(written, "[[lines]]", KEYS)
    en, es, number = (words_of(written, key, "a line") for key in KEYS)
    if why := why_never_dialled(number):
        raise ValueError(f"{number} is {why}")
    dialled = number if number in SHORT_CODES else to_e164(number)
    if dialled is None:
        raise ValueError(f"{en}: its number cannot be dialled")
    return CrisisLine(names=MappingProxyType({"en": en, "es": es}), number=dialled)
