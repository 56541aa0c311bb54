"""Calls: create, list, fetch, redirect or end."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from service.simulator.events import HungUp, Next, Redirected
from service.simulator.model import Call
from service.simulator.outbound import Order, place_call
from service.simulator.rest.front import ACCOUNT, TwilioError, exchange, field, not_found
from service.simulator.rest.messages import E164
from service.simulator.rest.paging import fits_date, page_of, wanted
from service.simulator.times import rfc2822

EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})
LONGEST_TWIML = 4000
# The lifeline, which Twilio connects like any phone. It would also dial 911: nobody here may.
SHORT_CODES = frozenset({"988"})
LONGEST_RING_S = 600


def add_routes(rest: Blueprint) -> None:
    rest.add_url_rule(f"{ACCOUNT}/Calls.json", "create_call", create, methods=["POST"])
    rest.add_url_rule(f"{ACCOUNT}/Calls.json", "list_calls", list_all, methods=["GET"])
    one = f"{ACCOUNT}/Calls/<sid>.json"
    rest.add_url_rule(one, "fetch_call", fetch, methods=["GET"])
    rest.add_url_rule(one, "update_call", update, methods=["POST"])


def create() -> tuple[Response, int]:
    to = field("To")
    if not to:
        raise TwilioError(400, 21201, "No 'To' number is specified")
    if not E164.fullmatch(to) and to not in SHORT_CODES:
        raise TwilioError(400, 21211, "Invalid 'To' Phone Number")
    if field("From") != exchange().options.number:
        raise TwilioError(400, 21210, "'From' is not a number of this account")
    events = frozenset(request.form.getlist("StatusCallbackEvent")) or {"completed"}
    if not events <= EVENTS:
        raise TwilioError(400, 21626, "Invalid 'StatusCallbackEvent'")
    order = Order(
        to=to,
        first=_step(),
        ring_s=_ring_time(),
        fallback_url=field("FallbackUrl") or None,
        status_callback=field("StatusCallback") or None,
        status_method=field("StatusCallbackMethod", "POST"),
        status_events=frozenset(events),
        detects_machines=field("MachineDetection"),
        reports_machines_to=field("AsyncAmdStatusCallback")
        if field("AsyncAmd") == "true"
        else None,
    )
    call = place_call(exchange(), order)
    return jsonify(shown(call)), 201


def list_all() -> Response:
    with exchange().world.lock:
        found = [
            call
            for call in reversed(exchange().world.calls.values())
            if wanted("To", call.to)
            and wanted("From", call.from_)
            and wanted("Status", call.status)
            and wanted("ParentCallSid", call.parent_sid or "")
            and fits_date("StartTime", call.started)
            and fits_date("EndTime", call.ended)
        ]
    return page_of("calls", found, shown)


def fetch(sid: str) -> Response:
    return jsonify(shown(_find(sid)))


def update(sid: str) -> Response:
    call, status = _find(sid), field("Status")
    if not call.is_live:
        raise TwilioError(400, 21220, "Call is not in-progress. Cannot redirect.")
    if status not in ("", "canceled", "completed"):
        raise TwilioError(400, 21218, "Invalid 'Status'")
    if status == "completed" or (status == "canceled" and call.status != "in-progress"):
        exchange().tell(sid, HungUp("api"))
    elif not status:
        if call.status != "in-progress":
            raise TwilioError(400, 21220, "Call is not in-progress. Cannot redirect.")
        exchange().tell(sid, Redirected(_step()))
    return jsonify(shown(call))


def shown(call: Call) -> dict[str, Any]:
    account = exchange().options.account_sid
    uri = f"/2010-04-01/Accounts/{account}/Calls/{call.sid}"
    return {
        "account_sid": account,
        "annotation": None,
        "answered_by": call.answered_by,
        "api_version": "2010-04-01",
        "caller_name": None,
        "date_created": rfc2822(call.created),
        "date_updated": rfc2822(call.updated),
        "direction": call.direction,
        "duration": None if call.duration is None else str(call.duration),
        "end_time": rfc2822(call.ended),
        "forwarded_from": None,
        "from": call.from_,
        "from_formatted": call.from_,
        "group_sid": None,
        "parent_call_sid": call.parent_sid,
        "phone_number_sid": exchange().world.helpline.sid,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        "start_time": rfc2822(call.started),
        "status": call.status,
        "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
        "to": call.to,
        "to_formatted": call.to,
        "trunk_sid": None,
        "uri": f"{uri}.json",
    }


def _step() -> Next:
    """Where the call is to go on: Twiml in the request, or a Url."""
    base = exchange().options.signed_url + "/"
    twiml, url = field("Twiml"), field("Url")
    if twiml:
        if len(twiml) > LONGEST_TWIML:
            raise TwilioError(400, 32018, "Twiml is longer than 4000 characters")
        return Next(base, twiml=twiml)
    if not url.startswith(("http://", "https://")):
        raise TwilioError(400, 21205, "Url is not a valid URL")
    return Next(url, (field("Method") or "POST").upper())


def _ring_time() -> float:
    text = field("Timeout", "60")
    if not text.isdigit():
        raise TwilioError(400, 20001, "Invalid 'Timeout'")
    return min(float(text), LONGEST_RING_S)


def _find(sid: str) -> Call:
    call = exchange().world.calls.get(sid)
    if call is None:
        raise not_found()
    return call
