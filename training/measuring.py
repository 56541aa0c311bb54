"""What signs add to rules, on each text by signs learnt from four fifths of the others.

The rules may have been written with some texts in view; the signs never saw the one measured.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from service.commands.evaluation import Outcome, Report
from service.domain.understanding import PhraseBook, Understander
from service.domain.understanding.doubts import Proven
from service.domain.understanding.signs import Signs
from training.texts import Row
from training.unseen import in_folds


def measured(
    rows: Sequence[Row], book: PhraseBook, leads: Mapping[str, float]
) -> Iterator[tuple[str, Report, Report]]:
    """Of each set of texts its name, the report of rules alone, and that of both."""
    outcomes: dict[str, tuple[list[Outcome], list[Outcome]]] = {}
    alone = Understander(replace(book, signs=Signs.none(), proven=Proven()))
    for signs, unseen in in_folds(rows, leads):
        both = Understander(replace(book, signs=signs))
        for row in unseen:
            by_rules, by_both = outcomes.setdefault(row.source, ([], []))
            by_rules.append(_outcome(row, alone))
            by_both.append(_outcome(row, both))
    for source, (by_rules, by_both) in sorted(outcomes.items()):
        yield source, Report(by_rules, 0.0), Report(by_both, 0.0)


def _outcome(row: Row, understander: Understander) -> Outcome:
    labelled = {"lang": row.language, "intent": row.intent, "accept": row.accept}
    return Outcome(labelled, understander.understand(row.text, row.channel), 0.0)
