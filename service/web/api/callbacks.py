"""The callback queue over HTTP: read the request, do one deed, show the callback."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from spectree import Response as Answers

from service.actions.asking import Wish
from service.actions.callbacks import (
    call_back,
    claim_callback,
    claim_next,
    close_callback,
    note_reading,
    release_callback,
    renew_claim,
    request_callback,
)
from service.domain.callback import Callback, Reason
from service.domain.errors import UnknownRecord
from service.web.api.access import ASK, READ, WORK, asker, needs_scope
from service.web.api.blueprint import blueprint
from service.web.api.bodies import request_id
from service.web.api.documents import spec
from service.web.api.shapes import (
    CallbackPage,
    CallbackShown,
    CallbackWish,
    Closing,
    Held,
    Listing,
    Nothing,
    Problem,
    shown_to,
)
from service.web.ports import ports

FAULTS = {f"HTTP_{code}": Problem for code in (401, 403, 503)}
ON_ONE = FAULTS | {"HTTP_404": Problem}
DEED = ON_ONE | {f"HTTP_{code}": Problem for code in (400, 409, 413, 415)}


@blueprint.get("/callbacks")
@needs_scope(READ)
@spec.validate(query=Listing, resp=Answers(HTTP_200=CallbackPage, **FAULTS))
def list_callbacks() -> CallbackPage:
    """List callbacks, oldest first; filter by state, page by cursor."""
    wanted: Listing = request.context.query  # type: ignore[attr-defined]
    store = ports().store
    if wanted.state is None:
        found, following = store.all_callbacks(wanted.limit, wanted.cursor)
    else:
        found, following = store.in_state(wanted.state, wanted.limit, wanted.cursor)
    return CallbackPage(callbacks=[_shown(each) for each in found], next=following or None)


@blueprint.post("/callbacks")
@needs_scope(ASK)
@spec.validate(
    json=CallbackWish, resp=Answers(HTTP_200=CallbackShown, HTTP_201=CallbackShown, **DEED)
)
def create_callback() -> ResponseReturnValue:
    """Ask for somebody to be called.

    201 for a new callback; 200 with the person's open one, which keeps its place.
    """
    wish: CallbackWish = request.context.json  # type: ignore[attr-defined]
    asked = request_callback(
        ports(),
        Wish(
            phone=wish.phone,
            language=wish.language,
            reason=wish.reason,
            channel="api",
            crisis=wish.reason is Reason.CRISIS,
        ),
        by=asker().id,
        request=request_id(),
    )
    shown = _shown(asked.callback)
    where = url_for("api.read_callback", callback_id=shown.id)
    return _json(shown, 201 if asked.is_new else 200, where)


@blueprint.get("/callbacks/<callback_id>")
@needs_scope(READ)
@spec.validate(resp=Answers(HTTP_200=CallbackShown, **ON_ONE))
def read_callback(callback_id: str) -> CallbackShown:
    """Read one callback."""
    callback = ports().store.get(Callback, callback_id)
    if callback is None:
        raise UnknownRecord("there is no such callback")
    return _shown(callback)


@blueprint.post("/callbacks/next")
@needs_scope(WORK)
@spec.validate(json=Nothing, resp=Answers("HTTP_204", HTTP_200=CallbackShown, **DEED))
def claim_the_next() -> ResponseReturnValue:
    """Claim the next best callback in your languages; 204 when none is ready."""
    claimed = claim_next(ports(), asker().id, request=request_id())
    return _json(_shown(claimed), 200) if claimed is not None else Response(status=204)


@blueprint.post("/callbacks/<callback_id>/claim")
@needs_scope(WORK)
@spec.validate(json=Nothing, resp=Answers(HTTP_200=CallbackShown, **DEED))
def claim(callback_id: str) -> CallbackShown:
    """Claim a callback, also before it is due; yours already, it stays as it is."""
    return _shown(claim_callback(ports(), callback_id, asker().id, request=request_id()))


@blueprint.post("/callbacks/<callback_id>/renew")
@needs_scope(WORK)
@spec.validate(json=Held, resp=Answers(HTTP_200=CallbackShown, **DEED))
def renew(callback_id: str) -> CallbackShown:
    """Keep a claim for another lease of 15 minutes."""
    return _shown(renew_claim(ports(), callback_id, _token(), asker().id))


@blueprint.post("/callbacks/<callback_id>/call")
@needs_scope(WORK)
@spec.validate(json=Held, resp=Answers(HTTP_200=CallbackShown, **DEED))
def call(callback_id: str) -> CallbackShown:
    """Ring your phone, then the person's.

    409 with `next_at` outside the hours in which the person may be called. Who asked to be texted
    first is texted, and the callback stays claimed: call again three minutes later.
    """
    called = call_back(ports(), callback_id, _token(), asker().id, request=request_id())
    return _shown(called)


@blueprint.post("/callbacks/<callback_id>/release")
@needs_scope(WORK)
@spec.validate(json=Held, resp=Answers(HTTP_200=CallbackShown, **DEED))
def release(callback_id: str) -> CallbackShown:
    """Put a callback back in the queue; it keeps its place."""
    released = release_callback(ports(), callback_id, _token(), asker().id, request=request_id())
    return _shown(released)


@blueprint.post("/callbacks/<callback_id>/close")
@needs_scope(WORK)
@spec.validate(json=Closing, resp=Answers(HTTP_200=CallbackShown, **DEED))
def close(callback_id: str) -> CallbackShown:
    """Close a callback with its outcome; phones that still ring or talk are hung up.

    It waits again instead if its person asked for another call since they talked.
    """
    how: Closing = request.context.json  # type: ignore[attr-defined]
    closed = close_callback(
        ports(), callback_id, how.token, how.outcome, asker().id, how.notes, request=request_id()
    )
    return _shown(closed)


def _token() -> int:
    held: Held = request.context.json  # type: ignore[attr-defined]
    return held.token


def _shown(callback: Callback) -> CallbackShown:
    shown = shown_to(asker(), callback, is_demo=ports().policy.is_demo)
    if shown.token is not None:  # theirs, so that the number stands there
        note_reading(ports(), callback, "saw the number", "over the API")
    return shown


def _json(shown: CallbackShown, status: int, where: str = "") -> Response:
    answer = Response(shown.model_dump_json(), status, mimetype="application/json")
    if where:
        answer.headers["Location"] = where
    return answer
