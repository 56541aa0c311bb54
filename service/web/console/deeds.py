"""What the buttons of a callback's page do: one action each, then back to the page.

Every form carries the fencing token of the page it stands on; a stale one changes nothing, and a
note typed on a stale page is shown again instead of being lost.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.after_call import text_after_call
from service.actions.callbacks import (
    call_back,
    claim_callback,
    close_callback,
    note_under_18,
    put_back,
    release_callback,
    reveal_number,
    write_notes,
)
from service.domain.callback import Callback
from service.domain.errors import NotAllowed, Refused, UnknownRecord
from service.web.console.access import me
from service.web.console.blueprint import blueprint
from service.web.console.callback import callback_page, find, is_mine
from service.web.console.frame import clock
from service.web.console.labels import outcome_words
from service.web.console.refusals import explain
from service.web.console.shown import mark_shown
from service.web.ports import ports

CALLED_AGAIN = "Thank you. They asked for another call: it is back in the queue."
QUICK = {"1h": timedelta(hours=1), "3h": timedelta(hours=3), "1d": timedelta(days=1)}


@blueprint.post("/callbacks/<callback_id>/claim")
def claim(callback_id: str) -> ResponseReturnValue:
    """Make it mine; pressed twice, it stays mine."""
    return do(callback_id, lambda: claim_callback(ports(), callback_id, me().id))


@blueprint.post("/callbacks/<callback_id>/reveal")
def reveal(callback_id: str) -> ResponseReturnValue:
    """Show me the number; that I saw it is audited."""

    def act() -> Callback:
        found = find(callback_id)
        if not is_mine(found):
            raise NotAllowed("the number is shown to whoever holds the callback")
        mark_shown(reveal_number(ports(), callback_id, me().id))
        return found

    return do(callback_id, act)


@blueprint.post("/callbacks/<callback_id>/call")
def call(callback_id: str) -> ResponseReturnValue:
    """Ring my phone, then theirs."""
    return do(callback_id, lambda: call_back(ports(), callback_id, token(), me().id))


@blueprint.post("/callbacks/<callback_id>/release")
def release(callback_id: str) -> ResponseReturnValue:
    """Give it back to the queue; it keeps its place."""
    back = "Back in the queue. It kept its place."
    return do(callback_id, lambda: release_callback(ports(), callback_id, token(), me().id), back)


@blueprint.post("/callbacks/<callback_id>/reschedule")
def put_off(callback_id: str) -> ResponseReturnValue:
    """Put it back for another time: the person's own after a talk or by their word, else ours."""
    asked = request.form.get("asked") == "yes"

    def act() -> Callback:
        return put_back(ports(), callback_id, token(), _wanted_time(), me().id, asked=asked)

    return do(callback_id, act, _put_back_words)


def _put_back_words(put: Callback) -> str:
    """What became of the promise; a new one is for the very time it is put back to."""
    if put.promise_at == put.due_at:
        return f"Put back: we promised to call them {clock().at(put.due_at)}."
    return f"Put back. What we promised stays: by {clock().at(put.promise_at)}."


@blueprint.post("/callbacks/<callback_id>/notes")
def notes(callback_id: str) -> ResponseReturnValue:
    """Save the notes."""
    return do(
        callback_id,
        lambda: write_notes(ports(), callback_id, token(), _notes(), me().id),
        "Notes saved.",
    )


@blueprint.post("/callbacks/<callback_id>/text")
def text_them(callback_id: str) -> ResponseReturnValue:
    """Send an approved text that they said yes to; twice, it goes once."""
    name, consented = request.form.get("text", ""), request.form.get("consent") == "yes"

    def act() -> Callback:
        return text_after_call(ports(), callback_id, token(), name, me().id, consented=consented)

    return do(callback_id, act, "The text is on its way.")


@blueprint.post("/callbacks/<callback_id>/under-18")
def under_18(callback_id: str) -> ResponseReturnValue:
    """Note that they said they are under 18."""
    return do(callback_id, lambda: note_under_18(ports(), callback_id, token(), me().id))


@blueprint.post("/callbacks/<callback_id>/close")
def close(callback_id: str) -> ResponseReturnValue:
    """Close it with an outcome, and keep what was noted."""
    outcome = request.form.get("outcome", "")

    def act() -> Callback:
        found = find(callback_id)
        if not found.is_open:
            raise NotAllowed(f"this callback is closed already: {outcome_words(found.outcome)}")
        if not outcome:
            raise NotAllowed("choose what came of it first")
        return close_callback(ports(), callback_id, token(), outcome, me().id, _notes())

    return do(callback_id, act, "Closed. Thank you.", to_queue=True)


def do(
    callback_id: str,
    act: Callable[[], Callback],
    done: str | Callable[[Callback], str] = "",
    *,
    to_queue: bool = False,
) -> ResponseReturnValue:
    """Act, and lead back to the page (or the queue) with what was done or why it was not."""
    find(callback_id)
    try:
        changed = act()
    except UnknownRecord:
        find(callback_id)
        raise
    except Refused as error:
        flash(explain(error, clock()), "refused")
        if "notes" in request.form:
            return callback_page(find(callback_id), draft=_notes(), status=409)
        return redirect(url_for("console.callback", callback_id=callback_id), 303)
    words = done if isinstance(done, str) else done(changed)
    if words:
        flash(CALLED_AGAIN if to_queue and changed.is_open else words, "done")
    if to_queue:
        return redirect(url_for("console.queue", closed=callback_id), 303)
    return redirect(url_for("console.callback", callback_id=callback_id), 303)


def token() -> int:
    """The fencing token of the page; -1, which nobody holds, where it is missing or no number."""
    text = request.form.get("token", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1


def _notes() -> str:
    """The note as typed, with the line ends a browser makes put right."""
    typed = request.form.get("notes", "").replace("\r\n", "\n")
    return typed.encode("utf-8", "replace").decode().replace("\0", "").strip()


def _wanted_time() -> datetime:
    quick = QUICK.get(request.form.get("quick", ""))
    if quick is not None:
        return clock().now + quick
    try:
        local = datetime.fromisoformat(request.form.get("at", ""))
        return local.replace(tzinfo=ZoneInfo(ports().policy.hours.zone))
    except ValueError as error:
        raise NotAllowed("choose a day and a time") from error
