"""Planning who is there: adding, changing, offering and taking shifts, and what stands on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.actions.callbacks.deciding import the_specialist
from service.actions.ports import AuditLine, Change, Ports
from service.actions.switch import refuse_other_than_supervisor
from service.actions.trying import commit_once, decide_anew
from service.domain.coverage import Stretch, gaps, open_stretches
from service.domain.errors import NotAllowed, UnknownRecord
from service.domain.facts import LANGUAGES
from service.domain.roster import LONGEST, Shift, a_shift
from service.domain.specialist import Role, Specialist

DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who, and two readings of the helpline's clock (naive)."""

    specialist: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What is planned from `first` on, seven days by the helpline's clock.

    `empty` are open hours ahead with nobody; `silent` maps a language to those in which somebody
    is there, but nobody who speaks it.
    """

    first: date
    zone: str
    shifts: list[Shift]
    people: dict[str, Specialist]
    empty: list[Stretch]
    silent: dict[str, list[Stretch]]


def week_of(ports: Ports, first: date) -> Week:
    """The seven days from `first` on. Days that cannot be shown raise NotAllowed."""
    hours = ports.policy.hours
    if not 2000 <= first.year <= 2100:
        raise NotAllowed("choose a day")
    start = _midnight(first, hours.zone)
    end = _midnight(first + timedelta(days=DAYS), hours.zone)
    people = {person.id: person for person in ports.store.specialists()}
    near = ports.store.shifts(start - LONGEST, end)
    working = [s for s in near if s.specialist in people and not people[s.specialist].disabled]
    # The day before runs into the first one, where a night is open.
    wanted = open_stretches(hours, first - timedelta(days=1), DAYS + 1)
    # What is past cannot be filled any more.
    begin = max(start, ports.store.now())
    wanted = [(max(a, begin), min(b, end)) for a, b in wanted if a < end and b > begin]
    empty = gaps(wanted, _times(working))
    staffed = gaps(wanted, empty)
    silent = {
        language: gaps(staffed, _times(s for s in working if people[s.specialist].speaks(language)))
        for language in LANGUAGES
    }
    return Week(
        first=first,
        zone=hours.zone,
        shifts=[s for s in near if s.ends_at > start],
        people=people,
        empty=empty,
        silent={language: found for language, found in silent.items() if found},
    )


def add_shift(ports: Ports, plan: Plan, by: str) -> Shift:
    """Plan a shift. Raises NotAllowed: no supervisor, no such time, one of theirs overlaps."""
    refuse_other_than_supervisor(ports, by)

    def deed() -> Shift:
        now = ports.store.now()
        whose = the_specialist(ports, plan.specialist)
        shift = _planned(ports, ports.new_id(), plan, now)
        return _keep(ports, shift, whose, by, "planned a shift")

    return decide_anew(deed)


def change_shift(ports: Ports, shift_id: str, plan: Plan, by: str) -> Shift:
    """Another person or other times for a shift that is not over."""
    refuse_other_than_supervisor(ports, by)

    def deed() -> Shift:
        whose = the_specialist(ports, plan.specialist)
        now, old = ports.store.now(), the_shift(ports, shift_id)
        moved = old.moved(_planned(ports, shift_id, plan, now), now)
        return _keep(ports, moved, whose, by, "changed a shift")

    return decide_anew(deed)


def remove_shift(ports: Ports, shift_id: str, by: str) -> None:
    """Take a shift off the roster; one that is over stays. Gone already is fine."""
    refuse_other_than_supervisor(ports, by)

    def deed() -> None:
        now, shift = ports.store.now(), ports.store.get(Shift, shift_id)
        if shift is None:
            return
        line = AuditLine(by, "removed a shift", f"shift:{shift_id}", f"of {shift.specialist}")
        forgets = (shift.refuse_past(now),)
        commit_once(ports, Change(now=now, forgets=forgets, audit=(line,)))

    decide_anew(deed)


def offer_shift(ports: Ports, shift_id: str, by: str, *, wanted: bool = True) -> Shift:
    """Whose it is asks the others to take it, or keeps it after all; a supervisor may for them."""

    def deed() -> Shift:
        now, shift = ports.store.now(), the_shift(ports, shift_id)
        if shift.specialist != by and the_specialist(ports, by).role is Role.SPECIALIST:
            raise NotAllowed("this is somebody else's shift")
        offered = shift.offer(now, wanted=wanted)
        if offered == shift:
            return shift
        line = AuditLine(by, "offered a shift" if wanted else "kept a shift", f"shift:{shift_id}")
        commit_once(ports, Change(now=now, records=(offered,), audit=(line,)))
        return offered

    return decide_anew(deed)


def take_shift(ports: Ports, shift_id: str, by: str) -> Shift:
    """Cover a shift that a colleague offers; it is theirs until the very moment it is yours."""

    def deed() -> Shift:
        me, now = the_specialist(ports, by), ports.store.now()
        shift = the_shift(ports, shift_id)
        taken = shift.taken_by(by, now)
        _refuse_overlap(ports, taken)
        return _keep(ports, taken, me, by, "took a shift", f"of {shift.specialist}")

    return decide_anew(deed)


def the_shift(ports: Ports, shift_id: str) -> Shift:
    """Read a shift; raises UnknownRecord."""
    shift = ports.store.get(Shift, shift_id)
    if shift is None:
        raise UnknownRecord("there is no such shift; perhaps it was removed meanwhile")
    return shift


def _planned(ports: Ports, new_id: str, plan: Plan, now: datetime) -> Shift:
    zone = ports.policy.hours.zone
    shift = a_shift(new_id, plan.specialist, plan.starts, plan.ends, zone, now)
    _refuse_overlap(ports, shift)
    return shift


def _refuse_overlap(ports: Ports, shift: Shift) -> None:
    near = ports.store.shifts(shift.starts_at - LONGEST, shift.ends_at)
    theirs = [s for s in near if s.specialist == shift.specialist and s.id != shift.id]
    if any(shift.overlaps(each) for each in theirs):
        raise NotAllowed("they have a shift at that time already")


def _keep(
    ports: Ports, shift: Shift, whose: Specialist, by: str, what: str, why: str = ""
) -> Shift:
    """`whose` was read before the shifts were looked through: committed with the shift, so that
    two shifts planned for one person at once cannot overlap unseen."""
    line = AuditLine(by, what, f"shift:{shift.id}", why or f"for {shift.specialist}")
    commit_once(ports, Change(now=ports.store.now(), records=(shift, whose), audit=(line,)))
    return shift


def _times(shifts: Iterable[Shift]) -> list[Stretch]:
    return [(shift.starts_at, shift.ends_at) for shift in shifts]


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
