"""Joining with an invitation: a code, a name, a password.

The code stands behind the # of the link: no server, log or preview of a chat ever sees it. The
page's script puts it into the form; without script it is pasted.
"""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions.inviting import join
from service.domain.errors import NotAllowed
from service.web.console.blueprint import blueprint
from service.web.console.login_limits import PER_ADDRESS, in_demo, limiter
from service.web.ports import ports
from service.web.sessions import current


@blueprint.get("/join")
def invitation() -> ResponseReturnValue:
    """The form; it says nothing about any invitation."""
    return _form()


@blueprint.post("/join")
@limiter.limit(PER_ADDRESS, exempt_when=in_demo)
def join_us() -> ResponseReturnValue:
    """Begin to work here, and go on to what is still to be set up."""
    code, name = request.form.get("invitation", "").strip(), request.form.get("name", "")
    try:
        fresh = join(ports(), code, name=name, password=request.form.get("password", ""))
    except NotAllowed as error:
        words = str(error)
        flash(f"{words[:1].upper()}{words[1:]}.", "refused")
        return _form(code, name), 400
    interface, session = current()
    interface.sign_in(session, fresh.id)
    flash("Welcome. Add your phone below: it rings for you when you are on shift.", "done")
    return redirect(url_for("console.account"), 303)


def _form(code: str = "", name: str = "") -> str:
    return render_template("console/join.html", code=code, name=name)
