"""The supervisor's page: who is here, what is late, and what only a supervisor may decide."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.callbacks import claim_callback, release_callback
from service.domain.callback import Callback, State
from service.domain.errors import Refused
from service.domain.specialist import Specialist
from service.web.console.access import me, supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.board import crises_now
from service.web.console.callback import find
from service.web.console.frame import clock
from service.web.console.labels import ROLES, language_words
from service.web.console.refusals import explain
from service.web.console.rows import row
from service.web.console.staff_words import doing, phone_words
from service.web.ports import ports

REVIEWED = 50
LATE_SHOWN = 25
HELD_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One of the team, in words."""

    name: str
    role: str
    languages: str
    doing: str
    on_shift: bool
    phone: str


@blueprint.get("/team")
@supervisors_only
def team() -> ResponseReturnValue:
    """Everything open, and who is on shift."""
    return render_template("console/team.html", **_board())


@blueprint.get("/team/live")
@supervisors_only
def live_team() -> ResponseReturnValue:
    """The live part of the page, or 204 while it is as the page has it."""
    board = _board()
    if request.args.get("seen") == board["seen"]:
        return "", 204
    return render_template("console/team_live.html", **board)


def _board() -> dict[str, Any]:
    """All that the page shows; `seen` is a mark of it."""
    store = ports().store
    people = store.specialists()
    names = {person.id: person.name for person in people}
    review, more = store.in_state(State.REVIEW, REVIEWED)
    ready = [row(each, clock(), names) for each in store.ready(LATE_SHOWN)]
    board: dict[str, Any] = {
        "people": [_person_row(person) for person in people],
        "counts": store.queue_counts(clock().now),
        "review": [row(each, clock(), names) for each in review],
        "more": bool(more),
        "late": [each for each in ready if each.late],
        "held": [row(each, clock(), names) for each in _in_hand()],
        "callers": len(store.waiting_calls()),
        "crises": crises_now(ports()),
    }
    return board | {"seen": hashlib.sha256(repr(board).encode()).hexdigest()[:16]}


@blueprint.post("/callbacks/<callback_id>/return")
@supervisors_only
def back_to_queue(callback_id: str) -> ResponseReturnValue:
    """Out of review and into the queue again: claimed and released, so that both are audited."""
    found = find(callback_id)
    if found.state is not State.REVIEW or str(found.version) != request.form.get("version"):
        flash("It has left the review list since this page was drawn.", "refused")
        return redirect(url_for("console.team"), 303)
    try:
        mine = claim_callback(ports(), callback_id, me().id)
        release_callback(ports(), callback_id, mine.token, me().id)
        flash("Back in the queue.", "done")
    except Refused as error:
        flash(explain(error, clock()), "refused")
    return redirect(url_for("console.team"), 303)


def _in_hand() -> list[Callback]:
    states = (State.TALKING, State.CALLING, State.UNSURE, State.CLAIMED)
    return [each for state in states for each in ports().store.in_state(state, HELD_SHOWN)[0]]


def _person_row(person: Specialist) -> PersonRow:
    return PersonRow(
        name=person.name,
        role=ROLES[person.role],
        languages=", ".join(language_words(code) for code in person.languages),
        doing=doing(person, clock()),
        on_shift=person.on_shift,
        phone=phone_words(person),
    )
