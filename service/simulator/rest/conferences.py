"""Conferences and participants: list, fetch, end; mute, hold, take out."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from service.simulator import rooms
from service.simulator.events import RoomClosed
from service.simulator.model import Conference, Participant
from service.simulator.rest.front import ACCOUNT, TwilioError, exchange, field, not_found
from service.simulator.rest.paging import fits_date, page_of, wanted
from service.simulator.times import now, rfc2822


def add_routes(rest: Blueprint) -> None:
    rest.add_url_rule(f"{ACCOUNT}/Conferences.json", "list_conferences", list_all)
    one = f"{ACCOUNT}/Conferences/<sid>"
    rest.add_url_rule(f"{one}.json", "fetch_conference", fetch, methods=["GET"])
    rest.add_url_rule(f"{one}.json", "update_conference", update, methods=["POST"])
    rest.add_url_rule(f"{one}/Participants.json", "list_participants", list_participants)
    person = f"{one}/Participants/<who>.json"
    rest.add_url_rule(person, "fetch_participant", fetch_participant, methods=["GET"])
    rest.add_url_rule(person, "update_participant", update_participant, methods=["POST"])
    rest.add_url_rule(person, "delete_participant", take_out, methods=["DELETE"])


def list_all() -> Response:
    with exchange().world.lock:
        found = [
            room
            for room in reversed(exchange().world.conferences.values())
            if not room.is_bridge
            and wanted("FriendlyName", room.name)
            and wanted("Status", room.status)
            and fits_date("DateCreated", room.created)
        ]
    return page_of("conferences", found, shown)


def fetch(sid: str) -> Response:
    return jsonify(shown(_find(sid)))


def update(sid: str) -> Response:
    room = _find(sid)
    if field("Status") == "completed":
        rooms.close(exchange(), room, "conference-ended-via-api")
    return jsonify(shown(room))


def list_participants(sid: str) -> Response:
    room = _find(sid)
    with exchange().world.lock:
        found = list(room.participants.values())
    return page_of("participants", found, lambda one: shown_participant(room, one))


def fetch_participant(sid: str, who: str) -> Response:
    room = _find(sid)
    return jsonify(shown_participant(room, _participant(room, who)))


def update_participant(sid: str, who: str) -> Response:
    room = _find(sid)
    participant = _participant(room, who)
    with exchange().world.changing():
        for name, attribute in (("Muted", "muted"), ("Hold", "hold")):
            if name in request.form:
                _switch(room, participant, attribute, is_on=field(name).lower() == "true")
        if "EndConferenceOnExit" in request.form:
            participant.end_on_exit = field("EndConferenceOnExit").lower() == "true"
        participant.updated = now()
        rooms.see_each_other(exchange(), room)
    return jsonify(shown_participant(room, participant))


def take_out(sid: str, who: str) -> tuple[str, int]:
    room = _find(sid)
    participant = _participant(room, who)
    rooms.leave(exchange(), room, participant.call_sid)
    exchange().tell(participant.call_sid, RoomClosed(room.sid))
    return "", 204


def shown(room: Conference) -> dict[str, Any]:
    account = exchange().options.account_sid
    uri = f"/2010-04-01/Accounts/{account}/Conferences/{room.sid}"
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "call_sid_ending_conference": room.ended_by,
        "date_created": rfc2822(room.created),
        "date_updated": rfc2822(room.updated),
        "friendly_name": room.name,
        "reason_conference_ended": room.reason_ended,
        "region": "us1",
        "sid": room.sid,
        "status": room.status,
        "subresource_uris": {"participants": f"{uri}/Participants.json"},
        "uri": f"{uri}.json",
    }


def shown_participant(room: Conference, one: Participant) -> dict[str, Any]:
    account = exchange().options.account_sid
    return {
        "account_sid": account,
        "call_sid": one.call_sid,
        "call_sid_to_coach": None,
        "coaching": False,
        "conference_sid": room.sid,
        "date_created": rfc2822(one.created),
        "date_updated": rfc2822(one.updated),
        "end_conference_on_exit": one.end_on_exit,
        "hold": one.hold,
        "label": one.label,
        "muted": one.muted,
        "queue_time": None,
        "start_conference_on_enter": one.start_on_enter,
        "status": "connected",
        "uri": f"/2010-04-01/Accounts/{account}/Conferences/{room.sid}"
        f"/Participants/{one.call_sid}.json",
    }


def _switch(room: Conference, one: Participant, attribute: str, *, is_on: bool) -> None:
    if getattr(one, attribute) == is_on:
        return
    setattr(one, attribute, is_on)
    what = {"muted": "mute", "hold": "hold"}[attribute]
    event = f"participant-{what}" if is_on else f"participant-un{what}"
    rooms.announce(exchange(), room, event, one)


def _find(sid: str) -> Conference:
    room = exchange().world.conferences.get(sid)
    if room is None:
        raise not_found()
    return room


def _participant(room: Conference, who: str) -> Participant:
    """By CallSid or by label."""
    if room.status == "completed":
        raise TwilioError(404, 20404, "The conference has ended")
    for participant in room.participants.values():
        if who in (participant.call_sid, participant.label):
            return participant
    raise not_found()
