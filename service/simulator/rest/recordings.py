"""Recordings: list, fetch, delete, and the sound itself (a tone, then silence)."""

from typing import Any

from flask import Blueprint, Response, jsonify

from service.simulator.model import Recording
from service.simulator.rest.front import ACCOUNT, exchange, not_found
from service.simulator.rest.paging import fits_date, page_of, wanted
from service.simulator.sound import mp3_of, wav_of
from service.simulator.times import rfc2822


def add_routes(rest: Blueprint) -> None:
    rest.add_url_rule(f"{ACCOUNT}/Recordings.json", "list_recordings", list_all)
    rest.add_url_rule(f"{ACCOUNT}/Calls/<call>/Recordings.json", "list_of_call", list_of_call)
    one = f"{ACCOUNT}/Recordings/<sid>"
    rest.add_url_rule(f"{one}.json", "fetch_recording", fetch, methods=["GET"])
    rest.add_url_rule(f"{one}.json", "delete_recording", delete, methods=["DELETE"])
    rest.add_url_rule(f"{one}.wav", "hear_wav", hear_wav)
    rest.add_url_rule(f"{one}.mp3", "hear_mp3", hear_mp3)
    rest.add_url_rule(one, "hear_recording", hear_wav)


def list_all() -> Response:
    with exchange().world.lock:
        found = [
            recording
            for recording in reversed(exchange().world.recordings.values())
            if wanted("CallSid", recording.call_sid) and fits_date("DateCreated", recording.created)
        ]
    return page_of("recordings", found, shown)


def list_of_call(call: str) -> Response:
    with exchange().world.lock:
        found = [one for one in exchange().world.recordings.values() if one.call_sid == call]
    return page_of("recordings", found, shown)


def fetch(sid: str) -> Response:
    return jsonify(shown(_find(sid)))


def delete(sid: str) -> tuple[str, int]:
    _find(sid)
    with exchange().world.changing():
        del exchange().world.recordings[sid]
    return "", 204


def hear_wav(sid: str) -> Response:
    return Response(wav_of(_find(sid).duration), mimetype="audio/x-wav")


def hear_mp3(sid: str) -> Response:
    return Response(mp3_of(_find(sid).duration), mimetype="audio/mpeg")


def shown(recording: Recording) -> dict[str, Any]:
    account = exchange().options.account_sid
    uri = f"/2010-04-01/Accounts/{account}/Recordings/{recording.sid}"
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "call_sid": recording.call_sid,
        "channels": 1,
        "conference_sid": None,
        "date_created": rfc2822(recording.created),
        "date_updated": rfc2822(recording.updated),
        "duration": str(recording.duration),
        "encryption_details": None,
        "error_code": None,
        "media_url": f"https://api.twilio.com{uri}",
        "price": None,
        "price_unit": "USD",
        "sid": recording.sid,
        "source": "RecordVerb",
        "start_time": rfc2822(recording.created),
        "status": "completed",
        "subresource_uris": {},
        "uri": f"{uri}.json",
    }


def _find(sid: str) -> Recording:
    recording = exchange().world.recordings.get(sid)
    if recording is None:
        raise not_found()
    return recording
