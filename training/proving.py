"""Which phrases were right about a crisis against the signs, and against how many points.

Found on texts that the signs have not seen; else they would know every hard one by heart.
"""

from collections import Counter
from collections.abc import Sequence
from math import ceil

from service.domain.understanding.doubts import Proven
from training.learnt import Unseen

USUAL = 0.1
"""How many points against a crisis outvote a phrase that is not proven against more."""
MARGIN = 0.1


def find_proven(texts: Sequence[Unseen]) -> Proven:
    """With few phrases, those that keep every labelled crisis that phrases find."""
    doubts = sorted((one.doubt for one in texts if one.doubt), key=lambda doubt: -doubt.against)
    often = Counter(phrase for doubt in doubts for phrase in doubt.phrases)
    of: dict[str, float] = {}
    for doubt in doubts:
        if all(of.get(phrase, 0.0) < doubt.against for phrase in doubt.phrases):
            best = max(doubt.phrases, key=lambda phrase: (often[phrase], phrase))
            of[best] = ceil(10 * (doubt.against + MARGIN)) / 10
    return Proven(USUAL, of)
