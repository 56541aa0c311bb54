"""IncomingPhoneNumbers: the helpline's one number and the addresses it is given."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from service.simulator.rest.front import ACCOUNT, exchange, not_found
from service.simulator.rest.paging import page_of, wanted
from service.simulator.times import now, rfc2822

ADDRESSES = {
    "SmsUrl": "sms_url",
    "SmsFallbackUrl": "sms_fallback_url",
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
}


def add_routes(rest: Blueprint) -> None:
    rest.add_url_rule(f"{ACCOUNT}/IncomingPhoneNumbers.json", "list_numbers", list_all)
    one = f"{ACCOUNT}/IncomingPhoneNumbers/<sid>.json"
    rest.add_url_rule(one, "fetch_number", fetch, methods=["GET"])
    rest.add_url_rule(one, "update_number", update, methods=["POST"])


def list_all() -> Response:
    number = exchange().world.helpline
    found = [number] if wanted("PhoneNumber", number.phone_number) else []
    return page_of("incoming_phone_numbers", found, lambda _: shown())


def fetch(sid: str) -> Response:
    _must_be_ours(sid)
    return jsonify(shown())


def update(sid: str) -> Response:
    _must_be_ours(sid)
    number = exchange().world.helpline
    with exchange().world.changing():
        for name, attribute in ADDRESSES.items():
            if name in request.form:
                setattr(number, attribute, request.form[name])
        number.updated = now()
    return jsonify(shown())


def shown() -> dict[str, Any]:
    number = exchange().world.helpline
    account = exchange().options.account_sid
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "date_created": rfc2822(number.created),
        "date_updated": rfc2822(number.updated),
        "friendly_name": "Helpline",
        "phone_number": number.phone_number,
        "sid": number.sid,
        "sms_method": "POST",
        "sms_url": number.sms_url,
        "sms_fallback_method": "POST",
        "sms_fallback_url": number.sms_fallback_url,
        "status": "in-use",
        "status_callback": number.status_callback,
        "status_callback_method": "POST",
        "uri": f"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{number.sid}.json",
        "voice_method": "POST",
        "voice_url": number.voice_url,
        "voice_fallback_method": "POST",
        "voice_fallback_url": number.voice_fallback_url,
    }


def _must_be_ours(sid: str) -> None:
    if sid != exchange().world.helpline.sid:
        raise not_found()
