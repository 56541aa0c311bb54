"""Which hour of the day a named one is: "8" by day, "tonight at 8" in the evening.

Knows no days and no time zones: an hour comes as (days later, time), as 1 AM tonight is tomorrow's.
"""

from datetime import time

from service.domain.named_time import Clock, Part
from service.domain.said_parts import NIGHT

EARLIEST, LATEST = time(8), time(20)
SMALL_HOURS = 5
Wall = tuple[int, time]


def hours_meant(clock: Clock, part: Part | None) -> tuple[Wall, ...]:
    """The hours it can be, the likeliest first; none where the words contradict each other."""
    if clock.hour > 12 or clock.hour == 0:
        return ((0, time(clock.hour, clock.minute)),)
    half = clock.half or (part.half if part else "")
    if _contradicts(clock, part):
        return ()
    if half == NIGHT or (part and part.half == NIGHT and half == "am"):
        return (_at_night(clock),)
    if half:
        return ((0, time(clock.hour % 12 + (12 if half == "pm" else 0), clock.minute)),)
    return _by_day(clock)


def _contradicts(clock: Clock, part: Part | None) -> bool:
    """ "Tonight at 9 am"; but 1 am is of the night."""
    if not clock.half or part is None:
        return False
    if part.half == NIGHT:
        return clock.half == "am" and SMALL_HOURS <= clock.hour < 12
    return clock.half != part.half


def _at_night(clock: Clock) -> Wall:
    hour = clock.hour % 12
    return (
        (1, time(hour, clock.minute)) if hour < SMALL_HOURS else (0, time(hour + 12, clock.minute))
    )


def _by_day(clock: Clock) -> tuple[Wall, ...]:
    """Without am or pm: the hour at which people are awake, then the other one."""
    first, second = (time(clock.hour % 12 + add, clock.minute) for add in (0, 12))
    if _is_in_the_day(first) or not _is_in_the_day(second):
        return (0, first), (0, second)
    return (0, second), (0, first)


def _is_in_the_day(at: time) -> bool:
    return EARLIEST <= at <= LATEST
