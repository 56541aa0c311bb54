"""Reads config/signs: classes of words, and for each intent its signs and their points.

A file is lines of "points, sign"; above them "name = value" for what the list is for.
How points are added up is not known here.
"""

import re
from collections.abc import Collection
from math import isfinite
from pathlib import Path

from service.adapters.phrase_folder import PhraseFileError, read_toml
from service.domain.understanding.result import CRISIS_INTENTS
from service.domain.understanding.signs import Classes, SignList, Signs

_CLASS = re.compile(r"<[^ >\n]*>?")
STORY = "human"
"""Somebody tells what they, or those they love, go through, and asks for nothing in particular."""
OPT_OUT = "stop"


def load_signs(folder: Path) -> Signs:
    """The signs of a crisis; none where there is no folder. Raises PhraseFileError."""
    return _read(folder, "crisis-*.txt", CRISIS_INTENTS)


def load_story_signs(folder: Path) -> Signs:
    """The signs of a story, looked at where nothing else is known; as `load_signs`."""
    return _read(folder, f"{STORY}.txt", (STORY,))


def load_opt_out_signs(folder: Path) -> Signs:
    """The signs of an opt-out that no rule knows; as `load_signs`."""
    return _read(folder, f"{OPT_OUT}.txt", (OPT_OUT,))


def _read(folder: Path, names: str, intents: Collection[str]) -> Signs:
    if not folder.is_dir():
        return Signs.none()
    classes = read_classes(folder)
    paths = sorted(folder.glob(names))
    return Signs([_read_list(path, classes, intents) for path in paths], classes)


def read_classes(folder: Path) -> Classes:
    words = read_toml(folder / "words.toml").get("classes", {})
    return {name: str(text).split() for name, text in words.items()}


def _read_list(path: Path, classes: Classes, intents: Collection[str]) -> SignList:
    told: dict[str, str] = {}
    points: dict[str, float] = {}
    values: dict[str, float | None] = {}  # of each weight as it is written: there are few
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        weight, *sign = line.split(None, 1) or ["#"]
        if weight not in values:
            values[weight] = _number(weight)
        value = values[weight]
        if value is not None and sign:
            points[sign[0]] = value
        elif value is None and " = " in line and weight[0] != "#":
            name, _, text = line.partition(" = ")
            told[name] = text
        elif weight[0] != "#":
            what = "no points" if value is None else "no sign"
            raise PhraseFileError(f"{path.name}, line {number}: {what} in {line!r}")
    _check_told(path, told, intents)
    _check_classes(path, points, classes)
    return SignList(told["intent"], told["why"], float(told["enough"]), points)


def _check_told(path: Path, told: dict[str, str], intents: Collection[str]) -> None:
    missing = {"intent", "why", "enough"} - told.keys()
    if missing:
        raise PhraseFileError(f"{path.name} does not say its {', '.join(sorted(missing))}")
    if told["intent"] not in intents:
        raise PhraseFileError(f"{path.name}: {told['intent']!r} cannot be told by signs")
    enough = _number(told["enough"])
    if enough is None or enough <= 0:
        raise PhraseFileError(f"{path.name}: enough = {told['enough']!r} is no number above 0")


def _check_classes(path: Path, points: dict[str, float], classes: Classes) -> None:
    unknown = set(_CLASS.findall("\n".join(points))) - {f"<{name}>" for name in classes}
    if unknown:
        raise PhraseFileError(f"{path.name}: there is no class {', '.join(sorted(unknown))}")


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None
