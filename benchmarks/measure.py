"""Times a deed many times over and keeps its median and its slow end."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Timing:
    """Microseconds of one deed."""

    name: str
    runs: int
    median_us: float
    p99_us: float


def timed(name: str, deed: Callable[[], object], runs: int) -> Timing:
    """Run it a tenth of `runs` to warm up, then `runs` times with the collector off."""
    for _ in range(max(1, runs // 10)):
        deed()
    taken = []
    gc.disable()
    try:
        for _ in range(runs):
            begun = perf_counter()
            deed()
            taken.append((perf_counter() - begun) * 1e6)
    finally:
        gc.enable()
    return Timing(name, runs, median(taken), quantiles(taken, n=100)[98])
