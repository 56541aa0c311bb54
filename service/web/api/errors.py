"""Turns the actions' refusals, and Flask's, into problem documents."""

from datetime import datetime

from flask import Response
from werkzeug.exceptions import HTTPException

from service.actions.listing import iso
from service.domain.errors import (
    BadCursor,
    CannotBeDialled,
    NotAllowed,
    OutsideCallingHours,
    Refused,
    StaleToken,
    TryLater,
    UnknownRecord,
)
from service.domain.span import NoSuchSpan
from service.web.api.blueprint import blueprint
from service.web.api.problems import problem

KINDS: dict[type[Refused], tuple[int, str]] = {
    UnknownRecord: (404, "not-found"),
    StaleToken: (409, "stale-token"),
    NotAllowed: (409, "not-allowed"),
    OutsideCallingHours: (409, "outside-calling-hours"),
    CannotBeDialled: (422, "cannot-be-dialled"),
    BadCursor: (422, "bad-cursor"),
    NoSuchSpan: (422, "no-such-range"),
}


@blueprint.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """The request itself is not allowed; asking again will not help."""
    status, kind = KINDS.get(type(error), (409, "refused"))
    if isinstance(error, OutsideCallingHours) and isinstance(error.next_at, datetime):
        return problem(status, kind, str(error), next_at=iso(error.next_at))
    return problem(status, kind, str(error))


@blueprint.errorhandler(TryLater)
def try_later(_: TryLater) -> Response:
    """Nothing was done, or the same Idempotency-Key tells whether it was."""
    answer = problem(503, "try-later", "the store did not answer; try again in a moment")
    answer.headers["Retry-After"] = "1"
    return answer


@blueprint.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Response:
    """Whatever Flask itself refuses."""
    return problem(error.code or 500, "http", error.description or error.name)
