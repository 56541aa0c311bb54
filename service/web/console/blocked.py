"""Who is blocked for now: the supervisor's list, and the buttons that block and unblock.

Numbers are masked; a specialist only flags whoever they hold or talk with.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.abusive_call import end_abusive_call
from service.actions.blocking import (
    block_behind,
    block_number,
    blocked_people,
    flag_abuse,
    flag_caller,
    unblock,
)
from service.domain.blocking import BlockReason, reason_named
from service.domain.errors import NotAllowed, Refused
from service.domain.person import Person
from service.web.console.access import me, supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.callback import find
from service.web.console.frame import clock
from service.web.console.labels import BLOCK_LENGTHS, BLOCKS
from service.web.console.refusals import explain
from service.web.ports import ports

MOST_TYPED = 40
NOT_BLOCKED = "Their number is withheld, so it could not be blocked"


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """One blocked person in words."""

    id: str
    number: str
    until: str
    reason: str
    by: str


@blueprint.get("/blocked")
@supervisors_only
def blocked() -> ResponseReturnValue:
    """Everybody who is blocked now, soonest free first."""
    names = {person.id: person.name for person in ports().store.specialists()}
    rows = [_row(each, names) for each in blocked_people(ports())]
    return render_template(
        "console/blocked.html", rows=rows, block_reasons=BLOCKS, block_lengths=BLOCK_LENGTHS
    )


@blueprint.post("/blocked")
@supervisors_only
def block_typed_number() -> ResponseReturnValue:
    """Block a number that somebody typed."""
    typed = request.form.get("number", "")[:MOST_TYPED]
    _do(lambda: block_number(ports(), typed, _length(), _reason(), me().id))
    return redirect(url_for("console.blocked"), 303)


@blueprint.post("/blocked/<person_id>/lift")
@supervisors_only
def lift_block(person_id: str) -> ResponseReturnValue:
    """Serve them again; lifted already, nothing changes."""
    known = {each.id for each in blocked_people(ports())}
    if person_id in known:
        unblock(ports(), person_id, me().id)
        flash("Served again.", "done")
    else:
        flash("They are not blocked any more.", "done")
    return redirect(url_for("console.blocked"), 303)


@blueprint.post("/callbacks/<callback_id>/block")
@supervisors_only
def block_person(callback_id: str) -> ResponseReturnValue:
    """Block whoever asked for this callback."""
    find(callback_id)
    _do(lambda: block_behind(ports(), callback_id, _length(), _reason(), me().id))
    return redirect(url_for("console.callback", callback_id=callback_id), 303)


@blueprint.post("/callbacks/<callback_id>/flag")
def flag(callback_id: str) -> ResponseReturnValue:
    """Its holder flags abuse: blocked for a day."""
    find(callback_id)
    _do(lambda: flag_abuse(ports(), callback_id, me().id))
    return redirect(url_for("console.callback", callback_id=callback_id), 303)


@blueprint.post("/shift/flag")
def flag_on_the_phone() -> ResponseReturnValue:
    """Whoever is on the phone with me just now: blocked for a day."""
    _do(lambda: flag_caller(ports(), me().id))
    return redirect(url_for("console.shift"), 303)


@blueprint.post("/shift/end-abuse")
def end_abuse() -> ResponseReturnValue:
    """End the call I am on, and block whoever it is for a day."""
    try:
        cut = end_abusive_call(ports(), me().id)
    except Refused as error:
        flash(f"{explain(error, clock())} Nothing was ended.", "refused")
        return redirect(url_for("console.queue"), 303)
    until = clock().at(cut.blocked_until) if cut.blocked_until else ""
    blocked_for = f"Blocked until {until}; a supervisor sees it" if until else NOT_BLOCKED
    flash(f"The call ends now. {blocked_for}. A crisis is answered all the same.", "done")
    if cut.callback:
        return redirect(url_for("console.callback", callback_id=cut.callback), 303)
    return redirect(url_for("console.queue"), 303)


def _do(act: Callable[[], Person]) -> None:
    try:
        until = act().blocked_until
    except Refused as error:
        flash(f"{explain(error, clock())} Nobody was blocked.", "refused")
        return
    when = clock().at(until) if until else ""
    flash(f"Blocked until {when}. A crisis is answered all the same.", "done")


def _length() -> timedelta:
    hours = request.form.get("hours", "")
    if hours not in map(str, BLOCK_LENGTHS):
        raise NotAllowed("choose for how long")
    return timedelta(hours=int(hours))


def _reason() -> BlockReason:
    return reason_named(request.form.get("reason", ""))


def _row(person: Person, names: dict[str, str]) -> BlockedRow:
    by = person.blocked_by
    return BlockedRow(
        id=person.id,
        number=person.blocked_number or "number erased",
        until=clock().at(person.blocked_until) if person.blocked_until else "",
        reason=BLOCKS[reason_named(person.blocked_reason)],
        by=names.get(by, by),
    )
