"""My shift: on, off, a break. One press each, from every page."""

from datetime import timedelta

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from service.actions.staff import end_break, end_shift, keep_line, start_shift, take_break
from service.domain.errors import Refused
from service.web.console.access import me, safe_next
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.labels import language_words
from service.web.console.refusals import explain
from service.web.console.staff_words import phone_words
from service.web.ports import ports

SHORT_BREAK = timedelta(minutes=10)


@blueprint.get("/shift")
def shift() -> ResponseReturnValue:
    """What my phone does now, and the buttons that change it."""
    languages = ", ".join(language_words(code) for code in me().languages)
    return render_template("console/shift.html", phone=phone_words(me()), languages=languages)


@blueprint.post("/shift")
def change_shift() -> ResponseReturnValue:
    """Start, end, pause or resume; pressed twice, it stays so."""
    now = clock().now
    try:
        match request.form.get("to"):
            case "on":
                start_shift(ports(), me().id)
            case "back":
                end_break(ports(), me().id)
            case "off":
                end_shift(ports(), me().id)
            case "short-break":
                take_break(ports(), me().id, now + SHORT_BREAK)
            case "line-open":
                keep_line(ports(), me().id, wanted=True)
            case "line-shut":
                keep_line(ports(), me().id, wanted=False)
            case "break":
                take_break(ports(), me().id, None)
            case _:
                flash("Choose one of the buttons.", "refused")
    except Refused as error:
        flash(explain(error, clock()), "refused")
    return redirect(safe_next(request.form.get("next", "")), 303)
