"""What training hands from room to room: points, and how texts not learnt from were weighed."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.understanding.doubts import Doubt
from training.texts import Row


@dataclass(frozen=True, slots=True)
class Learnt:
    """For each intent what a text without signs has, and the points of each sign."""

    starts: Mapping[str, float]
    points: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Unseen:
    """A text, the points by which a crisis leads its rivals and an opt-out all else, and whether
    signs would outvote the phrases of its crisis if none were proven."""

    row: Row
    crisis: float
    opt_out: float
    doubt: Doubt | None
