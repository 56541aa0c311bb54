"""What signs add to rules, on each set of texts by signs learnt from the others.

The rules may have been written with some sets in view; the signs never saw the one measured.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.domain.understanding.signs import Classes, Signs
from training.tasks import learn_crisis
from training.texts import Row


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of `whole` texts are taken for a crisis."""

    by_rules: int
    by_signs: int
    by_both: int
    whole: int


@dataclass(frozen=True, slots=True)
class Figures:
    source: str
    language: str
    crisis: Taken
    harmless: Taken


def measured(rows: Sequence[Row], classes: Classes) -> Iterator[Figures]:
    for source in sorted({row.source for row in rows}):
        learnt = learn_crisis([row for row in rows if row.source != source], classes)
        signs = Signs(learnt, classes)
        for language in ("en", "es"):
            held = [row for row in rows if row.source == source and row.language == language]
            crisis = _taken([row for row in held if row.is_crisis], signs)
            harmless = [row for row in held if not (row.is_crisis or row.is_doubtful)]
            yield Figures(source, language, crisis, _taken(harmless, signs))


def _taken(rows: Sequence[Row], signs: Signs) -> Taken:
    by_rules = {row for row in rows if row.is_found_by_rules}
    by_signs = {row for row in rows if signs.best(row.blotted, is_understood=row.is_understood)}
    return Taken(len(by_rules), len(by_signs), len(by_rules | by_signs), len(rows))
