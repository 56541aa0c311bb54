"""Crisis alerts: take one, call whoever it is about, sign it off."""

from collections.abc import Callable

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from service.actions.alert_taking import callback_for_alert, sign_off_alert, take_alert
from service.actions.callbacks import call_back
from service.domain.callback import State
from service.domain.errors import Refused, UnknownRecord
from service.web.console.access import is_supervisor, me, supervisors_only
from service.web.console.blueprint import blueprint
from service.web.console.callback import ID
from service.web.console.frame import clock
from service.web.console.refusals import explain
from service.web.ports import ports


@blueprint.post("/alerts/<alert_id>/take")
def take(alert_id: str) -> ResponseReturnValue:
    """I see to it: the others stop being told, and I see the number."""
    return _do(alert_id, lambda: _take(alert_id))


@blueprint.post("/alerts/<alert_id>/take-over")
@supervisors_only
def take_over(alert_id: str) -> ResponseReturnValue:
    """Whoever took it does not see to it: I do."""
    return _do(alert_id, lambda: _take_over(alert_id))


@blueprint.post("/alerts/<alert_id>/sign-off")
def sign_off(alert_id: str) -> ResponseReturnValue:
    """It has been seen to."""
    return _do(alert_id, lambda: _sign_off(alert_id))


@blueprint.post("/alerts/<alert_id>/call")
def call_alert(alert_id: str) -> ResponseReturnValue:
    """Ring my phone, then theirs, on a crisis callback that I hold."""
    return _do(alert_id, lambda: _call(alert_id))


def _take(alert_id: str) -> str:
    take_alert(ports(), alert_id, me().id)
    return url_for("console.queue")


def _take_over(alert_id: str) -> str:
    take_alert(ports(), alert_id, me().id, may_take_over=True)
    return url_for("console.queue")


def _sign_off(alert_id: str) -> str:
    sign_off_alert(ports(), alert_id, me().id, may_any=is_supervisor())
    flash("Signed off.", "done")
    return url_for("console.queue")


def _call(alert_id: str) -> str:
    callback = callback_for_alert(ports(), alert_id, me().id)
    page = url_for("console.callback", callback_id=callback.id)
    if callback.state is not State.CLAIMED:
        return page
    try:
        call_back(ports(), callback.id, callback.token, me().id)
    except Refused as error:  # the callback is held all the same: its page says what hinders
        flash(explain(error, clock()), "refused")
    return page


def _do(alert_id: str, act: Callable[[], str]) -> ResponseReturnValue:
    if not ID.fullmatch(alert_id):
        abort(404)
    try:
        page = act()
    except UnknownRecord:
        abort(404)
    except Refused as error:
        flash(explain(error, clock()), "refused")
        page = url_for("console.queue")
    return redirect(page, 303)
