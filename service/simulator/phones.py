"""JSON for the page and for tests: what the phones show, and what their people do.

Every deed answers 202 at once; its webhooks happen later, in threads of their own.
"""

import re
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from service.simulator import people, showing
from service.simulator.exchange import Exchange
from service.simulator.faults import BadFault
from service.simulator.model import Phone

NUMBER = re.compile(r"\+?([1-9]\d{6,14})")
SHORT_CODES = frozenset({"988"})
LONGEST_TEXT = 5000
LARGEST_MEDIA = 10
LONGEST_COUNT = 16


class Refused(Exception):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def make_blueprint() -> Blueprint:
    phones = Blueprint("phones", __name__, url_prefix="/simulator")
    phones.before_request(_demand_json)
    phones.register_error_handler(Refused, _refuse)
    phones.register_error_handler(people.NotNow, _refuse)
    phones.register_error_handler(BadFault, _refuse)
    phones.add_url_rule("/state", "state", _state)
    phones.add_url_rule("/wire", "wire", _wire)
    phones.add_url_rule("/calls/<sid>", "story", _story)
    phones.add_url_rule("/faults", "list_faults", _list_faults, methods=["GET"])
    phones.add_url_rule("/faults", "order_fault", _order_fault, methods=["POST"])
    phones.add_url_rule("/faults", "clear_faults", _clear_faults, methods=["DELETE"])
    phones.add_url_rule("/phones/<number>/<deed>", "act", _act, methods=["POST"])
    return phones


def _demand_json() -> None:
    # A page elsewhere can't send this type without asking the browser first.
    if request.method == "POST" and not request.is_json:
        raise Refused(415, "Content-Type must be application/json")


def _refuse(error: Exception) -> tuple[Response, int]:
    status = {people.NotNow: 409, BadFault: 400}.get(type(error), getattr(error, "status", 400))
    return jsonify({"error": str(error)}), status


def _state() -> Response | tuple[str, int]:
    exchange = _exchange()
    since = request.args.get("since")
    if since == str(exchange.world.version):
        return "", 204
    return jsonify(showing.state(exchange))


def _wire() -> Response:
    since = request.args.get("since", "")
    known = since.isascii() and since.isdigit() and len(since) < LONGEST_COUNT
    return jsonify(_exchange().wire.since(int(since) if known else 0))


def _story(sid: str) -> Response:
    call = _exchange().world.calls.get(sid)
    if call is None:
        raise Refused(404, "no such call")
    return jsonify(showing.story(_exchange(), call))


def _list_faults() -> Response:
    return jsonify(_exchange().faults.listed())


def _order_fault() -> tuple[Response, int]:
    _exchange().faults.order(_wish())
    return jsonify(_exchange().faults.listed()), 201


def _clear_faults() -> tuple[str, int]:
    _exchange().faults.clear()
    return "", 204


def _act(number: str, deed: str) -> tuple[Response, int]:
    found, short = NUMBER.fullmatch(number.strip()), number.strip() in SHORT_CODES
    if found is None and not short:
        raise Refused(404, "no such phone")
    act = DEEDS.get(deed)
    if act is None:
        raise Refused(404, "a phone can't do that")
    name = f"+{found[1]}" if found else number.strip()
    sid = act(_exchange().world.phone(name), _wish())
    return jsonify({"sid": sid} if sid else {}), 202


def _text(phone: Phone, wish: dict[str, Any]) -> str:
    body, media = _words(wish, "body"), wish.get("media", 0)
    if not isinstance(media, int) or not 0 <= media <= LARGEST_MEDIA:
        raise Refused(400, "media is a number of pictures, 0 to 10")
    if not body and not media:
        raise Refused(400, "body is empty")
    return people.text(_exchange(), phone, body, media).sid


def _call(phone: Phone, wish: dict[str, Any]) -> str:
    return people.call(_exchange(), phone, anonymous=bool(wish.get("anonymous"))).sid


def _answer(phone: Phone, wish: dict[str, Any]) -> None:
    people.answer(_exchange(), phone, "machine" if wish.get("by") == "machine" else "human")


def _reject(phone: Phone, _: dict[str, Any]) -> None:
    people.decline(_exchange(), phone)


def _hang_up(phone: Phone, _: dict[str, Any]) -> None:
    people.hang_up(_exchange(), phone)


def _press(phone: Phone, wish: dict[str, Any]) -> None:
    people.press(_exchange(), phone, _words(wish, "digits"))


def _say(phone: Phone, wish: dict[str, Any]) -> None:
    confidence = wish.get("confidence", 0.9)
    if not isinstance(confidence, (int, float)) or not 0 <= confidence <= 1:
        raise Refused(400, "confidence is between 0 and 1")
    if not (words := _words(wish, "text")):
        raise Refused(400, "text is empty")
    people.say(_exchange(), phone, words, float(confidence))


def _begin_to_speak(phone: Phone, _: dict[str, Any]) -> None:
    people.begin_to_speak(_exchange(), phone)


def _set_line(phone: Phone, wish: dict[str, Any]) -> None:
    people.set_line(_exchange(), phone, _words(wish, "line"))


DEEDS = {
    "text": _text,
    "call": _call,
    "answer": _answer,
    "reject": _reject,
    "hangup": _hang_up,
    "press": _press,
    "say": _say,
    "speaking": _begin_to_speak,
    "line": _set_line,
}


def _exchange() -> Exchange:
    found: Exchange = current_app.extensions["exchange"]
    return found


def _wish() -> dict[str, Any]:
    try:
        wish = request.get_json(silent=True)
    except RecursionError:
        wish = None
    if not isinstance(wish, dict):
        raise Refused(400, "the request is not a JSON object")
    return wish


def _words(wish: dict[str, Any], name: str) -> str:
    words = wish.get(name, "")
    if not isinstance(words, str) or len(words) > LONGEST_TEXT:
        raise Refused(400, f"{name} is a text of at most {LONGEST_TEXT} letters")
    # No carrier delivers half a surrogate pair, and no form can carry one.
    return words.encode("utf-8", "replace").decode("utf-8")
