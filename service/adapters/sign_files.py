"""Reads config/signs: signs.toml says what signs can tell, signs.txt how many points each gives.

A line of signs.txt is a sign, a tab, and intents with their points. How points are added up is
not known here.
"""

import re
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from service.adapters.phrase_folder import PhraseFileError, read_toml
from service.domain.understanding.result import INTENTS
from service.domain.understanding.signs import Kind, Signs, Vote

KINDS = "signs.toml"
POINTS = "signs.txt"
_POINTS = re.compile(r"(?: ?[a-z:-]+ -?\d+(?:\.\d+)?)+")


def load_signs(folder: Path) -> Signs:
    """The table of signs; none where there is no folder. Raises PhraseFileError.

    The points themselves are not looked at: there are tens of thousands. `check_signs` does.
    """
    if not folder.is_dir():
        return Signs.none()
    told = read_toml(folder / KINDS)
    kinds = [_kind(raw) for raw in told.get("kind", [])]
    return Signs(kinds, _points(folder / POINTS), _vote(told.get("vote", {})))


def check_signs(folder: Path) -> None:
    """Read every line. Raises PhraseFileError with the first that gives no points."""
    known = {kind.intent for kind in load_signs(folder).kinds}
    for sign, written in _points(folder / POINTS).items():
        if not _POINTS.fullmatch(written) or not known.issuperset(written.split(" ")[::2]):
            raise PhraseFileError(f"{POINTS}: cannot read the points of {sign!r}: {written!r}")


def _points(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        return dict(line.split("\t", 1) for line in lines if line and line[0] != "#")
    except OSError as error:
        raise PhraseFileError(f"{POINTS}: {error}") from error
    except ValueError as error:
        raise PhraseFileError(f"{POINTS}: no text, or a line without a tab") from error


def _kind(raw: Mapping[str, Any]) -> Kind:
    intent = str(raw.get("intent", ""))
    if intent not in INTENTS:
        raise PhraseFileError(f"{KINDS}: there is no intent {intent!r}")
    if not raw.get("why"):
        raise PhraseFileError(f"{KINDS}: {intent} does not say why")
    lead = _number(raw, "lead", intent)
    if lead < 0:
        raise PhraseFileError(f"{KINDS}: the lead of {intent} is below 0")
    return Kind(intent, str(raw["why"]), _number(raw, "start", intent), lead)


def _vote(raw: Mapping[str, Any]) -> Vote:
    return Vote(_number(raw, "known", "the vote"), _number(raw, "unknown", "the vote"))


def _number(raw: Mapping[str, Any], name: str, of: str) -> float:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise PhraseFileError(f"{KINDS}: {of} has no number as its {name}")
    return float(value)
