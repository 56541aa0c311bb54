"""What signs add to rules, on each set of texts by signs learnt from the others.

The rules may have been written with some sets in view; the signs never saw the one measured.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.understanding.figures import BLOT
from service.domain.understanding.signs import Classes, Signs
from training.tasks import learn_crisis, learn_wishes
from training.texts import Row


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts on one set and one language: (by rules, by rules and signs, of so many)."""

    crisis: tuple[int, int, int]
    false_crisis: tuple[int, int, int]
    right: tuple[int, int, int]


def measured(rows: Sequence[Row], classes: Classes) -> Iterator[tuple[str, str, Figures]]:
    for source in sorted({row.source for row in rows}):
        known = [row for row in rows if row.source != source]
        crisis = Signs(learn_crisis(known, classes), classes)
        wishes = Signs(learn_wishes(known, classes), classes)
        for language in ("en", "es"):
            held = [row for row in rows if row.source == source and row.language == language]
            yield source, language, _figures(held, crisis, wishes)


def with_signs(row: Row, crisis: Signs, wishes: Signs) -> str:
    """The intent by rules and signs, in the order in which the helpline asks them."""
    if row.is_found_by_rules:
        return row.by_rules
    found = crisis.best(row.blotted, is_understood=row.is_understood)
    if found is None and not row.is_understood:
        found = wishes.best(row.blotted) if BLOT not in row.blotted else None
    return found.intent if found else row.by_rules


def _figures(rows: Sequence[Row], crisis: Signs, wishes: Signs) -> Figures:
    pairs = [(row, row.by_rules, with_signs(row, crisis, wishes)) for row in rows]

    def count(of: Callable[[Row], bool], good: Callable[[Row, str], bool]) -> tuple[int, int, int]:
        chosen = [pair for pair in pairs if of(pair[0])]
        return (
            sum(good(row, rules) for row, rules, _ in chosen),
            sum(good(row, both) for row, _, both in chosen),
            len(chosen),
        )

    return Figures(
        crisis=count(lambda row: row.is_crisis, lambda _, got: got.startswith("crisis:")),
        false_crisis=count(
            lambda row: not (row.is_crisis or row.is_doubtful),
            lambda _, got: got.startswith("crisis:"),
        ),
        right=count(lambda _: True, lambda row, got: got in (row.intent, *row.accept)),
    )
