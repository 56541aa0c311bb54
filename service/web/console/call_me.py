""" "Call me": one press asks a supervisor, and one press of theirs says that they see to it."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from service.actions.call_me import answer_wish, ask_for_supervisor
from service.domain.errors import Refused, UnknownRecord
from service.web.console.access import me, safe_next, supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.refusals import explain
from service.web.ports import ports


@blueprint.post("/call-me")
def call_me() -> ResponseReturnValue:
    """Ask for a supervisor; pressed twice, it is one wish."""
    told = ask_for_supervisor(ports(), me().id)
    if told:
        flash("A supervisor is told, and sees on their page that it is you.", "done")
    else:
        flash("No supervisor has a phone we can text. Please ring them yourself.", "refused")
    return redirect(safe_next(request.form.get("next", "")), 303)


@blueprint.post("/call-me/<who>/seen")
@supervisors_only
def wish_seen(who: str) -> ResponseReturnValue:
    """I see to it: off every supervisor's page."""
    try:
        answer_wish(ports(), who, me().id)
    except UnknownRecord:
        abort(404)
    except Refused as error:
        flash(explain(error, clock()), "refused")
    return redirect(safe_next(request.form.get("next", "")), 303)
