"""The blueprint of the API and the guard before each of its routes, known or not."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import MethodNotAllowed

from service.web.api.access import require_token
from service.web.api.bodies import read_body
from service.web.api.problems import problem

PREFIX = "/api/v1"
OPEN_TO_ALL = f"{PREFIX}/openapi.json"

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)


# For the whole app: a blueprint's own hook does not run for paths that have no route, and those
# too must answer 401 before 404.
@blueprint.before_app_request
def guard() -> Response | None:
    """Who asks? What for? Then only: does it exist?"""
    if not request.path.startswith(f"{PREFIX}/"):
        return None
    if request.path != OPEN_TO_ALL:
        refusal = require_token()
        if refusal is not None:
            return refusal
    return _no_such_route() or read_body()


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """What the API says is for whoever asked, and is data."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _no_such_route() -> Response | None:
    lost = request.routing_exception
    if isinstance(lost, MethodNotAllowed):
        allowed = ", ".join(sorted(lost.valid_methods or ()))
        refusal = problem(405, "method-not-allowed", f"here you may use {allowed}")
        refusal.headers["Allow"] = allowed
        return refusal
    if lost is not None:
        return problem(404, "not-found", "there is nothing at this address")
    return None
