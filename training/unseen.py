"""Each text weighed by signs that have not seen it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from sklearn.model_selection import KFold

from service.domain.understanding import CRISIS_INTENTS, PhraseBook
from service.domain.understanding.by_phrases import CrisisPhrases
from service.domain.understanding.by_signs import NO_CRISIS, OPT_OUT, is_most_of_all_a_crisis
from service.domain.understanding.doubts import Doubt, Proven
from service.domain.understanding.phrases import Text
from service.domain.understanding.signs import Signs, Weighed
from training.learning import SEED, learn
from training.learnt import Unseen
from training.proving import USUAL
from training.texts import Row
from training.writing import signs_of

FOLDS = 5


def weighed(rows: Sequence[Row], book: PhraseBook) -> Iterator[Unseen]:
    for signs, unseen in in_folds(rows, {}):
        phrases = CrisisPhrases(replace(book, signs=signs, proven=Proven(USUAL)))
        for row in unseen:
            yield Unseen(
                row,
                crisis=_crisis_lead(signs.weigh(row.blotted, row.by_rules)),
                opt_out=_opt_out_lead(row, signs),
                doubt=_doubt(row, phrases) if row.is_crisis and not row.is_known else None,
            )


def in_folds(
    rows: Sequence[Row], leads: Mapping[str, float]
) -> Iterator[tuple[Signs, Sequence[Row]]]:
    """Each row once, beside signs that were learnt from four fifths of the others."""
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=SEED).split(rows):
        yield signs_of(learn([rows[at] for at in seen]), leads), [rows[at] for at in unseen]


def _crisis_lead(weighed: Weighed) -> float:
    if not is_most_of_all_a_crisis(weighed):
        return -inf
    return weighed.ahead(CRISIS_INTENTS, NO_CRISIS)


def _opt_out_lead(row: Row, signs: Signs) -> float:
    if row.ours != row.words:
        return -inf
    return signs.weigh(row.words, row.by_rules).ahead(OPT_OUT)


def _doubt(row: Row, phrases: CrisisPhrases) -> Doubt | None:
    _, doubt = phrases.find(row.words, Text(row.blotted), row.language)
    return doubt
