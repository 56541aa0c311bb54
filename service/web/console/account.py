"""My account: the phone that rings for me, my password, the tokens of my own programs."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.inviting import refuse_weak
from service.actions.people import make_token, revoke_token
from service.actions.phone_checking import open_check, send_phone_code, verify_phone
from service.actions.staff import set_password, sign_in
from service.domain.errors import NotAllowed, Refused
from service.domain.phone import masked
from service.web.console.access import me
from service.web.console.blueprint import blueprint
from service.web.console.frame import clock
from service.web.console.labels import ROLES, SCOPES, language_words
from service.web.console.login_limits import (
    PER_SESSION_OWNER,
    in_demo,
    limiter,
    signed_in_account,
)
from service.web.console.refusals import explain
from service.web.console.staff_words import phone_words
from service.web.console.token_rows import token_rows
from service.web.ports import ports
from service.web.sessions import current


@blueprint.get("/account")
def account() -> ResponseReturnValue:
    """Who I am here, and what belongs to me."""
    asked = open_check(ports(), me().id)
    return render_template(
        "console/account.html",
        role=ROLES[me().role],
        languages=", ".join(language_words(code) for code in me().languages),
        phone=phone_words(me()),
        asked=masked(asked.phone) if asked is not None else "",
        demo=ports().policy.is_demo,
        scopes=SCOPES,
        tokens=token_rows(ports().tokens.all(me().id), clock()),
    )


@blueprint.post("/account/phone")
def send_code() -> ResponseReturnValue:
    """Text a code to the number."""
    try:
        asked = send_phone_code(ports(), me().id, request.form.get("phone", ""))
        flash(f"A code is on its way to {masked(asked.phone)}. It is good for 10 minutes.", "done")
    except Refused as error:
        flash(explain(error, clock()), "refused")
    return _back()


@blueprint.post("/account/phone/code")
def type_code() -> ResponseReturnValue:
    """The code that was read on the phone."""
    try:
        verify_phone(ports(), me().id, request.form.get("code", ""))
        flash("Your phone is verified. It rings for you when you are on shift.", "done")
    except Refused as error:
        flash(explain(error, clock()), "refused")
    return _back()


@blueprint.post("/account/password")
@limiter.limit(PER_SESSION_OWNER, key_func=signed_in_account, exempt_when=in_demo)
def change_password() -> ResponseReturnValue:
    """Another password for whoever knows the old one (and has a code); other sessions end."""
    given, code = request.form.get("password", ""), request.form.get("code", "")
    fresh = request.form.get("fresh", "")
    try:
        refuse_weak(ports(), fresh, me().email, me().name)
        if sign_in(ports(), me().email, given, code) is None:
            raise NotAllowed("the password of now or the code is wrong")
        set_password(ports(), me().id, fresh, by=me().id)
    except Refused as error:
        flash(explain(error, clock()), "refused")
        return _back()
    interface, session = current()
    interface.sign_in(session, me().id)
    flash("Your password is changed. You are signed out everywhere else.", "done")
    return _back()


@blueprint.post("/account/tokens")
def add_token() -> ResponseReturnValue:
    """A new token, shown this once."""
    wanted = [scope for scope in SCOPES if scope in request.form.getlist("scope")]
    if not wanted:
        flash("Choose what the token may do.", "refused")
        return _back()
    made, secret = make_token(ports(), me().id, tuple(wanted), _label(), by=me().id)
    row = token_rows([made], clock())[0]
    return render_template("console/token.html", secret=secret, token=row)


@blueprint.post("/account/tokens/<token_id>/revoke")
def end_token(token_id: str) -> ResponseReturnValue:
    """End one of my tokens at once; another's is none of mine."""
    if not revoke_token(ports(), token_id, by=me().id, whose=me().id):
        abort(404)
    flash("The token is revoked.", "done")
    return _back()


def _label() -> str:
    typed = request.form.get("label", "")[:60]
    return " ".join("".join(sign for sign in typed if sign.isprintable()).split())


def _back() -> ResponseReturnValue:
    return redirect(url_for("console.account"), 303)
