"""The door of the REST API: auth, ordered faults, error JSON, the log of the wire.

Knows nothing of any one resource; those register their routes on the blueprint.
"""

import hmac
import time
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException

from service.simulator.exchange import Exchange
from service.simulator.faults import Fault

VERSION = "/2010-04-01"
ACCOUNT = f"{VERSION}/Accounts/<account>"


class TwilioError(Exception):
    """Refused as Twilio would refuse it."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def exchange() -> Exchange:
    found: Exchange = current_app.extensions["exchange"]
    return found


def not_found() -> TwilioError:
    path = request.path
    return TwilioError(404, 20404, f"The requested resource {path} was not found")


def field(name: str, default: str = "") -> str:
    return request.form.get(name, default)


def make_blueprint() -> Blueprint:
    rest = Blueprint("rest", __name__)
    rest.url_value_preprocessor(_take_account)
    rest.before_request(_open_door)
    rest.after_request(_close_door)
    rest.register_error_handler(TwilioError, _refuse)
    rest.register_error_handler(HTTPException, _refuse_plainly)
    return rest


def _take_account(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Every path names the account; no resource needs to hear it again."""
    g.account = (values or {}).pop("account", None)


def _open_door() -> Response | None:
    g.started = time.monotonic()
    options = exchange().options
    auth = request.authorization
    known = auth is not None and (auth.username or "") == options.account_sid
    secret = (auth.password or "") if auth else ""
    if not known or not hmac.compare_digest(secret.encode(), options.auth_token.encode()):
        raise TwilioError(401, 20003, "Authenticate")
    if g.account != options.account_sid:
        raise not_found()
    fault = exchange().faults.for_rest(request.method, request.path, field("To"))
    g.fault = fault
    if fault and not fault.after_accepting:
        return _misbehave(fault)
    return None


def _close_door(response: Response) -> Response:
    fault = g.get("fault")
    if fault and fault.after_accepting and response.status_code < 400:
        response = _misbehave(fault) or response
    g.fault = None
    exchange().wire.note(
        "rest",
        request.method,
        request.full_path.rstrip("?"),
        response.status_code,
        signed=request.authorization is not None,
        ms=(time.monotonic() - g.started) * 1000,
        params=request.form.to_dict(),
        response_headers={"Content-Type": response.content_type},
    )
    return response


def _misbehave(fault: Fault) -> Response | None:
    if fault.hang_s:
        time.sleep(fault.hang_s)
    if not fault.status:
        return None
    answer = _error_json(fault.status, fault.code, fault.message)
    if fault.status == 429:
        answer.headers["Retry-After"] = "1"
    return answer


def _refuse(error: TwilioError) -> Response:
    answer = _error_json(error.status, error.code, str(error))
    if error.status == 401:
        answer.headers["WWW-Authenticate"] = 'Basic realm="Twilio API"'
    return answer


def _refuse_plainly(error: HTTPException) -> Response:
    status = error.code or 500
    return _error_json(status, 20404 if status == 404 else 20001, error.name)


def _error_json(status: int, code: int, message: str) -> Response:
    body: dict[str, Any] = {"code": code or status, "message": message, "status": status}
    body["more_info"] = f"https://www.twilio.com/docs/errors/{code or status}"
    answer = jsonify(body)
    answer.status_code = status
    return answer
