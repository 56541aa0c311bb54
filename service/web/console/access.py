"""Who may open which page. Every page of the console passes here first."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

from flask import Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.errors import StoreUnavailable
from service.domain.specialist import Role, Specialist
from service.web.ports import ports
from service.web.sessions import current

WITHOUT_SIGN_IN = frozenset(
    {"console.static", "console.login", "console.enter", "console.invitation", "console.join_us"}
)
# All that is open to whoever must set up a second factor first.
TO_SET_UP = frozenset({"console.second_factor", "console.confirm_second_factor", "console.logout"})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMIN})

P = ParamSpec("P")
T = TypeVar("T")


def me() -> Specialist:
    """Whoever is signed in."""
    found: Specialist = g.me
    return found


def is_supervisor() -> bool:
    """Whether the one signed in leads the team."""
    return me().role in SUPERVISORS


def require_sign_in() -> ResponseReturnValue | None:
    """Refuse everybody we do not know; a specialist who was disabled is not known any more."""
    if request.endpoint in WITHOUT_SIGN_IN:
        return None
    interface, session = current()
    if session.unreadable:
        raise StoreUnavailable("the session could not be read")
    if session.signed_in is None:
        return _to_sign_in()
    found = ports().store.get(Specialist, session.signed_in.who)
    if found is None or found.disabled:
        interface.sign_out(session)
        return _to_sign_in()
    g.me = found
    if must_set_up() and request.endpoint not in TO_SET_UP:
        return _led_to(url_for("console.second_factor"))
    return None


def must_set_up() -> bool:
    """Whether the one signed in has no second factor yet, which only a demo does without."""
    return not me().second_factor and not ports().policy.is_demo


def supervisors_only(view: Callable[P, T]) -> Callable[P, T]:
    """Let only supervisors and admins in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        if not is_supervisor():
            abort(403)
        return view(*args, **kwargs)

    return guarded


def admins_only(view: Callable[P, T]) -> Callable[P, T]:
    """Let only admins in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        if me().role is not Role.ADMIN:
            abort(403)
        return view(*args, **kwargs)

    return guarded


def safe_next(wanted: str) -> str:
    """The page to come back to: one of ours, or the queue."""
    parts = _split(wanted)
    strange = any(ord(sign) < 33 or sign == "\\" for sign in wanted)
    ours = parts.path.startswith(f"{request.script_root}/console/")
    leads_out = ".." in unquote(parts.path)
    if strange or parts.scheme or parts.netloc or leads_out or not ours:
        return url_for("console.queue")
    return wanted


def _split(address: str) -> SplitResult:
    """The parts of an address, none for one that has a bracket too few."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _to_sign_in() -> Response:
    """Lead to the login page and back."""
    return _led_to(url_for("console.login", next=_page_asked_for()))


def _led_to(page: str) -> Response:
    """Lead to another page; a poll tells its whole page to go there."""
    if "HX-Request" in request.headers:
        answer = Response(status=401)
        answer.headers["HX-Redirect"] = page
        return answer
    answer = Response(status=303)
    answer.location = redirect(page).location
    return answer


def _page_asked_for() -> str:
    """What they were looking at, not the form or fragment that it sent."""
    if "HX-Current-URL" in request.headers:
        return safe_next(_split(request.headers["HX-Current-URL"]).path)
    if request.method == "GET":
        return safe_next(request.script_root + request.full_path.rstrip("?"))
    callback_id = (request.view_args or {}).get("callback_id")
    if callback_id:
        return url_for("console.callback", callback_id=callback_id)
    return url_for("console.queue")
