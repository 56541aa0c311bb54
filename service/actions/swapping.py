"""Swapping two shifts: asked by one, agreed to by the other, and then both written in one commit,
so that nobody ever has both or neither.
"""

from datetime import timedelta

from service.actions.call_me import notice
from service.actions.callbacks.deciding import the_specialist
from service.actions.ports import AuditLine, Change, Ports, Record, WakeUp
from service.actions.rostering import the_shift
from service.actions.trying import commit_once, decide_anew
from service.domain.errors import NotAllowed
from service.domain.roster import LONGEST, Shift
from service.domain.specialist import Role, Specialist
from service.domain.swap import AHEAD, ask_for, drop, still_asked, swapped
from service.domain.text import Text

Swap = tuple[Shift, Shift]
TOLD_WITHIN = timedelta(hours=12)


def ask_swap(ports: Ports, mine_id: str, theirs_id: str, by: str) -> Shift:
    """Ask a colleague for their shift in place of mine; they are told. Raises NotAllowed.

    The same again tells nobody again; another shift takes the place of the first.
    """

    def deed() -> Shift:
        now, mine = ports.store.now(), the_shift(ports, mine_id)
        if mine.specialist != by:
            raise NotAllowed("this is somebody else's shift")
        theirs = the_shift(ports, theirs_id)
        asked = ask_for(mine, theirs, now)
        other = the_specialist(ports, theirs.specialist)
        _refuse_overlaps(ports, swapped(asked, theirs, now))
        if asked == mine:
            return mine
        texts = _told(ports, other, "staff_swap_asked")
        _write(ports, (asked,), texts, AuditLine(by, "asked for a swap", _name(mine), other.id))
        return asked

    return decide_anew(deed)


def agree_to_swap(ports: Ports, mine_id: str, by: str) -> Swap:
    """Whoever was asked agrees: both shifts change hands. Raises NotAllowed.

    `mine_id` is the shift of whoever asked.
    """

    def deed() -> Swap:
        now, mine = ports.store.now(), the_shift(ports, mine_id)
        if mine.swap_with != by:
            raise NotAllowed("nobody asks you for this swap any more")
        # Committed with the shifts: a shift planned for either at this moment is not overlapped.
        people = the_specialist(ports, mine.specialist), the_specialist(ports, by)
        both = swapped(mine, the_shift(ports, mine.swap_for), now)
        _refuse_overlaps(ports, both)
        texts = _told(ports, people[0], "staff_swap_agreed")
        line = AuditLine(by, "agreed to a swap", _name(mine), f"with {mine.specialist}")
        _write(ports, (*both, *people), texts, line)
        return both

    return decide_anew(deed)


def drop_swap(ports: Ports, mine_id: str, by: str) -> Shift:
    """No swap after all: says whoever asked, whoever was asked, or a supervisor."""

    def deed() -> Shift:
        mine = the_shift(ports, mine_id)
        if not mine.swap_for:
            return mine
        concerned = by in (mine.specialist, mine.swap_with)
        if not concerned and the_specialist(ports, by).role is Role.SPECIALIST:
            raise NotAllowed("this is somebody else's swap")
        dropped = drop(mine)
        _write(ports, (dropped,), (), AuditLine(by, "dropped a swap", _name(mine)))
        return dropped

    return decide_anew(deed)


def swaps_asked(ports: Ports) -> list[Swap]:
    """Every swap that waits for an answer: the asker's shift, and the one asked for."""
    now = ports.store.now()
    ahead = {each.id: each for each in ports.store.shifts(now, now + AHEAD)}
    pairs = [(mine, ahead.get(mine.swap_for)) for mine in ahead.values() if mine.swap_for]
    return [(mine, other) for mine, other in pairs if other and still_asked(mine, other, now)]


def swappable(ports: Ports, who: str) -> list[Shift]:
    """The colleagues' shifts that `who` may ask for, in order."""
    now = ports.store.now()
    here = {each.id for each in ports.store.specialists() if not each.disabled}
    ahead = ports.store.shifts(now, now + AHEAD)
    return [each for each in ahead if each.specialist in here and each.specialist != who]


def _refuse_overlaps(ports: Ports, both: Swap) -> None:
    """Neither may stand two shifts at once when both have changed hands."""
    ids = {each.id for each in both}
    for shift in both:
        near = ports.store.shifts(shift.starts_at - LONGEST, shift.ends_at)
        theirs = [s for s in near if s.specialist == shift.specialist and s.id not in ids]
        if any(shift.overlaps(each) for each in theirs):
            raise NotAllowed("one of you has another shift at that time")


def _told(ports: Ports, to: Specialist, words: str) -> tuple[Text, ...]:
    """A text that names no shift and nobody; none in the night, as the roster says it too."""
    zones = (ports.policy.hours.zone,)
    wakes_them = not ports.policy.calling.allow(ports.store.now(), zones)
    return () if wakes_them or not to.phone else (notice(ports, to, words, good_for=TOLD_WITHIN),)


def _name(shift: Shift) -> str:
    return f"shift:{shift.id}"


def _write(
    ports: Ports, records: tuple[Record, ...], texts: tuple[Text, ...], line: AuditLine
) -> None:
    wakeups = tuple(WakeUp("send_text", text.id) for text in texts)
    change = Change(
        now=ports.store.now(), records=(*records, *texts), wakeups=wakeups, audit=(line,)
    )
    commit_once(ports, change)
