"""Who is asking: a bearer token, the specialist behind it, and what the token may be used for."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response, abort, g, request

from service.actions.demo_staff import is_made_up
from service.domain.errors import TryLater
from service.domain.specialist import Specialist
from service.web.api.problems import problem
from service.web.ports import ports

READ = "read"
WORK = "work"
ASK = "ask"
LONGEST_TOKEN = 512

P = ParamSpec("P")
T = TypeVar("T")


def require_token() -> Response | None:
    """Keep the asker in `g`, or refuse; runs before anything is looked up."""
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        return _unknown('Bearer realm="helpline"', "send a token: Authorization: Bearer …")
    try:
        found = _holder(given.token)
    except TryLater:
        return problem(503, "try-later", "the store does not answer; try again in a moment")
    if found is None:
        challenge = 'Bearer realm="helpline", error="invalid_token"'
        return _unknown(challenge, "this token is not known, or no longer")
    g.asker, g.scopes = found
    with suppress(TryLater):  # when it was last used is good to know, no more
        ports().tokens.note_use(given.token)
    return None


def asker() -> Specialist:
    """The specialist behind the token."""
    found: Specialist = g.asker
    return found


def needs_scope(scope: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a route be used only with a token that has this scope."""

    def guard(view: Callable[P, T]) -> Callable[P, T]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            if scope not in g.scopes:
                abort(problem(403, "wrong-scope", f"this token lacks the scope {scope!r}"))
            return view(*args, **kwargs)

        return guarded

    return guard


def _holder(token: str) -> tuple[Specialist, tuple[str, ...]] | None:
    if len(token) > LONGEST_TOKEN:
        return None
    held = ports().tokens.holder(token)
    if held is None:
        return None
    who, scopes = held
    found = ports().store.get(Specialist, who)
    if found is None or found.disabled:
        return None
    if is_made_up(who) and not ports().policy.is_demo:
        return None
    return found, scopes


def _unknown(challenge: str, detail: str) -> Response:
    refusal = problem(401, "unauthorized", detail)
    refusal.headers["WWW-Authenticate"] = challenge
    return refusal
