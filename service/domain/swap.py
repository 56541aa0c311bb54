"""A swap of two planned shifts: one person asks, the other agrees, and both change hands at once.

What is asked for is written on the asker's own shift, with what the other was then: changed since,
whoever agrees would agree to something else, so nothing is swapped. Knows no store and no page.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from service.domain.errors import NotAllowed
from service.domain.roster import NO_SWAP, Shift

AHEAD = timedelta(days=35)


def ask_for(mine: Shift, theirs: Shift, now: datetime) -> Shift:
    """My shift, on which I ask for theirs in its place."""
    if mine.specialist == theirs.specialist:
        raise NotAllowed("both shifts are the same person's")
    for each in (mine, theirs):
        _refuse_begun(each, now)
        if each.starts_at > now + AHEAD:
            raise NotAllowed(f"swap shifts of the next {AHEAD.days} days")
    if mine.offered:
        raise NotAllowed("you offer this shift to everybody; keep it first")
    return replace(
        mine,
        swap_for=theirs.id,
        swap_with=theirs.specialist,
        swap_starts_at=theirs.starts_at,
        swap_ends_at=theirs.ends_at,
    )


def still_asked(mine: Shift, theirs: Shift | None, now: datetime) -> bool:
    """Whether this may still be agreed to: theirs is as it was, and neither has begun."""
    if theirs is None or mine.swap_for != theirs.id:
        return False
    was = (mine.swap_with, mine.swap_starts_at, mine.swap_ends_at)
    unchanged = was == (theirs.specialist, theirs.starts_at, theirs.ends_at)
    return unchanged and now < min(mine.starts_at, theirs.starts_at)


def drop(mine: Shift) -> Shift:
    """It is asked for no more."""
    return replace(mine, **NO_SWAP)


def swapped(mine: Shift, theirs: Shift, now: datetime) -> tuple[Shift, Shift]:
    """Both in the other's hands; each is reminded, if there is time."""
    if not still_asked(mine, theirs, now):
        raise NotAllowed("this swap is asked for no more, or one of the shifts was changed")
    return _given(mine, theirs.specialist, now), _given(theirs, mine.specialist, now)


def _given(shift: Shift, who: str, now: datetime) -> Shift:
    anew: dict[str, Any] = {"offered": False, "came_at": None, "missed_at": None, **NO_SWAP}
    return replace(shift, specialist=who, **anew).watched(now)


def _refuse_begun(shift: Shift, now: datetime) -> None:
    if shift.starts_at <= now:
        raise NotAllowed("a shift that has begun is not swapped any more")
