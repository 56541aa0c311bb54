"""Signing in and out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.second_factor import guesses
from service.actions.staff import sign_in
from service.web.console.access import safe_next
from service.web.console.blueprint import blueprint
from service.web.console.known_browser import account_from_here, remember
from service.web.console.login_limits import (
    PER_ACCOUNT,
    PER_ACCOUNT_AND_ADDRESS,
    PER_ADDRESS,
    account_and_address,
    in_demo,
    limiter,
)
from service.web.ports import ports
from service.web.sessions import current

WRONG = "That e-mail address and password do not go together."
WRONG_TOO = (
    "That e-mail address, password and code do not go together. A code works once; after several "
    "wrong ones wait 15 minutes, or use a recovery code."
)
MANY_GUESSES = 3
GUESSED = (
    "Before you came in, several wrong codes were typed together with your password. If that was "
    "not you, somebody knows it: change it under Me."
)


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    """The form; whoever is signed in already goes straight on."""
    _, session = current()
    wanted = safe_next(request.args.get("next", ""))
    if session.signed_in is not None:
        return redirect(wanted, 303)
    return _form(wanted)


@blueprint.post("/login")
@limiter.limit(PER_ACCOUNT, key_func=account_from_here, exempt_when=in_demo)
@limiter.limit(PER_ADDRESS, exempt_when=in_demo)
@limiter.limit(PER_ACCOUNT_AND_ADDRESS, key_func=account_and_address, exempt_when=in_demo)
def enter() -> ResponseReturnValue:
    """Check password and code; the same answer whatever was wrong, an unknown address too."""
    wanted = safe_next(request.form.get("next", ""))
    email, password = request.form.get("email", ""), request.form.get("password", "")
    specialist = sign_in(ports(), email, password, request.form.get("code", ""))
    if specialist is None:
        flash(WRONG if ports().policy.is_demo else WRONG_TOO, "refused")
        return _form(wanted, email), 401
    interface, session = current()
    interface.sign_in(session, specialist.id)
    if specialist.second_factor and guesses(ports(), specialist.id) >= MANY_GUESSES:
        flash(GUESSED, "refused")
    led_on = redirect(wanted, 303)
    return led_on if in_demo() else remember(led_on)


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """End the session at once."""
    interface, session = current()
    interface.sign_out(session)
    return redirect(url_for("console.login"), 303)


def _form(wanted: str, email: str = "") -> str:
    demo = ports().policy.is_demo
    return render_template("console/login.html", wanted=wanted, email=email, demo=demo)
