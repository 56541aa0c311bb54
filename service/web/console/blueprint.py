"""The console's blueprint and what holds for all of its pages: sign-in, CSRF, headers, errors.

Knows no single page. Registering it installs the sessions and the CSRF check it needs.
"""

from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, g, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from service.domain.errors import Refused, TryLater
from service.web.console.access import require_sign_in
from service.web.console.frame import around_every_page
from service.web.console.login_limits import limiter
from service.web.csp import guard_browser
from service.web.ports import ports
from service.web.sessions import ConsoleSessions

TEMPLATES = Path(__file__).parents[3] / "templates"

csrf = CSRFProtect()
blueprint = Blueprint(
    "console",
    __name__,
    url_prefix="/console",
    template_folder=str(TEMPLATES),
    static_folder=str(TEMPLATES / "console" / "static"),
    static_url_path="/static",
)
blueprint.before_request(require_sign_in)
# After the sign-in: an expired session is asked to sign in, not told about a token.
blueprint.before_request(csrf.protect)
blueprint.after_request(guard_browser)
blueprint.context_processor(around_every_page)


@blueprint.record
def install(state: BlueprintSetupState) -> None:
    """Give the app the sessions, the CSRF check and the login limits of the console."""
    app = cast("Flask", state.app)
    app.session_interface = ConsoleSessions(ports)
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # webhooks and API have guards of their own
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # the session's own end is limit enough
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it wants the Referer that we tell browsers to hide
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    csrf.init_app(app)
    limiter.init_app(app)


@blueprint.errorhandler(CSRFError)
def page_too_old(_: CSRFError) -> ResponseReturnValue:
    """A form without its token: from another site, or from before the last sign-in."""
    return trouble(400, "This page is too old", "Nothing was changed. Go back and press it again.")


@blueprint.errorhandler(TryLater)
def store_away(_: TryLater) -> ResponseReturnValue:
    """The store does not answer: say so, and that nothing is lost."""
    g.pop("me", None)  # the page around the words would ask the store again
    return trouble(503, "Just a moment", "The store does not answer. Nothing is lost. Try again.")


@blueprint.errorhandler(Refused)
def not_done(error: Refused) -> ResponseReturnValue:
    """A refusal that no page had words of its own for."""
    words = str(error)
    return trouble(400, WORDS[400][0], f"{words[:1].upper()}{words[1:]}.")


@blueprint.errorhandler(HTTPException)
def refused(error: HTTPException) -> ResponseReturnValue:
    """Every refusal is a page with words and a way back."""
    if error.response is not None:
        return error
    title, words = WORDS.get(error.code or 500, ("That did not work", "Nothing was changed."))
    return trouble(error.code or 500, title, words)


@blueprint.route("/<path:_unknown>", methods=["GET", "POST"])
def nowhere(_unknown: str) -> ResponseReturnValue:
    """Anything below /console that is no page."""
    return trouble(404, *WORDS[404])


def trouble(status: int, title: str, words: str) -> ResponseReturnValue:
    """A page that says what is wrong and leads back to the queue."""
    return render_template("console/trouble.html", title=title, words=words), status


WORDS = {
    400: ("That did not work", "Something in the form is missing or not understood."),
    403: ("Not for you", "Your role does not open this page. A supervisor can help."),
    404: ("Not here", "There is no such page or callback, or it was erased."),
    405: ("That did not work", "This address takes a button press, not a visit."),
    413: ("Too much text", "Please write a shorter note. Go back: it is still there."),
    429: ("Too many tries", "Please wait a few minutes before you sign in again."),
}
