"""Who is signed in, as Flask's session: kept in the store, and only for the console's pages.

Before sign-in nothing is stored, so that strangers who load the login page cannot fill the store:
until then the session is a signed cookie. A poll does not keep anybody signed in; a person does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, g, request
from flask.globals import request_ctx
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from service.actions.ports import Ports, Sessions
from service.domain.errors import TryLater

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
BEFORE_SIGN_IN = timedelta(hours=1)
CONSOLE = "/console"
STATIC = "/console/static/"
# The console's script sends it when somebody pressed a key or moved since the last poll.
ACTIVE = "X-Person-Active"

_tagged = TaggedJSONSerializer()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The stored session's secret id, whose it is (a specialist's id), and since when."""

    secret: str
    who: str
    since: datetime
    active_at: datetime

    def ends_at(self) -> datetime:
        """When it is over if nothing more happens."""
        return min(self.active_at + IDLE, self.since + LONGEST)


class ConsoleSession(SecureCookieSession):
    """`unreadable`: the store did not answer, so we cannot know who this is."""

    signed_in: SignedIn | None = None
    unreadable = False
    over = False


class ConsoleSessions(SecureCookieSessionInterface):
    """Flask's session interface over ports.sessions; `find_ports` is asked per request."""

    session_class = ConsoleSession

    def __init__(self, find_ports: Callable[[], Ports]) -> None:
        self._find_ports = find_ports

    def open_session(self, app: Flask, request: Request) -> ConsoleSession | None:
        """The session behind the cookie; None (Flask's null session) outside the console."""
        if not _is_console(request):
            return None
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        if "." in cookie:  # a stored session's id has no dot, a signed cookie has
            return _unsigned(_signer(app), cookie)
        if not cookie:
            return ConsoleSession()
        try:
            return _from_store(self._sessions, cookie)
        except TryLater:
            lost = ConsoleSession()
            lost.unreadable = True
            return lost

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Store what changed, and set or drop the cookie."""
        if not isinstance(session, ConsoleSession) or session.unreadable:
            return
        if session.over:
            response.delete_cookie(self.get_cookie_name(app), **self._cookie())
        elif session.signed_in is not None:
            self._save(app, session, session.signed_in, response)
        elif session.modified and session:
            signed = str(_signer(app).dumps(dict(session)))
            self._set_cookie(app, response, signed, BEFORE_SIGN_IN)

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002 - Flask names it
        """The __Host- prefix makes a browser insist on Secure, Path=/ and no Domain."""
        return "helpline" if self._is_demo else "__Host-helpline"

    def sign_in(self, session: ConsoleSession, who: str) -> None:
        """Begin a stored session under a new id; whatever was before is gone."""
        if session.signed_in is not None:
            self._sessions.revoke(session.signed_in.secret)
        session.clear()
        now = datetime.now(UTC)
        fresh = SignedIn("", who, now, now)
        secret = self._sessions.create(_fields(fresh, session), IDLE)
        session.signed_in = replace(fresh, secret=secret)
        session.modified = True

    def sign_out(self, session: ConsoleSession) -> None:
        """End it at once, for every copy of the cookie."""
        if session.signed_in is not None:
            self._sessions.revoke(session.signed_in.secret)
        session.clear()
        session.over = True

    def _save(
        self, app: Flask, session: ConsoleSession, before: SignedIn, response: Response
    ) -> None:
        now = datetime.now(UTC)
        touched = _is_a_person() and now - before.active_at >= TOUCH_EVERY
        if not (session.modified or touched):
            return
        after = replace(before, active_at=now) if touched else before
        try:
            self._sessions.write(after.secret, _fields(after, session), after.ends_at() - now)
        except TryLater:
            # At worst a message is not shown, or the person is signed out a little sooner.
            app.logger.warning("session not written: the store did not answer")
        self._set_cookie(app, response, after.secret, LONGEST)

    def _set_cookie(self, app: Flask, response: Response, value: str, age: timedelta) -> None:
        response.set_cookie(
            self.get_cookie_name(app), value, max_age=int(age.total_seconds()), **self._cookie()
        )

    def _cookie(self) -> dict[str, Any]:
        return {"httponly": True, "samesite": "Lax", "secure": not self._is_demo, "path": "/"}

    @property
    def _sessions(self) -> Sessions:
        return self._find_ports().sessions

    @property
    def _is_demo(self) -> bool:
        return self._find_ports().policy.is_demo


def current() -> tuple[ConsoleSessions, ConsoleSession]:
    """The interface and this request's session, for signing in and out."""
    interface, ours = current_app.session_interface, request_ctx.session
    if not isinstance(interface, ConsoleSessions) or not isinstance(ours, ConsoleSession):
        raise TypeError("the console's sessions are not installed")
    return interface, ours


def _is_console(request: Request) -> bool:
    path = request.path
    # Whatever else is asked of that folder gets the console's own 404, which needs a session.
    is_file = path.startswith(STATIC) and path != STATIC and request.method in ("GET", "HEAD")
    return path == CONSOLE or (path.startswith(f"{CONSOLE}/") and not is_file)


def stay_signed_in() -> None:
    """Count this request as a person's, whatever asked: they are on the phone, not away."""
    g.is_a_person = True


def _is_a_person() -> bool:
    """A page's own polling says HX-Request; it counts only if somebody was active since."""
    if "HX-Request" not in request.headers or ACTIVE in request.headers:
        return True
    return bool(g.get("is_a_person"))


def _signer(app: Flask) -> URLSafeTimedSerializer:
    if not app.secret_key:
        raise TypeError("the app has no SECRET_KEY")
    return URLSafeTimedSerializer(
        app.secret_key, salt="helpline before sign-in", serializer=_tagged, signer=TimestampSigner
    )


def _unsigned(signer: URLSafeTimedSerializer, cookie: str) -> ConsoleSession:
    try:
        return ConsoleSession(signer.loads(cookie, max_age=int(BEFORE_SIGN_IN.total_seconds())))
    except BadSignature:
        return ConsoleSession()


def _from_store(sessions: Sessions, secret: str) -> ConsoleSession:
    fields = sessions.read(secret)
    if fields is None:
        return ConsoleSession()
    signed_in = SignedIn(
        secret,
        fields["specialist"],
        datetime.fromisoformat(fields["since"]),
        datetime.fromisoformat(fields["active_at"]),
    )
    if datetime.now(UTC) >= signed_in.ends_at():
        sessions.revoke(secret)
        return ConsoleSession()
    found = ConsoleSession(_tagged.loads(fields["page"]))
    found.signed_in = signed_in
    return found


def _fields(signed_in: SignedIn, session: ConsoleSession) -> dict[str, str]:
    return {
        "specialist": signed_in.who,
        "since": signed_in.since.isoformat(),
        "active_at": signed_in.active_at.isoformat(),
        "page": _tagged.dumps(dict(session)),
    }
