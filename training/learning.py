"""From labelled texts to points: one logistic regression per intent, made readable.

The regression's weights are scaled so that ENOUGH points make the intent, rounded, and the
light ones dropped. How many points are enough is found on texts that were not learnt from.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from service.domain.understanding.signs import BETWEEN, SignList
from training.texts import Row

ENOUGH = 5.0
LIGHTEST = 0.2
FOLDS = 5
SEED = 988
STRICTNESS = 1.0
FEWEST_ROWS = 2
# Two words side by side say little about other texts; single words and classes do.
PAIR_SCALE = 0.6
DOUBTFUL_WEIGHT = 0.2
OTHER_CRISIS_WEIGHT = 0.1
# However rare an intent is, this much must be reached above what its regression starts with.
LEAST_TO_REACH = 0.5

NamesOf = Callable[[Row], Collection[str]]


@dataclass(frozen=True, slots=True)
class Task:
    """One intent to learn.

    `limits` say of which texts what share may be taken for it. `also` says which rows mean it
    beside those that are labelled so, `everyday_weight` how much everyday talk counts: there is
    more of it than of anything else, if not here.
    """

    intent: str
    why: str
    limits: Sequence[tuple[Callable[[Row], bool], float]]
    names_of: NamesOf
    also: Callable[[Row], bool] = lambda _: False
    everyday_weight: float = 1.0

    def is_meant(self, row: Row) -> bool:
        return row.intent == self.intent or self.also(row)

    def weight(self, row: Row) -> float:
        if self.is_meant(row):
            return 1.0
        if row.is_doubtful:
            return DOUBTFUL_WEIGHT
        if row.is_crisis:
            return OTHER_CRISIS_WEIGHT
        return self.everyday_weight if row.is_everyday else 1.0


def learn(task: Task, rows: Sequence[Row]) -> SignList:
    """The list of signs for a task: the same for the same rows."""
    threshold = _threshold(task, rows, _unseen_scores(task, rows))
    names, weights, start = _fit(task, rows)
    to_reach = max(threshold - start, LEAST_TO_REACH)
    points = (round(float(weight) * ENOUGH / to_reach, 1) for weight in weights)
    heavy = {
        name: given
        for name, given in zip(names.get_feature_names_out(), points, strict=True)
        if abs(given) >= LIGHTEST
    }
    return SignList(task.intent, task.why, ENOUGH, heavy)


def _fit(task: Task, rows: Sequence[Row]) -> tuple[CountVectorizer, np.ndarray, float]:
    """What the signs are called, what each weighs, and what a text without any starts with."""
    names = CountVectorizer(analyzer=task.names_of, binary=True, min_df=FEWEST_ROWS)
    found = names.fit_transform(rows)
    scale = np.array([_scale(name) for name in names.get_feature_names_out()])
    model = LogisticRegression(C=STRICTNESS, solver="liblinear", random_state=SEED, max_iter=500)
    meant = [task.is_meant(row) for row in rows]
    model.fit(found @ diags(scale), meant, sample_weight=[task.weight(row) for row in rows])
    return names, model.coef_[0] * scale, float(model.intercept_[0])


def _scale(name: str) -> float:
    return PAIR_SCALE if " " in name and BETWEEN not in name else 1.0


def _unseen_scores(task: Task, rows: Sequence[Row]) -> np.ndarray:
    """Each row's score by a regression that has not seen it."""
    scores = np.zeros(len(rows))
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=SEED).split(rows):
        names, weights, start = _fit(task, [rows[at] for at in seen])
        scores[unseen] = names.transform([rows[at] for at in unseen]) @ weights + start
    return scores


def _threshold(task: Task, rows: Sequence[Row], scores: np.ndarray) -> float:
    """Just above the first row that would be one too many, of whatever limit is the strictest."""
    return max(_one_too_many(rows, scores, *limit) for limit in task.limits) + 0.01


def _one_too_many(
    rows: Sequence[Row], scores: np.ndarray, may_fool: Callable[[Row], bool], allowed: float
) -> float:
    fooled = sorted(
        (float(score) for row, score in zip(rows, scores, strict=True) if may_fool(row)),
        reverse=True,
    )
    return fooled[int(len(fooled) * allowed)]
