"""Turns what the world knows into JSON for the page and for tests. Changes nothing."""

from typing import Any

from service.simulator.exchange import Exchange
from service.simulator.model import Call, Heard, Message, Phone
from service.simulator.times import iso8601
from service.simulator.world import World

SHOWN_MESSAGES = 200
SHOWN_HISTORY = 10


def state(exchange: Exchange) -> dict[str, Any]:
    """Everything the page draws; one picture, taken under the lock."""
    world = exchange.world
    with world.lock:
        return {
            "version": world.version,
            "helpline": world.helpline.phone_number,
            "phones": [_phone(world, phone) for phone in world.phones.values()],
            "queues": [
                {
                    "sid": queue.sid,
                    "name": queue.name,
                    "members": [member.call_sid for member in queue.members],
                }
                for queue in world.queues.values()
            ],
            "conferences": [
                {
                    "sid": room.sid,
                    "name": room.name,
                    "status": room.status,
                    "participants": list(room.participants),
                }
                for room in world.open_rooms.values()
            ],
            "errors": list(world.errors),
        }


def story(exchange: Exchange, call: Call) -> dict[str, Any]:
    """All there is to know of one call, in the order it happened."""
    world = exchange.world
    with world.lock:
        return _past(call) | {
            "from": call.from_,
            "to": call.to,
            "phone": call.phone,
            "direction": call.direction,
            "parent_sid": call.parent_sid,
            "answered_by": call.answered_by,
            "error_code": call.error_code,
            "expects": call.expects,
            "queue": call.queue,
            "room": call.room,
            "joined_with": list(call.joined_with),
            "heard": [_heard(one) for one in call.heard],
            "events": list(call.story),
            "recordings": [
                {"sid": one.sid, "duration": one.duration, "said": one.said}
                for one in world.recordings.values()
                if one.call_sid == call.sid
            ],
        }


def _phone(world: World, phone: Phone) -> dict[str, Any]:
    call = world.calls.get(phone.call_sid or "")
    texts = [world.messages[sid] for sid in phone.messages if sid in world.messages]
    past = [world.calls[sid] for sid in phone.history if sid in world.calls]
    return {
        "number": phone.number,
        "label": phone.label,
        "line": phone.line,
        "messages": [_message(text) for text in texts[-SHOWN_MESSAGES:]],
        "call": _call(call) if call else None,
        "history": [_past(one) for one in past[-SHOWN_HISTORY:]],
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "sid": call.sid,
        "with": call.other,
        "direction": "outgoing" if call.direction == "inbound" else "incoming",
        "status": call.status,
        "heard": [_heard(one) for one in call.heard],
        "expects": call.expects,
        "queue": call.queue,
        "room": call.room,
        "joined_with": list(call.joined_with),
        "started": iso8601(call.started),
    }


def _past(call: Call) -> dict[str, Any]:
    return {
        "sid": call.sid,
        "with": call.other,
        "direction": call.direction,
        "status": call.status,
        "created": iso8601(call.created),
        "started": iso8601(call.started),
        "ended": iso8601(call.ended),
        "duration": call.duration,
    }


def _heard(heard: Heard) -> dict[str, Any]:
    return {
        "n": heard.n,
        "text": heard.text,
        "language": heard.language,
        "voice": heard.voice,
        "verb": heard.verb,
        "rate": heard.rate,
        "at": iso8601(heard.at),
    }


def _message(message: Message) -> dict[str, Any]:
    told = message.answer_headers
    return {
        "id": message.sid,
        "from": message.from_,
        "to": message.to,
        "body": message.body,
        "media": message.media,
        "at": iso8601(message.created),
        "direction": message.direction,
        "status": message.status,
        "segments": message.segments,
        "error_code": message.error_code,
        "outcome": told.get("x-helpline-outcome"),
        "matched": told.get("x-helpline-matched"),
    }
