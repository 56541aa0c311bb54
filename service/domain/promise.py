"""The time we promise a callback for: computed, never a bare "soon".

From staffed hours, the person's calling hours, who is on shift and how many wait before them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.calling_hours import CallingHours
from service.domain.hours import OpeningHours

SOONEST = timedelta(minutes=15)
TIME_PER_TALK = timedelta(minutes=10)
ROUND_TO = timedelta(minutes=5)
WHEN_NOBODY_KNOWS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Promise:
    """`by` is the latest time the first try comes; `starts` when calls may begin.

    `now` says whether somebody can call as things stand this minute; `ready` when it may be handed
    out, which does not wait for anybody to come on shift.
    """

    ready: datetime
    starts: datetime
    by: datetime
    now: bool


def promise_for(
    at: datetime,
    *,
    hours: OpeningHours,
    calling: CallingHours,
    zones: tuple[str, ...],
    on_shift: int,
    waiting_before: int,
) -> Promise:
    """Compute what may truthfully be promised to somebody who asks at `at`."""
    starts = _first_common_moment(at, hours, calling, zones)
    if starts == at and on_shift > 0:
        wait = max(SOONEST, TIME_PER_TALK * (waiting_before + 1) // on_shift)
        by = _first_common_moment(_rounded_up(at + wait), hours, calling, zones)
        return Promise(at, at, by, now=True)
    ready = starts
    if starts == at:
        starts = _first_common_moment(_rounded_up(at + SOONEST), hours, calling, zones)
    return Promise(ready, starts, starts + timedelta(hours=1), now=False)


def _first_common_moment(
    at: datetime, hours: OpeningHours, calling: CallingHours, zones: tuple[str, ...]
) -> datetime:
    moment = at
    for _ in range(8):
        opens = hours.next_open(moment)
        if opens is None:
            return calling.next_allowed(at + WHEN_NOBODY_KNOWS, zones)
        allowed = calling.next_allowed(opens, zones)
        if allowed == moment:
            return moment
        moment = allowed
    return moment


def _rounded_up(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + ROUND_TO
