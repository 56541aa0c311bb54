"""What a supervisor writes down by hand: opt-outs by mail or phone, holds, emergency disclosures.

A form that is refused comes back as it was typed, with the reason.
"""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.by_hand import HOW, opt_out_number
from service.actions.disclosing import (
    Told,
    disclose_about_callback,
    disclose_about_number,
    disclosures,
)
from service.actions.holds import hold_number, lift_hold, people_on_hold
from service.domain.callback import Callback
from service.domain.errors import Refused
from service.web.console.access import is_supervisor, me, supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.callback import find
from service.web.console.frame import clock
from service.web.console.labels import SCOPES_OF_STOP
from service.web.console.refusals import explain
from service.web.console.typed_time import as_typed, typed_moment
from service.web.ports import ports

MOST_TYPED = 1000


@blueprint.get("/by-hand")
@supervisors_only
def by_hand() -> ResponseReturnValue:
    """The three forms, who is on hold, and what was disclosed."""
    return _page()


@blueprint.post("/by-hand/opt-out")
@supervisors_only
def opt_out_typed() -> ResponseReturnValue:
    """No more texts, calls or both to a number."""
    return _do(
        lambda: opt_out_number(ports(), _typed("number"), _typed("scope"), _typed("how"), me().id),
        "Opted out. Nothing more goes to this number but an answer to a crisis.",
    )


@blueprint.post("/by-hand/hold")
@supervisors_only
def hold_typed() -> ResponseReturnValue:
    """Nothing about a number is erased for a while."""

    def act() -> object:
        until = typed_moment(_typed("until"), "until when")
        return hold_number(ports(), _typed("number"), until, _typed("reason"), me().id)

    return _do(act, "On hold: nothing about this number is erased until then.")


@blueprint.post("/by-hand/holds/<person_id>/lift")
@supervisors_only
def lift_a_hold(person_id: str) -> ResponseReturnValue:
    """Erase again what is to be erased; lifted already, nothing changes."""
    if person_id in {each.id for each in people_on_hold(ports())}:
        lift_hold(ports(), person_id, me().id)
        flash("The hold is lifted.", "done")
    else:
        flash("There is no such hold any more.", "done")
    return redirect(url_for("console.by_hand"), 303)


@blueprint.post("/by-hand/disclosure")
@supervisors_only
def disclose_typed() -> ResponseReturnValue:
    """What was told to medical personnel about whoever has this number."""
    return _do(
        lambda: disclose_about_number(ports(), _typed("number"), _told(), me().id), "Written down."
    )


@blueprint.get("/callbacks/<callback_id>/disclosure")
def disclosure_form(callback_id: str) -> ResponseReturnValue:
    """The form, for its holder and for supervisors."""
    return _form(_mine_or_led(callback_id))


@blueprint.post("/callbacks/<callback_id>/disclosure")
def disclose(callback_id: str) -> ResponseReturnValue:
    """What was told to medical personnel about whoever this callback is for."""
    found = _mine_or_led(callback_id)
    try:
        disclose_about_callback(ports(), callback_id, _told(), me().id)
    except Refused as error:
        flash(f"{explain(error, clock())} Nothing was written down.", "refused")
        return _form(found, 409)
    flash("The disclosure is written down.", "done")
    return redirect(url_for("console.callback", callback_id=callback_id), 303)


def _mine_or_led(callback_id: str) -> Callback:
    found = find(callback_id)
    return found if is_supervisor() or found.specialist == me().id else abort(403)


def _do(act: Callable[[], object], done: str) -> ResponseReturnValue:
    try:
        act()
    except Refused as error:
        flash(f"{explain(error, clock())} Nothing was changed.", "refused")
        return _page(409)
    flash(done, "done")
    return redirect(url_for("console.by_hand"), 303)


def _page(status: int = 200) -> tuple[str, int]:
    page = render_template(
        "console/by_hand.html",
        names={person.id: person.name for person in ports().store.specialists()},
        holds=people_on_hold(ports()),
        disclosures=disclosures(ports()),
        scopes=SCOPES_OF_STOP,
        how=HOW,
        typed=request.form,
        form=request.endpoint or "",
        now_typed=as_typed(clock().now),
    )
    return page, status


def _form(found: Callback, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "console/disclosure.html",
        callback=found,
        typed=request.form,
        now_typed=as_typed(clock().now),
    )
    return page, status


def _told() -> Told:
    return Told(
        to_whom=_typed("to_whom"),
        affiliation=_typed("affiliation"),
        disclosed_by=_typed("disclosed_by"),
        disclosed_at=typed_moment(_typed("disclosed_at"), "when it was disclosed"),
        nature=_typed("nature"),
    )


def _typed(name: str) -> str:
    return request.form.get(name, "")[:MOST_TYPED].encode("utf-8", "replace").decode()
