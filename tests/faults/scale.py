"""How much of a fault test is run: short by default, TIMES=5 for five times that, LONG=1 for the
figures one wants to be sure of."""

import os
import sys
from typing import Any

LONG = os.environ.get("LONG") == "1"
TIMES = int(os.environ.get("TIMES", "1"))


def scale(short: int, long: int) -> int:
    """The number to run with."""
    return long if LONG else short * TIMES


def report(what: str, **figures: Any) -> None:
    """One line of numbers, for people to read."""
    shown = "  ".join(f"{name}={value}" for name, value in figures.items())
    sys.stdout.write(f"\n{what}: {shown}\n")


def percentile(times_s: list[float], share: float) -> float:
    """The time within which this share of all was done, rounded for reading."""
    ordered = sorted(times_s)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3) if ordered else 0.0
