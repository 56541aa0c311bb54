"""The roster: who is planned when, where holes are, and the buttons that change it.

Everybody sees it, offers their own shifts and takes offered ones; supervisors plan.
"""

from datetime import date, datetime, time, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from service.actions.rostering import (
    DAYS,
    Plan,
    add_shift,
    change_shift,
    offer_shift,
    remove_shift,
    take_shift,
    the_shift,
    week_of,
)
from service.domain.errors import NotAllowed
from service.domain.person import Person
from service.domain.specialist import Specialist
from service.web.console.access import is_supervisor, me, supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.roster_deeds import carried_out, find_shift, first_day
from service.web.console.roster_rows import days_of
from service.web.console.swaps import may_ask_for, swap_rows
from service.web.ports import ports


@blueprint.get("/roster")
def roster() -> ResponseReturnValue:
    """Seven days from the one asked for, or from today."""
    first = first_day(request.args.get("week", ""))
    week = week_of(ports(), first)
    here = [person for person in week.people.values() if not person.disabled]
    return render_template(
        "console/roster.html",
        days=days_of(week, me(), clock()),
        first=first.isoformat(),
        earlier=(first - timedelta(days=DAYS)).isoformat(),
        later=(first + timedelta(days=DAYS)).isoformat(),
        people=sorted(here, key=lambda person: person.name),
        holes=len(week.empty),
        swaps=swap_rows(week.people),
        swappable=may_ask_for(week.people),
        unreached=_unreached(here) if is_supervisor() else [],
    )


@blueprint.post("/roster/add")
@supervisors_only
def add_to_roster() -> ResponseReturnValue:
    """Plan a shift."""
    return carried_out(lambda: add_shift(ports(), _plan(), me().id), "Planned.")


@blueprint.post("/roster/<shift_id>/change")
@supervisors_only
def change_on_roster(shift_id: str) -> ResponseReturnValue:
    """Another person or other times."""

    find_shift(shift_id)

    def change() -> object:
        _refuse_stale(shift_id)
        return change_shift(ports(), shift_id, _plan(), me().id)

    return carried_out(change, "Changed.")


@blueprint.post("/roster/<shift_id>/remove")
@supervisors_only
def remove_from_roster(shift_id: str) -> ResponseReturnValue:
    """Take it off the roster."""

    find_shift(shift_id)

    def remove() -> None:
        _refuse_stale(shift_id)
        remove_shift(ports(), shift_id, me().id)

    return carried_out(remove, "Removed.")


@blueprint.post("/roster/<shift_id>/offer")
def offer_on_roster(shift_id: str) -> ResponseReturnValue:
    """Ask the others to take it, or keep it after all."""
    find_shift(shift_id)
    wanted = request.form.get("wanted") != "no"
    words = "Offered. It is yours until somebody takes it." if wanted else "Kept."
    return carried_out(lambda: offer_shift(ports(), shift_id, me().id, wanted=wanted), words)


@blueprint.post("/roster/<shift_id>/take")
def take_on_roster(shift_id: str) -> ResponseReturnValue:
    """Cover a colleague's shift."""
    find_shift(shift_id)
    return carried_out(
        lambda: take_shift(ports(), shift_id, me().id), "It is yours now. Thank you."
    )


def _plan() -> Plan:
    """What stands in the form, on the helpline's clock."""
    try:
        day = date.fromisoformat(request.form.get("day", ""))
        starts, ends = (time.fromisoformat(request.form.get(n, "")) for n in ("starts", "ends"))
    except ValueError as error:
        raise NotAllowed("choose a day, and from when to when") from error
    if starts.tzinfo or ends.tzinfo:
        raise NotAllowed("choose times on our own clock")
    return Plan(
        specialist=request.form.get("who", ""),
        starts=datetime.combine(day, starts.replace(second=0, microsecond=0)),
        ends=datetime.combine(day, ends.replace(second=0, microsecond=0)),
    )


def _refuse_stale(shift_id: str) -> None:
    if str(the_shift(ports(), shift_id).version) != request.form.get("version"):
        raise NotAllowed("this shift was changed since the page was drawn; look again")


def _unreached(people: list[Specialist]) -> list[str]:
    """Whose phone gets no text from us: carriers stop them after a STOP."""
    ids = {ports().identity.person(each.phone): each.name for each in people if each.phone}
    known = ports().store.get_many(Person, ids)
    stopped = [ids[person.id] for person in known if not person.takes_texts]
    return sorted(stopped + [each.name for each in people if not each.phone])
