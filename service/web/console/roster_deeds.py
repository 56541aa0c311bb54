"""What every button of the roster shares: it acts, and leads back to the week it was pressed on."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.errors import Refused
from service.domain.roster import Shift
from service.web.console.frame import clock
from service.web.console.refusals import explain
from service.web.ports import ports

FAR = timedelta(days=366)


def carried_out(deed: Callable[[], object], words: str) -> ResponseReturnValue:
    """Do it, and lead back to the week it was pressed on."""
    try:
        deed()
        flash(words, "done")
    except Refused as error:
        flash(f"{explain(error, clock())} Nothing was changed.", "refused")
    first = first_day(request.form.get("week", ""))
    return redirect(url_for("console.roster", week=first.isoformat()), 303)


def find_shift(shift_id: str) -> None:
    """404 for what is no shift, or none any more."""
    if ports().store.get(Shift, shift_id) is None:
        abort(404)


def first_day(asked: str) -> date:
    """The first day to show: today's where none is asked for, or one far away."""
    today = clock().now.astimezone(ZoneInfo(ports().policy.hours.zone)).date()
    try:
        first = date.fromisoformat(asked)
    except ValueError:
        return today
    return first if abs(first - today) <= FAR else today
