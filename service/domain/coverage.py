"""Where the roster leaves holes: open hours in which nobody is planned, or nobody who speaks a
language. Knows stretches of time only.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from service.domain.hours import OpeningHours

Stretch = tuple[datetime, datetime]
A_DAY = timedelta(days=1)


def gaps(wanted: Iterable[Stretch], covered: Iterable[Stretch]) -> list[Stretch]:
    """What of `wanted` nothing of `covered` covers, in order."""
    left = list(wanted)
    for start, end in covered:
        left = [piece for each in left for piece in _without(each, start, end)]
    return sorted(left)


def open_stretches(hours: OpeningHours, first: date, days: int) -> list[Stretch]:
    """The opening hours that begin on these days, in moments, joined where they touch."""
    joined: list[Stretch] = []
    for start, end in sorted(hours.stretches(first, days)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _without(stretch: Stretch, start: datetime, end: datetime) -> Iterable[Stretch]:
    if end <= stretch[0] or start >= stretch[1]:
        yield stretch
        return
    if stretch[0] < start:
        yield stretch[0], start
    if end < stretch[1]:
        yield end, stretch[1]
