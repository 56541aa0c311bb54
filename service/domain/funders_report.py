"""A month for funders: counts only, and none so small that it could be about somebody one knows.

Counts from 1 to 10 are hidden. Where what is hidden could be worked out from the total, the next
smallest is hidden too. A count of nought is shown: it is about nobody.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from service.domain import statistic_line as kind
from service.domain.call import MISSED
from service.domain.contact import ALL
from service.domain.statistic_line import NOT_OFFERED
from service.domain.statistics import Counted, figures_of

FEWEST_SHOWN = 11
UNTOLD = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing counted, by one property. None stands for a hidden count."""

    title: str
    total: int | None
    rows: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A month ("2026-11") in parts; of one that is not over, two readings could be subtracted."""

    month: str
    is_over: bool
    parts: tuple[Part, ...]


NOT_OVER = (
    "This month is not over. Hand it on when it is: whoever has two readings can subtract them."
)


def report(
    month: str, counted: Counted, people: Mapping[str, int], zone: str, *, is_over: bool = True
) -> Report:
    """What may be told of a month. `people` counts the different ones by part."""
    lines = list(counted)
    figures = figures_of(lines, zone)
    calls = figures.calls
    others = Counter({NOT_OFFERED: calls.not_offered, MISSED: calls.missed})
    talked = Counter(calls.outcomes) + others
    return Report(
        month=month,
        is_over=is_over,
        parts=(
            *_people(people),
            part("Calls, by what became of them", talked),
            part("Calls, by language", _by(lines, kind.CALL, "language")),
            part("Calls, by week", _by_week(lines, kind.CALL, zone)),
            part("Texts received, by answer", figures.texts_received),
            part("Texts received, by language", _by(lines, kind.TEXT_IN, "language")),
            part("Texts received, by week", _by_week(lines, kind.TEXT_IN, zone)),
            part("Callbacks asked for, by language", _by(lines, kind.ASKED, "language")),
            part("Callbacks asked for, by week", _by_week(lines, kind.ASKED, zone)),
            part("Callbacks ended, by outcome", figures.callbacks.outcomes),
        ),
    )


def part(title: str, cells: Mapping[str, int], total: int | None = None) -> Part:
    """One table; its total is the sum of its cells, unless they overlap and one is given."""
    whole = sum(cells.values()) if total is None else total
    hidden = _hidden(cells)
    return Part(
        title=title,
        total=None if 0 < whole < FEWEST_SHOWN else whole,
        rows=tuple((name, None if name in hidden else cells[name]) for name in sorted(cells)),
    )


def _hidden(cells: Mapping[str, int]) -> set[str]:
    """The small ones, and as many more as keep their sum from telling them."""
    by_size = sorted((name for name in cells if cells[name]), key=lambda name: cells[name])
    hidden = [name for name in by_size if cells[name] < FEWEST_SHOWN]
    left = by_size[len(hidden) :]
    while left and hidden and _is_told([cells[name] for name in hidden]):
        # All of one size together: which of them was taken would tell who is smaller.
        hidden += [name for name in left if cells[name] == cells[left[0]]]
        left = by_size[len(hidden) :]
    return set(hidden)


def _is_told(hidden: list[int]) -> bool:
    """Whether the sum of the hidden, which total and rest give away, tells one of them."""
    whole, most = sum(hidden), (FEWEST_SHOWN - 1) * len(hidden)
    return len(hidden) == 1 or whole < FEWEST_SHOWN or whole in (len(hidden), most)


def _people(people: Mapping[str, int]) -> tuple[Part, ...]:
    """Somebody may text and call, and in two languages: these add up to more than all."""
    everybody = people.get(ALL, 0)
    titles = {"language": "language", "channel": "way", "week": "week"}
    found = [part("Different people", {}, everybody)]
    for name, by in titles.items():
        cells = {
            key.removeprefix(f"{name}-"): count
            for key, count in people.items()
            if key.startswith(f"{name}-")
        }
        found.append(part(f"Different people, by {by}", cells, everybody))
    return tuple(found)


def _by(lines: Counted, what: str, fact: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for line, times in lines:
        if line.kind == what:
            found[line.get(fact) or UNTOLD] += times
    return found


def _by_week(lines: Counted, what: str, zone: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for line, times in lines:
        if line.kind == what:
            found[_monday(line.at.astimezone(ZoneInfo(zone)).date())] += times
    return found


def _monday(day: date) -> str:
    return (day - timedelta(days=day.weekday())).isoformat()
