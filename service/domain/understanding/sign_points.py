"""How the points of a sign are written, and how they are held."""

from collections.abc import Sequence
from math import isfinite

Points = Sequence[tuple[int, float]]
"""To the how manieth kind, how many."""


def read_points(written: str) -> Sequence[tuple[str, float]]:
    """What "stop 1.3 human -0.4" gives to whom. Raises ValueError."""
    parts = written.split(" ")
    given = [
        (intent, float(points)) for intent, points in zip(parts[::2], parts[1::2], strict=True)
    ]
    if not all(isfinite(points) for _, points in given):
        raise ValueError(f"{written!r} gives no number of points")
    return given
