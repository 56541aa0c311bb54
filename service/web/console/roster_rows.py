"""The roster's week as words, day by day: shifts, and the holes between them.

Knows no request; whose page it is decides which buttons a shift has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from service.actions.rostering import DAYS, Week
from service.domain.coverage import Stretch
from service.domain.roster import Shift
from service.domain.specialist import Specialist
from service.web.console.clock import Clock, hour
from service.web.console.labels import language_words

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One shift; `day`, `starts` and `ends` are as a form has them."""

    id: str
    version: int
    who: str
    name: str
    hours: str
    languages: str
    mine: bool
    offered: bool
    asks: bool
    begun: bool
    over: bool
    state: str
    bad: bool
    day: str
    starts: str
    ends: str
    begins: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HoleRow:
    """Open hours with nobody (`empty`), or with nobody who speaks a language."""

    words: str
    empty: bool
    begins: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the week shown, everything on it in the order of the clock."""

    iso: str
    name: str
    rows: list[ShiftRow | HoleRow]


def days_of(week: Week, me: Specialist, clock: Clock) -> list[Day]:
    """The seven days in words."""
    zone = ZoneInfo(week.zone)
    rows: dict[date, list[ShiftRow | HoleRow]] = {week.first + n * A_DAY: [] for n in range(DAYS)}
    for shift in week.shifts:
        day = max(shift.starts_at.astimezone(zone).date(), week.first)
        rows[day].append(_shift_row(shift, week, me, clock))
    for day, hole in _holes(week, zone):
        rows[day].append(hole)
    return [
        Day(
            iso=day.isoformat(),
            name=f"{day:%A}, {day:%b} {day.day}",
            rows=sorted(found, key=lambda each: each.begins),
        )
        for day, found in rows.items()
    ]


def _holes(week: Week, zone: ZoneInfo) -> Iterator[tuple[date, HoleRow]]:
    for day, stretch in _by_day(week.empty, zone):
        words = f"Nobody, {hours_of(stretch, zone)}"
        yield day, HoleRow(words=words, empty=True, begins=stretch[0])
    for language, stretches in week.silent.items():
        for day, stretch in _by_day(stretches, zone):
            words = f"No {language_words(language)}, {hours_of(stretch, zone)}"
            yield day, HoleRow(words=words, empty=False, begins=stretch[0])


def _by_day(stretches: list[Stretch], zone: ZoneInfo) -> Iterator[tuple[date, Stretch]]:
    """Each stretch, cut at midnight."""
    for start, end in stretches:
        at = start
        while at < end:
            day = at.astimezone(zone).date()
            midnight = datetime.combine(day + A_DAY, datetime.min.time(), zone)
            cut = min(end, midnight.astimezone(end.tzinfo))
            yield day, (at, cut)
            at = cut


def hours_of(stretch: Stretch, zone: ZoneInfo) -> str:
    """ "9:00 AM to 5:00 PM", or that it is the whole day."""
    start, end = (moment.astimezone(zone) for moment in stretch)
    midnights = start.time() == end.time() == datetime.min.time()
    if midnights and end.date() != start.date():
        return "all day"
    later = " the next day" if end.date() > start.date() and end.hour + end.minute else ""
    return f"{_clock(start)} to {_clock(end)}{later}"


def _clock(local: datetime) -> str:
    return "midnight" if local.time() == datetime.min.time() else hour(local)


def _shift_row(shift: Shift, week: Week, me: Specialist, clock: Clock) -> ShiftRow:
    zone = ZoneInfo(week.zone)
    whose = week.people.get(shift.specialist)
    starts, ends = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    hours = hours_of((shift.starts_at, shift.ends_at), zone)
    before = "From the day before: " if starts.date() < week.first else ""
    state, bad = _state(shift, whose, clock)
    return ShiftRow(
        id=shift.id,
        version=shift.version,
        who=shift.specialist,
        name=whose.name if whose else "Somebody who left",
        hours=f"{before}{hours}",
        languages=", ".join(language_words(code) for code in whose.languages) if whose else "",
        mine=shift.specialist == me.id,
        offered=shift.offered,
        asks=bool(shift.swap_for),
        begun=clock.is_past(shift.starts_at),
        over=shift.is_over(clock.now),
        state=state,
        bad=bad,
        day=starts.date().isoformat(),
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
        begins=shift.starts_at,
    )


def _state(shift: Shift, whose: Specialist | None, clock: Clock) -> tuple[str, bool]:
    """What became of it, and whether that is bad."""
    if whose is None or whose.disabled:
        return "No longer works here", True
    if shift.came_at is not None and shift.missed_at is not None:
        return f"Came late, seen {clock.at(shift.came_at)}", False
    if shift.came_at is not None:
        return "Came", False
    if shift.missed_at is not None:
        return "Did not come" if shift.is_over(clock.now) else "Has not come yet", True
    return "", False
