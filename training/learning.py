"""From labelled texts to points: a linear classifier, of each intent against the others, readable.

Each sign counts once in a text, so points simply add up. They are rounded, and the light ones
dropped: what an operator reads is what decides.
"""

from collections.abc import Collection, Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.svm import LinearSVC

from service.domain.understanding.sign_places import signs_in
from training.learnt import Learnt
from training.texts import Row

LIGHTEST = 0.03
DIGITS = 2
SEED = 988
STRICTNESS = 0.05
FEWEST_ROWS = 3


def learn(rows: Sequence[Row]) -> Learnt:
    """The same for the same rows, in the same order."""
    names = CountVectorizer(analyzer=_signs_of, binary=True, min_df=FEWEST_ROWS)
    found = names.fit_transform(rows)
    model = LinearSVC(C=STRICTNESS, random_state=SEED)
    model.fit(found, [row.intent for row in rows])
    given = np.where(abs(model.coef_) >= LIGHTEST, model.coef_.round(DIGITS), 0.0)
    intents = [str(intent) for intent in model.classes_]
    points = {
        str(sign): {intents[at]: float(given[at, number]) for at in given[:, number].nonzero()[0]}
        for number, sign in enumerate(names.get_feature_names_out())
    }
    starts = (round(float(start), DIGITS) for start in model.intercept_)
    return Learnt(
        dict(zip(intents, starts, strict=True)), {sign: one for sign, one in points.items() if one}
    )


def _signs_of(row: Row) -> Collection[str]:
    return {sign for sign, _ in signs_in(row.words) if sign[0] != "#"}  # which is a remark there
