"""Swapping shifts on the roster's page: what is asked of me, what I ask, and what I may ask for."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import request
from flask.typing import ResponseReturnValue

from service.actions.swapping import (
    Swap,
    agree_to_swap,
    ask_swap,
    drop_swap,
    swappable,
    swaps_asked,
)
from service.domain.roster import Shift
from service.domain.specialist import Specialist
from service.web.console.access import me
from service.web.console.blueprint import blueprint
from service.web.console.roster_deeds import carried_out, find_shift
from service.web.console.roster_rows import hours_of
from service.web.ports import ports


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRow:
    """One swap that waits for an answer; `id` is the shift of whoever asked."""

    id: str
    asker: str
    other: str
    theirs: str
    wanted: str


def swap_rows(people: dict[str, Specialist]) -> dict[str, list[SwapRow]]:
    """Those `asked` of me, and those I am `asking`; everybody else's are not shown."""
    found = swaps_asked(ports())
    return {
        "asked": [_row(each, people) for each in found if each[0].swap_with == me().id],
        "asking": [_row(each, people) for each in found if each[0].specialist == me().id],
    }


def may_ask_for(people: dict[str, Specialist]) -> list[tuple[str, str]]:
    """Colleagues' shifts that could be asked for: id and words."""
    found = swappable(ports(), me().id)
    return [(each.id, f"{words_of(each)}: {_name(each.specialist, people)}") for each in found]


def words_of(shift: Shift) -> str:
    """ "Thu Dec 3, 9:00 AM to 5:00 PM"."""
    zone = ZoneInfo(shift.zone)
    day = shift.starts_at.astimezone(zone)
    return f"{day:%a} {day:%b} {day.day}, {hours_of((shift.starts_at, shift.ends_at), zone)}"


@blueprint.post("/roster/<shift_id>/swap")
def swap_on_roster(shift_id: str) -> ResponseReturnValue:
    """Ask a colleague for another shift in place of mine."""
    find_shift(shift_id)
    wanted = request.form.get("for", "")[:64]
    words = "Asked. Both stay as they are until your colleague agrees."
    return carried_out(lambda: ask_swap(ports(), shift_id, wanted, me().id), words)


@blueprint.post("/roster/<shift_id>/swap-agree")
def agree_on_roster(shift_id: str) -> ResponseReturnValue:
    """Agree to what a colleague asks."""
    find_shift(shift_id)
    return carried_out(lambda: agree_to_swap(ports(), shift_id, me().id), "Swapped. Thank you.")


@blueprint.post("/roster/<shift_id>/swap-drop")
def drop_on_roster(shift_id: str) -> ResponseReturnValue:
    """No swap after all: mine withdrawn, or a colleague's declined."""
    find_shift(shift_id)
    return carried_out(
        lambda: drop_swap(ports(), shift_id, me().id), "No swap. All stays as it is."
    )


def _row(swap: Swap, people: dict[str, Specialist]) -> SwapRow:
    mine, theirs = swap
    return SwapRow(
        id=mine.id,
        asker=_name(mine.specialist, people),
        other=_name(theirs.specialist, people),
        theirs=words_of(mine),
        wanted=words_of(theirs),
    )


def _name(who: str, people: dict[str, Specialist]) -> str:
    return people[who].name if who in people else "Somebody"
