"""A week's staffing from the load that was measured, and what must be known to believe it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.erlang import Staffing, needed
from service.domain.statistics import Figures

# Below this an hour of the week is a guess, and so is an average talk.
FEWEST_WEEKS = 4
FEWEST_CALLS = 50
FEWEST_TALKS = 30

ASSUMES = (
    "Everybody waits until answered. Some hang up, so real waits are shorter than said here.",
    "Calls come independently of each other; a campaign or an outage does not.",
    "Whoever is at the phones may take any call; for a language that few speak, plan apart.",
    "An hour of the week is like the same hour of the weeks measured; trends are not seen.",
    "Callbacks are made between calls and are not in the load.",
    "Nobody is busy for more than 85 % of the time.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is to be reached. `handling` is None for the measured talk with the wrap-up."""

    target: float = 0.80
    within: timedelta = timedelta(seconds=20)
    shrinkage: float = 0.30
    handling: timedelta | None = None
    wrap_up: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """One hour of the week; Monday is 0. `calls` is how many come on average."""

    weekday: int
    hour: int
    calls: float
    staffing: Staffing


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The week's hours in which anybody called, and why to doubt them, in words."""

    hours: tuple[Hour, ...]
    handling_s: float
    calls: int
    weeks: float
    doubts: tuple[str, ...]


def plan(figures: Figures, start: datetime, end: datetime, zone: str, aim: Aim) -> Plan | None:
    """The staffing for each hour of the week; None where nothing was measured and nothing said."""
    handling_s = _handling_s(figures, aim)
    if handling_s is None or not figures.load:
        return None
    times = _hours_of_the_week(start, end, zone)
    hours = tuple(
        Hour(
            weekday=weekday,
            hour=hour,
            calls=count / times[weekday, hour],
            staffing=_staffing(count / times[weekday, hour], handling_s, aim),
        )
        for (weekday, hour), count in sorted(figures.load.items())
    )
    weeks = (end - start) / timedelta(weeks=1)
    return Plan(
        hours=hours,
        handling_s=handling_s,
        calls=figures.calls.offered,
        weeks=weeks,
        doubts=tuple(_doubts(figures, weeks, aim)),
    )


def _staffing(calls: float, handling_s: float, aim: Aim) -> Staffing:
    return needed(
        calls,
        handling_s=handling_s,
        target=aim.target,
        within_s=aim.within.total_seconds(),
        shrinkage=aim.shrinkage,
    )


def _handling_s(figures: Figures, aim: Aim) -> float | None:
    if aim.handling is not None:
        return aim.handling.total_seconds()
    talk = figures.calls.talks.mean
    return None if talk is None else talk + aim.wrap_up.total_seconds()


def _hours_of_the_week(start: datetime, end: datetime, zone: str) -> dict[tuple[int, int], int]:
    """How often each hour of the week came; on the night clocks change, one came twice or not."""
    here, found = ZoneInfo(zone), dict.fromkeys(_week(), 0)
    for n in range(int((end - start) / timedelta(hours=1))):
        local = (start + timedelta(hours=n)).astimezone(UTC).astimezone(here)
        found[local.weekday(), local.hour] += 1
    return {when: max(1, times) for when, times in found.items()}


def _week() -> Iterator[tuple[int, int]]:
    return ((weekday, hour) for weekday in range(7) for hour in range(24))


def _doubts(figures: Figures, weeks: float, aim: Aim) -> Iterator[str]:
    if weeks < FEWEST_WEEKS:
        yield f"Only {weeks:.1f} weeks were measured; at least {FEWEST_WEEKS} are needed."
    if figures.calls.offered < FEWEST_CALLS:
        calls = figures.calls.offered
        yield f"Only {calls} calls were measured; at least {FEWEST_CALLS} are needed."
    if aim.handling is None and figures.calls.talks.count < FEWEST_TALKS:
        talks = figures.calls.talks.count
        yield f"The length of a talk is the average of only {talks}."
