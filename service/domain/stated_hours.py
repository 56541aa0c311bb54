"""When on one day a named hour or part of the day is: "after 5" begins, "before 5" ends there.

Knows no words, and not which day is meant.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from service.domain.hour_meant import hours_meant
from service.domain.named_time import A_DAY, AHEAD, Clock, Named, Part, Side

MORNING, FIRST_THING = time(9), time(8)
SOON, STEP = timedelta(minutes=15), timedelta(minutes=5)
AT_ONCE = SOON + STEP
"""At the latest so long from now begins what has no beginning, "before 5"."""
ROOM = timedelta(hours=1)
"""So long before an hour they must be called by, a call is promised at the latest."""
DAYS_AHEAD = tuple(A_DAY * ahead for ahead in range(AHEAD))
KeptFrom = Callable[[datetime], datetime]
"""The first moment from another one on at which somebody answers and they may be called."""


@dataclass(frozen=True, slots=True)
class Stated:
    """When somebody wants to be called: from `at` on, and by `by` if they named an end. `or_at`
    would do as well. "After 6" and "evenings" hold before `ends` only, and `daily` where no day is
    named."""

    at: datetime
    by: datetime | None = None
    or_at: datetime | None = None
    ends: datetime | None = None
    daily: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The first whole time among those named."""

    days: tuple[Named, ...] = ()
    clock: Clock | None = None
    part: Part | None = None


def hours_on(
    day: date, choice: Choice, here: datetime, *, also_the_other: bool
) -> Iterator[Stated]:
    """When that is on this day, the likeliest hour first. `also_the_other`: "today at 8" is 8 PM
    once it is past 8 AM."""
    clock, part = choice.clock, choice.part
    if clock is None:
        yield _in_part(day, part, here) if part else Stated(_at(day, MORNING, here))
        return
    walls = hours_meant(clock, part)
    before = clock.side is Side.BEFORE
    for days_later, wall in walls if before or also_the_other else walls[:1]:
        at = _at(day + A_DAY * days_later, wall, here)
        if not before:
            yield Stated(at, ends=_midnight(at) if clock.side is Side.AFTER else None)
        elif (first := _first_before(at, day, part, here)) + ROOM <= at:
            yield Stated(first, by=at)
    if clock.instead:
        other = replace(choice, clock=clock.instead)
        yield from hours_on(day, other, here, also_the_other=also_the_other)


def _in_part(day: date, part: Part, here: datetime) -> Stated:
    """From the beginning of that part of the day, or soon where it has begun."""
    begins, ends = _at(day, part.begins, here), _at(day, part.ends, here)
    at = _soon(here) if begins <= here and _soon(here) < ends else begins
    return Stated(at, ends=ends)


def _midnight(at: datetime) -> datetime:
    """The end of that day."""
    return datetime.combine(at.date() + A_DAY, time(0), at.tzinfo)


def _first_before(by: datetime, day: date, part: Part | None, here: datetime) -> datetime:
    """From when on somebody can be called who must be called by then."""
    wall = part.begins if part else MORNING
    if _at(day, wall, here) + ROOM > by:
        wall = FIRST_THING
    return max(_at(day, wall, here), _soon(here))


def _soon(here: datetime) -> datetime:
    """In a few minutes, on a round minute."""
    soon = here.astimezone(UTC) + SOON
    over = timedelta(minutes=soon.minute % 5, seconds=soon.second, microseconds=soon.microsecond)
    return (soon - over + STEP if over else soon).astimezone(here.tzinfo)


def _at(day: date, wall: time, here: datetime) -> datetime:
    return datetime.combine(day, wall, here.tzinfo)


def other_hour(day: date, choice: Choice, first: Stated) -> datetime | None:
    """The later of the two hours that were named, "3 or 4"."""
    if choice.clock is None or choice.clock.instead is None:
        return None
    other = replace(choice, clock=choice.clock.instead)
    hours = (each.at for each in hours_on(day, other, first.at, also_the_other=False))
    return next((at for at in hours if at > first.at), None)


def can_be_kept(stated: Stated, kept_from: KeptFrom) -> bool:
    """Whether they are called before the hour by which they must be, if they named one."""
    return stated.by is None or kept_from(stated.at) + ROOM <= stated.by


def first_kept(stated: Stated, kept_from: KeptFrom) -> datetime | None:
    """Of "3 or 4" the first that can be kept; of "evenings" the first that we call in, on the day
    they named or else on any, None for none."""
    if stated.or_at is not None:
        hours = (stated.at, stated.or_at)
        return next((at for at in hours if kept_from(at) == at), stated.at)
    if stated.ends is None:
        return stated.at
    for ahead in DAYS_AHEAD if stated.daily else DAYS_AHEAD[:1]:
        at, ends = stated.at + ahead, stated.ends + ahead
        if kept_from(at) < ends:
            return at
    return None
