"""Reads config/signs: signs.toml says what signs can tell, signs.txt how many points each gives.

A line of signs.txt is a sign, a tab, and intents with their points; one of proven.txt a phrase for
a crisis, a tab, and how many points against it do not outvote it yet. How points are added up is
not known here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite
from pathlib import Path
from typing import Any

from service.adapters.phrase_folder import PhraseFileError, read_toml
from service.domain.understanding.doubts import Proven
from service.domain.understanding.result import CRISIS_INTENTS, INTENTS
from service.domain.understanding.sign_points import read_points
from service.domain.understanding.signs import UNKNOWN, Kind, Signs, Vote

KINDS = "signs.toml"
POINTS = "signs.txt"
PROVEN = "proven.txt"
OTHERS = "*"
NEEDED = (*CRISIS_INTENTS, "stop", UNKNOWN)


def load_signs(folder: Path) -> Signs:
    """The table of signs; none where there is no folder. Raises PhraseFileError.

    The points themselves are not looked at: there are tens of thousands. `sign_problems` does.
    """
    if not folder.is_dir():
        return Signs.none()
    kinds, vote = _read_kinds(folder)
    return Signs(kinds, _read_points(_lines(folder / POINTS)), vote)


def load_proven(folder: Path) -> Proven:
    """By how much signs outvote phrases; none where there is no file. Raises PhraseFileError."""
    path = folder / PROVEN
    if not path.exists():
        return Proven()
    of = dict(map(_proven, filter(_is_a_sign, _lines(path))))
    if OTHERS not in of:
        raise PhraseFileError(f"{PROVEN}: no line for {OTHERS!r}, which is all other phrases")
    return Proven(of.pop(OTHERS), of)


def _proven(line: str) -> tuple[str, float]:
    phrase, _, written = line.partition("\t")
    try:
        points = float(written)
    except ValueError:
        points = inf
    if not 0 <= points < inf:
        raise PhraseFileError(f"{PROVEN}: a phrase, a tab and points of 0 or more, not {line!r}")
    return phrase, points


def sign_problems(folder: Path) -> Iterator[str]:
    """What is wrong with each line, for an operator. Raises PhraseFileError as `load_signs`."""
    kinds, _ = _read_kinds(folder)
    known = {kind.intent for kind in kinds}
    lines = _lines(folder / POINTS)
    times = Counter(line.partition("\t")[0] for line in lines if _is_a_sign(line))
    for sign, points in _read_points(lines).items():
        if times[sign] > 1:
            yield f"{POINTS}: {sign!r} stands there {times[sign]} times"
        if not _gives_points(points, known):
            yield f"{POINTS}: cannot read the points of {sign!r}: {points!r}"


def _gives_points(written: str, known: set[str]) -> bool:
    try:
        intents = [intent for intent, _ in read_points(written)]
    except ValueError:
        return False
    return bool(intents) and len(set(intents)) == len(intents) and known.issuperset(intents)


def _read_points(lines: Sequence[str]) -> dict[str, str]:
    try:
        return dict(line.split("\t", 1) for line in lines if _is_a_sign(line))
    except ValueError as error:
        wrong = (n for n, line in enumerate(lines, 1) if _is_a_sign(line) and "\t" not in line)
        raise PhraseFileError(f"{POINTS}, line {next(wrong)}: no tab after the sign") from error


def _lines(path: Path) -> Sequence[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PhraseFileError(f"{POINTS}: {error}") from error


def _is_a_sign(line: str) -> bool:
    return bool(line) and line[0] != "#"


def _read_kinds(folder: Path) -> tuple[Sequence[Kind], Vote]:
    told = read_toml(folder / KINDS)
    raws, vote = told.get("kind", []), told.get("vote", {})
    if not (isinstance(raws, list) and isinstance(vote, dict)):
        raise PhraseFileError(f"{KINDS}: write [[kind]] for each kind, and one [vote]")
    kinds = [_kind(raw) for raw in raws]
    there = Counter(kind.intent for kind in kinds)
    if twice := [intent for intent in there if there[intent] > 1]:
        raise PhraseFileError(f"{KINDS}: {', '.join(twice)} stands there twice")
    if missing := [intent for intent in NEEDED if intent not in there]:
        raise PhraseFileError(f"{KINDS} does not have {', '.join(missing)}")
    return kinds, Vote(_number(vote, "known", "the vote"), _number(vote, "unknown", "the vote"))


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


def _number(raw: Mapping[str, Any], name: str, of: str) -> float:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise PhraseFileError(f"{KINDS}: {of} has no number as its {name}")
    return float(value)
