"""What one expression about a time can name: a day, an hour, a part of the day, a while from now.

Only the values; how each is written in words is read in the said_… modules.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

A_DAY = timedelta(days=1)
AHEAD = 15
"""So many days, today among them, may be named: nobody plans a call for longer."""


class Side(Enum):
    """On which side of the hour they can be called."""

    AT = "at"
    AFTER = "after"
    BEFORE = "before"

    @property
    def other(self) -> "Side":
        """What "I can't before 5" leaves."""
        return {Side.BEFORE: Side.AFTER, Side.AFTER: Side.BEFORE}.get(self, self)


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as it was written, 0 to 23. `half` is "am", "pm" or "" where nothing says which.
    `by_name` is what is no figure at all: noon and midnight. `instead`: what would do as well."""

    hour: int
    minute: int = 0
    half: str = ""
    side: Side = Side.AT
    by_name: bool = False
    instead: "Clock | None" = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, from when until when, and which half of the clock its hours are in."""

    begins: time
    ends: time
    half: str


@dataclass(frozen=True, slots=True)
class Named:
    """One expression. `sort` says by what days are named, and "" that none is: with a sort and no
    `days`, no day within sight is meant. `bare`: only a number, which may mean anything."""

    sort: str = ""
    days: tuple[date, ...] = ()
    clock: Clock | None = None
    part: Part | None = None
    later: timedelta | None = None
    bare: bool = False
    is_puzzle: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """Of what it speaks; "tonight" is a day above all."""
        if self.sort:
            return frozenset({"day"})
        return frozenset({"hour"}) if self.clock or self.part else frozenset()


def days_from(today: date) -> tuple[date, ...]:
    """Every day that may be named."""
    return tuple(today + A_DAY * ahead for ahead in range(AHEAD))
