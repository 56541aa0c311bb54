"""Setting up the second factor: scan, type the code, keep the recovery codes. Not in a demo."""

import secrets

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import second_factor as factors
from service.domain.errors import NotAllowed
from service.domain.second_factor import SecondFactor
from service.web.console.access import me
from service.web.console.blueprint import blueprint
from service.web.ports import ports
from service.web.sessions import current

# In the session: which set-up is its own. Where one has a second factor, only a code puts it there.
MARK = "second factor"


@blueprint.get("/second-factor")
def second_factor() -> ResponseReturnValue:
    """The picture to scan, or how things stand for whoever has a second factor."""
    _not_in_a_demo()
    if me().second_factor and MARK not in current()[1]:
        kept = ports().store.get(SecondFactor, me().id)
        left = len(kept.recovery) if kept is not None else 0
        return render_template("console/second_factor_kept.html", left=left)
    waiting = factors.set_up(ports(), me().id, _mark())
    codes, house = ports().codes, ports().policy.name
    return render_template(
        "console/second_factor.html",
        picture=codes.picture(codes.address(waiting.secret, me().email, house)),
        secret=" ".join(waiting.secret[i : i + 4] for i in range(0, len(waiting.secret), 4)),
    )


@blueprint.post("/second-factor")
def confirm_second_factor() -> ResponseReturnValue:
    """The first code from the app; the recovery codes are shown this once."""
    _not_in_a_demo()
    interface, session = current()
    mark = session.get(MARK, "")
    if not mark:
        return redirect(url_for("console.second_factor"), 303)
    who = me().id
    try:
        recovery = factors.confirm(ports(), who, mark, request.form.get("code", ""))
    except NotAllowed as error:
        return _refused(error)
    interface.sign_in(session, who)
    return render_template("console/recovery.html", codes=recovery)


@blueprint.post("/second-factor/anew")
def another_second_factor() -> ResponseReturnValue:
    """Another app: whoever has a code of the old one may set it up."""
    _not_in_a_demo()
    try:
        factors.check(ports(), me().id, request.form.get("code", ""))
    except NotAllowed as error:
        return _refused(error)
    _mark()
    return redirect(url_for("console.second_factor"), 303)


@blueprint.post("/second-factor/recovery")
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes, shown this once; the old ones end."""
    _not_in_a_demo()
    try:
        codes = factors.renew_recovery_codes(ports(), me().id, request.form.get("code", ""))
    except NotAllowed as error:
        return _refused(error)
    return render_template("console/recovery.html", codes=codes)


def _mark() -> str:
    _, session = current()
    if MARK not in session:
        session[MARK] = secrets.token_urlsafe(16)
    return str(session[MARK])


def _refused(error: NotAllowed) -> ResponseReturnValue:
    words = str(error)
    flash(f"{words[:1].upper()}{words[1:]}.", "refused")
    return redirect(url_for("console.second_factor"), 303)


def _not_in_a_demo() -> None:
    if ports().policy.is_demo:
        abort(404)
