"""The roster: who is planned to be there, when. Being on it does not put anybody on shift.

A shift is planned on a clock of its own zone and kept as two moments, so that a night in which the
clocks change has its true length. Knows nothing of texts, pages or the store.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from service.domain.errors import NotAllowed

REMINDED_BEFORE = timedelta(minutes=30)
AWAITED_FOR = timedelta(minutes=10)
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=16)
PLANNED_AHEAD = timedelta(days=120)
KEPT_FOR = timedelta(days=90)
NO_SWAP: dict[str, Any] = {
    "swap_for": "",
    "swap_with": "",
    "swap_starts_at": None,
    "swap_ends_at": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One planned shift; `zone` is the IANA name of the clock it was planned on.

    `reminded` is whom the reminder went to. `missed_at`: ten minutes in, nobody had come;
    `came_at`: since when they were known to be there, perhaps later. `offered`: whoever has it asks
    the others to take it. `swap_for` is the shift they ask for in its place; `swap_with`,
    `swap_starts_at` and `swap_ends_at` are whose and when that was when they asked.
    """

    id: str
    specialist: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    due_at: datetime
    version: int = 0
    offered: bool = False
    reminded: str = ""
    came_at: datetime | None = None
    missed_at: datetime | None = None
    settled: bool = False
    swap_for: str = ""
    swap_with: str = ""
    swap_starts_at: datetime | None = None
    swap_ends_at: datetime | None = None

    @property
    def is_watched(self) -> bool:
        """Whether somebody must still be reminded, or looked for."""
        return not self.settled

    def overlaps(self, other: "Shift") -> bool:
        """Whether one person could not stand both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def is_over(self, now: datetime) -> bool:
        """Whether it is in the past."""
        return self.ends_at <= now

    def refuse_past(self, now: datetime) -> "Shift":
        """Return itself; raise NotAllowed for one that is over."""
        if self.is_over(now):
            raise NotAllowed("this shift is over; what was, stays as it was")
        return self

    def moved(self, other: "Shift", now: datetime) -> "Shift":
        """The person and the times of `other` from now on."""
        self.refuse_past(now)
        moved = replace(other, id=self.id, version=self.version)
        if self.starts_at != other.starts_at or self.specialist != other.specialist:
            return moved.watched(now)
        seen = replace(
            moved, reminded=self.reminded, came_at=self.came_at, missed_at=self.missed_at
        )
        return seen.watched(now)

    def offer(self, now: datetime, *, wanted: bool) -> "Shift":
        """Ask the others to take it, or keep it after all."""
        offered = replace(self.refuse_past(now), offered=wanted)
        return replace(offered, **NO_SWAP) if wanted else offered

    def taken_by(self, who: str, now: datetime) -> "Shift":
        """A colleague covers it; they are reminded too, if there is time."""
        if not self.offered:
            raise NotAllowed("nobody offers this shift any more")
        if self.specialist == who:
            raise NotAllowed("this shift is yours already")
        taken = replace(self.refuse_past(now), specialist=who, offered=False)
        return replace(taken, came_at=None, missed_at=None).watched(now)

    def watched(self, now: datetime) -> "Shift":
        """The same shift with the time of the next look at it."""
        if self.is_over(now) or self.came_at is not None:
            return replace(self, settled=True, due_at=self.ends_at)
        if now < self.starts_at and self.reminded != self.specialist:
            return replace(self, settled=False, due_at=max(now, self.starts_at - REMINDED_BEFORE))
        due = self.starts_at + AWAITED_FOR
        return replace(self, settled=False, due_at=due if due > now else now + AWAITED_FOR)

    def reminds(self, now: datetime) -> bool:
        """Whether its person is to be reminded at this moment."""
        if self.reminded == self.specialist:
            return False
        return self.starts_at - REMINDED_BEFORE <= now < self.starts_at

    def was_reminded(self, now: datetime) -> "Shift":
        """The reminder is on its way."""
        return replace(self, reminded=self.specialist).watched(now)

    def seen_there(self, now: datetime) -> "Shift":
        """Its person is on shift."""
        return replace(self, came_at=now).watched(now)

    def not_seen(self, now: datetime) -> "Shift":
        """Ten minutes in, or later, its person is not on shift."""
        return replace(self, missed_at=self.missed_at or now).watched(now)


def a_shift(
    new_id: str, who: str, starts: datetime, ends: datetime, zone: str, now: datetime
) -> Shift:
    """Plan a shift from two readings of the clock in `zone` (naive); an end at or before the start
    is on the next day. Raises NotAllowed for what cannot be worked.
    """
    if not 2000 <= starts.year <= 2100 or not 2000 <= ends.year <= 2100:
        raise NotAllowed("choose a day and a time")
    if ends <= starts:
        ends += timedelta(days=1)
    starts_at, ends_at = _moment(starts, zone, fold=0), _moment(ends, zone, fold=1)
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        raise NotAllowed("a shift is between 30 minutes and 16 hours long")
    if ends_at <= now:
        raise NotAllowed("this shift would be over already")
    if starts_at > now + PLANNED_AHEAD:
        raise NotAllowed(f"plan no more than {PLANNED_AHEAD.days} days ahead")
    shift = Shift(
        id=new_id, specialist=who, starts_at=starts_at, ends_at=ends_at, zone=zone, due_at=now
    )
    return shift.watched(now)


def _moment(reading: datetime, zone: str, fold: int) -> datetime:
    """The moment a clock shows this; where it shows it twice, `fold` says which."""
    moment = reading.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) != reading:
        raise NotAllowed("the clocks jump over this time that night; choose another")
    return moment
