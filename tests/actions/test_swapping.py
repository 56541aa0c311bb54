"""Two shifts are swapped: asked by one, agreed to by the other, and both change hands at once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.actions.due import look_at
from service.actions.ports import Change, Committed, Ports
from service.actions.rostering import (
    Plan,
    add_shift,
    change_shift,
    offer_shift,
    remove_shift,
    take_shift,
)
from service.actions.swapping import agree_to_swap, ask_swap, drop_swap, swappable, swaps_asked
from service.domain.calling_hours import CallingHours
from service.domain.errors import NotAllowed, UnknownRecord
from service.domain.roster import Shift
from service.domain.specialist import Role
from service.domain.text import Text
from tests.actions.queueing import a_colleague, at_once, keep, stored

ZONE = ZoneInfo("America/New_York")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def team(ports: Ports) -> None:
    """amina and bo work here, zoe leads, and the roster is empty."""
    a_colleague(ports, id="amina", phone="+16465550181")
    a_colleague(ports, id="bo", phone="+16465550182")
    a_colleague(ports, id="zoe", phone="+16465550183", role=Role.SUPERVISOR)


def planned(ports: Ports, who: str, days: int, **given: Any) -> Shift:
    """Eight hours, so many days from now."""
    now = ports.store.now()
    defaults: dict[str, Any] = {
        "id": ports.new_id(),
        "specialist": who,
        "starts_at": now + days * DAY,
        "ends_at": now + days * DAY + 8 * HOUR,
        "zone": str(ZONE),
        "due_at": now + days * DAY,
    }
    shift = Shift(**(defaults | given))
    keep(ports, shift)
    return stored(ports, shift)


def both(ports: Ports) -> tuple[Shift, Shift]:
    """amina's shift, on which she asks for bo's."""
    mine, theirs = planned(ports, "amina", 2), planned(ports, "bo", 3)
    ask_swap(ports, mine.id, theirs.id, "amina")
    return mine, theirs


def owners(ports: Ports, *shifts: Shift) -> list[str]:
    return [stored(ports, each).specialist for each in shifts]


def texts(ports: Ports, link: Any) -> list[tuple[str, str]]:
    names = [key.partition(":")[2] for key in link.keys("text:*")]
    return sorted((each.phone, each.words) for each in ports.store.get_many(Text, names))


def test_asked_for_both_shifts_stay_as_they_are(ports: Ports, link: Any) -> None:
    mine, theirs = both(ports)

    assert owners(ports, mine, theirs) == ["amina", "bo"]
    assert [(a.id, b.id) for a, b in swaps_asked(ports)] == [(mine.id, theirs.id)]
    assert texts(ports, link) == [("+16465550182", "staff_swap_asked")]


def test_agreed_to_both_change_hands_and_the_asker_is_told(ports: Ports, link: Any) -> None:
    mine, theirs = both(ports)

    agree_to_swap(ports, mine.id, "bo")

    assert owners(ports, mine, theirs) == ["bo", "amina"]
    assert (stored(ports, mine).starts_at, stored(ports, mine).swap_for) == (mine.starts_at, "")
    assert swaps_asked(ports) == []
    assert texts(ports, link)[0] == ("+16465550181", "staff_swap_agreed")


def test_no_text_names_a_shift_or_anybody(ports: Ports) -> None:
    for words in ("staff_swap_asked", "staff_swap_agreed"):
        body = ports.wording.sms(words, "en").casefold()
        assert not any(each in body for each in ("amina", "bo ", "monday", "callback", "treatment"))


def test_in_the_night_nobody_is_woken_for_it(ports: Ports, link: Any) -> None:
    asleep = replace(CallingHours(), opens=CallingHours().closes)
    ports = replace(ports, policy=replace(ports.policy, calling=asleep))

    both(ports)

    assert len(swaps_asked(ports)) == 1
    assert texts(ports, link) == []


def test_asked_twice_it_is_told_once_and_another_wish_takes_its_place(
    ports: Ports, link: Any
) -> None:
    mine, theirs = both(ports)
    ask_swap(ports, mine.id, theirs.id, "amina")
    assert len(texts(ports, link)) == 1

    other = planned(ports, "zoe", 4)
    ask_swap(ports, mine.id, other.id, "amina")

    assert [b.id for _, b in swaps_asked(ports)] == [other.id]
    with pytest.raises(NotAllowed, match="asks you"):
        agree_to_swap(ports, mine.id, "bo")


def test_only_whoever_is_asked_agrees_and_only_ones_own_shift_is_put_up(ports: Ports) -> None:
    mine, theirs = both(ports)

    for who in ("amina", "zoe"):
        with pytest.raises(NotAllowed, match="asks you"):
            agree_to_swap(ports, mine.id, who)
    with pytest.raises(NotAllowed, match="somebody else's"):
        ask_swap(ports, theirs.id, mine.id, "amina")

    assert owners(ports, mine, theirs) == ["amina", "bo"]


@pytest.mark.parametrize("who", ["amina", "bo", "zoe"])
def test_dropped_by_any_of_those_concerned_nothing_is_swapped(ports: Ports, who: str) -> None:
    mine, theirs = both(ports)
    a_colleague(ports, id="chi")
    with pytest.raises(NotAllowed, match="somebody else's"):
        drop_swap(ports, mine.id, "chi")

    drop_swap(ports, mine.id, who)
    drop_swap(ports, mine.id, who)

    assert swaps_asked(ports) == []
    with pytest.raises(NotAllowed):
        agree_to_swap(ports, mine.id, "bo")
    assert owners(ports, mine, theirs) == ["amina", "bo"]


CHANGES = {
    "theirs has other hours": lambda ports, mine, theirs: change_shift(
        ports, theirs.id, _hours_later(theirs), "zoe"
    ),
    "mine has other hours": lambda ports, mine, theirs: change_shift(
        ports, mine.id, _hours_later(mine), "zoe"
    ),
    "theirs was covered": lambda ports, mine, theirs: (
        offer_shift(ports, theirs.id, "bo"),
        take_shift(ports, theirs.id, "zoe"),
    ),
    "mine is offered to everybody": lambda ports, mine, theirs: offer_shift(
        ports, mine.id, "amina"
    ),
    "theirs has begun": lambda ports, mine, theirs: keep(
        ports, replace(stored(ports, theirs), starts_at=ports.store.now() - HOUR)
    ),
}


def _hours_later(shift: Shift) -> Plan:
    def reading(at: datetime) -> datetime:
        return at.astimezone(ZONE).replace(tzinfo=None, second=0, microsecond=0) + HOUR

    return Plan(
        specialist=shift.specialist,
        starts=reading(shift.starts_at),
        ends=reading(shift.ends_at),
    )


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_since_it_was_asked_for_is_not_swapped(ports: Ports, change: str) -> None:
    mine, theirs = both(ports)

    CHANGES[change](ports, mine, theirs)

    assert swaps_asked(ports) == []
    with pytest.raises(NotAllowed):
        agree_to_swap(ports, mine.id, "bo")
    assert stored(ports, mine).specialist == "amina"


def test_a_removed_shift_is_not_swapped(ports: Ports) -> None:
    mine, theirs = both(ports)

    remove_shift(ports, theirs.id, "zoe")

    assert swaps_asked(ports) == []
    with pytest.raises(UnknownRecord):
        agree_to_swap(ports, mine.id, "bo")


def test_nobody_stands_two_shifts_at_once_after_a_swap(ports: Ports) -> None:
    mine, theirs = planned(ports, "amina", 2), planned(ports, "bo", 3)
    in_between = planned(ports, "amina", 3, starts_at=theirs.starts_at + HOUR)

    with pytest.raises(NotAllowed, match="another shift"):
        ask_swap(ports, mine.id, theirs.id, "amina")
    remove_shift(ports, in_between.id, "zoe")
    ask_swap(ports, mine.id, theirs.id, "amina")
    planned(ports, "bo", 2, starts_at=mine.starts_at - HOUR)

    with pytest.raises(NotAllowed, match="another shift"):
        agree_to_swap(ports, mine.id, "bo")
    assert owners(ports, mine, theirs) == ["amina", "bo"]


def test_shifts_that_overlap_each_other_can_be_swapped(ports: Ports) -> None:
    mine, theirs = planned(ports, "amina", 2), planned(ports, "bo", 2)
    ask_swap(ports, mine.id, theirs.id, "amina")

    agree_to_swap(ports, mine.id, "bo")

    assert owners(ports, mine, theirs) == ["bo", "amina"]


def test_what_cannot_be_swapped_is_refused(ports: Ports) -> None:
    now = ports.store.now()
    mine, second = planned(ports, "amina", 2), planned(ports, "amina", 5)
    begun, far = planned(ports, "bo", 0, starts_at=now - HOUR), planned(ports, "bo", 40)

    for theirs in (second, begun, far):
        with pytest.raises(NotAllowed):
            ask_swap(ports, mine.id, theirs.id, "amina")

    assert [each.id for each in swappable(ports, "bo")] == [mine.id, second.id]


def test_nobody_has_both_or_neither_when_two_agree_to_swaps_of_one_shift(ports: Ports) -> None:
    mine, theirs, third = (planned(ports, who, 2) for who in ("amina", "bo", "zoe"))
    ask_swap(ports, mine.id, theirs.id, "amina")
    ask_swap(ports, theirs.id, third.id, "bo")
    agreeing = [("bo", mine), ("zoe", theirs)] * 2
    done: list[str] = []

    def agree() -> None:
        who, shift = agreeing.pop()
        try:
            agree_to_swap(ports, shift.id, who)
        except NotAllowed:
            return
        done.append(who)

    at_once(agree, 4)

    assert len(done) in (1, 2)
    assert sorted(owners(ports, mine, theirs, third)) == ["amina", "bo", "zoe"]


def test_a_shift_planned_between_look_and_write_is_not_overlapped(ports: Ports) -> None:
    mine, _ = both(ports)
    sneaks_in = [planned_by_zoe(mine)]
    slow = replace(ports, store=_Late(ports, sneaks_in))

    with pytest.raises(NotAllowed, match="another shift"):
        agree_to_swap(slow, mine.id, "bo")

    assert stored(ports, mine).specialist == "amina"


def planned_by_zoe(mine: Shift) -> Plan:
    later = _hours_later(mine)
    return replace(later, specialist="bo")


class _Late:
    """The store of a process so slow that a supervisor plans a shift before its first commit."""

    def __init__(self, ports: Ports, plans: list[Plan]) -> None:
        self._ports, self._plans = ports, plans

    def commit(self, change: Change) -> Committed:
        while self._plans:
            add_shift(self._ports, self._plans.pop(), "zoe")
        return self._ports.store.commit(change)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ports.store, name)


def test_after_the_swap_each_is_reminded_of_what_is_theirs_now(ports: Ports, link: Any) -> None:
    mine, _ = both(ports)
    keep(ports, replace(stored(ports, mine), reminded="amina"))
    agree_to_swap(ports, mine.id, "bo")
    soon = ports.store.now() + HOUR / 4
    swapped = replace(stored(ports, mine), starts_at=soon, due_at=ports.store.now())
    keep(ports, swapped)

    look_at(ports, f"shift:{mine.id}")

    assert ("+16465550182", "staff_shift_soon") in texts(ports, link)
