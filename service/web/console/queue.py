"""The queue page: alerts, my callbacks, callers on the line, and what waits to be claimed.

The page asks for its live part every two seconds and gets nothing while nothing changed.
"""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.callbacks import claim_next
from service.domain.callback import Callback, State
from service.domain.errors import Refused
from service.web.console.access import me
from service.web.console.blueprint import blueprint
from service.web.console.board import read_board
from service.web.console.frame import clock
from service.web.console.labels import STATES
from service.web.console.refusals import explain
from service.web.console.rows import row
from service.web.ports import ports

PER_PAGE = 50
LONGER_THAN_A_WRAP_UP = timedelta(minutes=3)


@blueprint.get("/")
def queue() -> ResponseReturnValue:
    """Everything that waits, and what I must do now."""
    board = read_board(ports(), me(), clock())
    return render_template("console/queue.html", board=board, hard_one=_was_hard())


@blueprint.get("/live")
def live_queue() -> ResponseReturnValue:
    """The live part of the queue page, or 204 while it is as the page has it."""
    board = read_board(ports(), me(), clock())
    if request.args.get("seen") == board.seen:
        return "", 204
    return render_template("console/queue_live.html", board=board)


@blueprint.post("/next")
def take_next() -> ResponseReturnValue:
    """Claim the best callback there is for me, and go to it."""
    try:
        taken = claim_next(ports(), me().id)
    except Refused as error:
        flash(explain(error, clock()), "refused")
        return redirect(url_for("console.queue"), 303)
    if taken is None:
        flash("Nothing waits in your languages right now.", "done")
        return redirect(url_for("console.queue"), 303)
    return redirect(url_for("console.callback", callback_id=taken.id), 303)


def _was_hard() -> bool:
    """Whether they come here from closing a crisis, so that a break is offered."""
    closed = ports().store.get(Callback, request.args.get("closed", "")[:40])
    if closed is None or not closed.crisis or closed.specialist != me().id:
        return False
    rest, now = me().rest_until, clock().now
    long_enough = me().on_break or (rest is not None and rest - now > LONGER_THAN_A_WRAP_UP)
    return me().on_shift and not long_enough


@blueprint.get("/all")
def everything() -> ResponseReturnValue:
    """Every callback by state, page by page; numbers stay masked."""
    state = request.args.get("state", "")
    known = {each.value for each in State}
    after = request.args.get("after", "")
    if state in known:
        found, following = ports().store.in_state(State(state), PER_PAGE, after)
    else:
        state = ""
        found, following = ports().store.all_callbacks(PER_PAGE, after)
    names = {person.id: person.name for person in ports().store.specialists()}
    rows = [row(callback, clock(), names) for callback in found]
    return render_template(
        "console/all.html", rows=rows, state=state, states=STATES, following=following
    )
