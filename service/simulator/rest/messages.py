"""Messages: create, list, fetch, redact, delete."""

import re
from typing import Any

from flask import Blueprint, Response, jsonify, request

from service.simulator.model import Message
from service.simulator.rest.front import ACCOUNT, TwilioError, exchange, field, not_found
from service.simulator.rest.paging import fits_date, page_of, wanted
from service.simulator.texts import send_text
from service.simulator.times import now, rfc2822

E164 = re.compile(r"\+[1-9]\d{6,14}")
LONGEST_BODY = 1600


def add_routes(rest: Blueprint) -> None:
    rest.add_url_rule(f"{ACCOUNT}/Messages.json", "create_message", create, methods=["POST"])
    rest.add_url_rule(f"{ACCOUNT}/Messages.json", "list_messages", list_all, methods=["GET"])
    one = f"{ACCOUNT}/Messages/<sid>.json"
    rest.add_url_rule(one, "fetch_message", fetch, methods=["GET"])
    rest.add_url_rule(one, "update_message", update, methods=["POST"])
    rest.add_url_rule(one, "delete_message", delete, methods=["DELETE"])


def create() -> tuple[Response, int]:
    body, to = field("Body"), field("To")
    media = len(request.form.getlist("MediaUrl"))
    if not to:
        raise TwilioError(400, 21604, "A 'To' phone number is required.")
    if not E164.fullmatch(to):
        raise TwilioError(400, 21211, "Invalid 'To' Phone Number")
    if not field("From") and not field("MessagingServiceSid"):
        raise TwilioError(400, 21603, "A 'From' phone number is required.")
    if field("From") and field("From") != exchange().options.number:
        raise TwilioError(400, 21606, "The 'From' phone number is not a number of this account.")
    if not body and not media:
        raise TwilioError(400, 21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        raise TwilioError(400, 21617, "The message body exceeds the 1600 character limit.")
    callback, valid = field("StatusCallback") or None, field("ValidityPeriod")
    if valid and not valid.isdigit():
        raise TwilioError(400, 21638, "Invalid 'ValidityPeriod'")
    valid_s = float(valid) if valid else None
    message = send_text(exchange(), to, body, "outbound-api", callback, media, valid_s)
    return jsonify(shown(message)), 201


def list_all() -> Response:
    with exchange().world.lock:
        found = [
            message
            for message in reversed(exchange().world.messages.values())
            if wanted("To", message.to)
            and wanted("From", message.from_)
            and fits_date("DateSent", message.sent or message.created)
        ]
    return page_of("messages", found, shown)


def fetch(sid: str) -> Response:
    return jsonify(shown(_find(sid)))


def update(sid: str) -> Response:
    """Only what Twilio allows: an empty Body redacts, Status=canceled is too late here."""
    message = _find(sid)
    if "Body" not in request.form:
        raise TwilioError(400, 20001, "Only Body can be updated.")
    if field("Body"):
        raise TwilioError(400, 20001, "Body can only be emptied.")
    if message.status in ("queued", "sending"):
        raise TwilioError(400, 20009, "Message is not in a final state.")
    with exchange().world.changing():
        message.body, message.updated = "", now()
    return jsonify(shown(message))


def delete(sid: str) -> tuple[str, int]:
    _find(sid)
    with exchange().world.changing():
        del exchange().world.messages[sid]
    return "", 204


def shown(message: Message) -> dict[str, Any]:
    account = exchange().options.account_sid
    uri = f"/2010-04-01/Accounts/{account}/Messages/{message.sid}"
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": rfc2822(message.created),
        "date_sent": rfc2822(message.sent or message.created),
        "date_updated": rfc2822(message.updated),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": "Delivery failed" if message.error_code else None,
        "from": message.from_,
        "messaging_service_sid": None,
        "num_media": str(message.media),
        "num_segments": str(message.segments),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": message.to,
        "uri": f"{uri}.json",
    }


def _find(sid: str) -> Message:
    message = exchange().world.messages.get(sid)
    if message is None:
        raise not_found()
    return message
