"""Which plots show the figures at a glance: labels and series, for whatever draws them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from service.domain.span import DAY, Span
from service.domain.statistic_line import ABANDONED, ANSWERED
from service.domain.statistics import Figures

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# More bars than this are too thin on a phone: weeks instead of days.
MOST_DAYS = 35
BOUNDS = (5, 10, 20, 30, 60, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars. `axis` says what the labels are; `stacked`: the series add up to one bar."""

    key: str
    title: str
    axis: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    stacked: bool = False

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it: the totals, and where each series is highest."""
        told = (self._highest(name, values) for name, values in self.series)
        return f"{self.title}. " + " ".join(told)

    def _highest(self, name: str, values: tuple[int, ...]) -> str:
        if not any(values):
            return f"{name}: none."
        label = self.labels[values.index(max(values))]
        return f"{name}: {sum(values)}, most at {label} ({max(values)})."


def charts_of(found: Figures, span: Span) -> tuple[Chart, ...]:
    """All the plots of a range."""
    return (_by_day(found, span), _by_hour(found), _by_weekday(found), _soon(found))


def _by_day(found: Figures, span: Span) -> Chart:
    days = (span.last - span.first) // DAY + 1
    step = DAY if days <= MOST_DAYS else timedelta(weeks=1)
    starts = [span.first + n * step for n in range(-(-days // (step // DAY)))]
    series: dict[str, Counter[date]] = {"Answered": Counter(), "Hung up": Counter()}
    series["Led elsewhere"] = Counter()
    names = {ANSWERED: "Answered", ABANDONED: "Hung up"}
    for (day, outcome), times in found.days.items():
        start = span.first + (day - span.first) // step * step
        series[names.get(outcome, "Led elsewhere")][start] += times
    return Chart(
        key="days",
        title="Calls by day" if step == DAY else "Calls by week",
        axis="Day" if step == DAY else "Week from",
        labels=tuple(f"{start:%b} {start.day}" for start in starts),
        series=tuple((name, tuple(n[start] for start in starts)) for name, n in series.items()),
        stacked=True,
    )


def _by_hour(found: Figures) -> Chart:
    return Chart(
        key="hours",
        title="By hour of the day",
        axis="Hour",
        labels=tuple(f"{hour % 12 or 12} {'AM' if hour < 12 else 'PM'}" for hour in range(24)),
        series=_wanted(found, 24, 1),
    )


def _by_weekday(found: Figures) -> Chart:
    return Chart(
        key="weekdays",
        title="By weekday",
        axis="Weekday",
        labels=WEEKDAYS,
        series=_wanted(found, 7, 0),
    )


def _wanted(found: Figures, many: int, part: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Calls and callbacks, by one part of (weekday, hour)."""
    return tuple(
        (name, tuple(sum(n for at, n in counts.items() if at[part] == i) for i in range(many)))
        for name, counts in (("Calls", found.load), ("Callbacks asked for", found.asked))
    )


def _soon(found: Figures) -> Chart:
    waits = found.calls.waits
    below = [0, *(waits.under(bound) for bound in BOUNDS), waits.count]
    counts = tuple(after - before for before, after in pairwise(below))
    between = pairwise(BOUNDS)
    labels = (f"under {BOUNDS[0]} s", *(f"{a}–{b} s" for a, b in between), f"{BOUNDS[-1]} s on")
    return Chart(
        key="waits",
        title="How soon calls were answered",
        axis="Wait",
        labels=labels,
        series=(("Calls answered", counts),),
    )
