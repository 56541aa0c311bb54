"""Conferences, and the bridge between two legs that Dial joins: who is in, who hears whom.

Knows Twilio's rules for start, end and hold. The TwiML around a room is in
`verbs/dial.py`.
"""

from typing import NoReturn

from service.simulator.events import (
    DocumentFailed,
    Event,
    Interrupted,
    Next,
    Pressed,
    RoomClosed,
    RoomOpened,
)
from service.simulator.exchange import Exchange
from service.simulator.follow import follow
from service.simulator.leg import Leg
from service.simulator.model import Call, Conference, Participant
from service.simulator.times import now, rfc2822
from service.simulator.twiml import HOLD_VERBS
from service.simulator.world import forget_oldest

EVENT_NAMES = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
}


def open_bridge(exchange: Exchange, label: str) -> Conference:
    """A nameless room for two legs; it closes as soon as one of them leaves."""
    bridge = Conference(f"bridge {label}", is_bridge=True)
    with exchange.world.changing():
        exchange.world.conferences[bridge.sid] = bridge
    return bridge


def find_or_open(exchange: Exchange, wanted: Conference) -> Conference:
    """The open conference of that name; only who opens it sets its status callback."""
    world = exchange.world
    with world.changing():
        room = world.open_rooms.setdefault(wanted.name, wanted)
        world.conferences[room.sid] = room
        forget_oldest(world.conferences)
        return room


def enter(leg: Leg, room: Conference, participant: Participant) -> None:
    exchange, call = leg.exchange, leg.call
    with exchange.world.changing():
        if room.status == "completed":
            leg.tell(RoomClosed(room.sid))
            return
        for sid in room.participants if participant.beep in ("true", "onEnter") else ():
            exchange.world.hear(exchange.world.calls[sid], "(beep)", "beep")
        room.participants[call.sid] = participant
        call.room, call.room_sid = room.name, room.sid
        leg.tell_story("joins", room=room.name, conference=room.sid)
        if room.status == "init" and _can_start(room):
            room.status = "in-progress"
            room.updated = now()
            announce(exchange, room, "conference-start")
            for sid in room.participants:
                exchange.tell(sid, RoomOpened(room.sid))
        announce(exchange, room, "participant-join", participant)
        see_each_other(exchange, room)


def leave(exchange: Exchange, room: Conference, call_sid: str) -> None:
    """Take a leg out; harmless when it is out already."""
    with exchange.world.changing():
        participant = room.participants.pop(call_sid, None)
        if participant is None:
            return
        call = exchange.world.calls[call_sid]
        call.room, call.room_sid, call.joined_with = None, None, ()
        exchange.world.tell_story(call, "leaves", room=room.name)
        announce(exchange, room, "participant-leave", participant)
        if participant.end_on_exit:
            close(exchange, room, "participant-with-end-conference-on-exit-left", call_sid)
        elif not room.participants:
            close(exchange, room, "last-participant-left", call_sid)
        else:
            see_each_other(exchange, room)


def close(exchange: Exchange, room: Conference, reason: str, by: str | None = None) -> None:
    """End a conference; whoever is still in it goes on after its Dial."""
    with exchange.world.changing():
        if room.status == "completed":
            return
        room.status, room.reason_ended, room.ended_by = "completed", reason, by
        room.updated = now()
        if exchange.world.open_rooms.get(room.name) is room:
            del exchange.world.open_rooms[room.name]
        for sid in list(room.participants):
            exchange.tell(sid, RoomClosed(room.sid))
            leave(exchange, room, sid)
        announce(exchange, room, "conference-end")
        if room.is_bridge:
            exchange.world.conferences.pop(room.sid, None)


def stay(
    leg: Leg,
    room: Conference,
    hold: Next | None,
    limit_s: float,
    *,
    star_ends: bool = False,
    silent: bool = False,
) -> str:
    """Remain in the room; returns what ended it: closed, star or limit. `silent`: no music."""

    if room.status == "init":
        stop = _hold(leg, room, hold, star_ends=star_ends, silent=silent)
        if not isinstance(stop, RoomOpened):
            return "star" if isinstance(stop, Pressed) else "closed"
    end = leg.exchange.clock.now_s() + limit_s
    while (left := end - leg.exchange.clock.now_s()) > 0:
        event = leg.wait(left, RoomClosed, Pressed)
        if isinstance(event, RoomClosed) and event.sid == room.sid:
            return "closed"
        if isinstance(event, Pressed) and star_ends and event.key == "*":
            return "star"
    return "limit"


def see_each_other(exchange: Exchange, room: Conference) -> None:
    """Bring up to date who is joined with whom; a lone participant is told so."""
    calls = exchange.world.calls
    audible = [sid for sid, one in room.participants.items() if not one.hold]
    for sid in room.participants:
        before = calls[sid].joined_with
        others = [calls[o].phone for o in audible if o != sid and sid in audible]
        calls[sid].joined_with = tuple(others) if room.status == "in-progress" else ()
        if before and not calls[sid].joined_with:
            exchange.world.hear(calls[sid], "(nobody else is on the line)", "notice")


def carry_voice(exchange: Exchange, call: Call, words: str) -> None:
    """What a participant says is heard by the others, unless muted."""
    world = exchange.world
    with world.changing():
        world.tell_story(call, "said", text=words)
        room = world.conferences.get(call.room_sid or "")
        if room is None or room.participants[call.sid].muted:
            return
        for sid, other in room.participants.items():
            if sid != call.sid and not other.hold:
                world.hear(world.calls[sid], words, "person", voice=call.phone)


def announce(
    exchange: Exchange, room: Conference, event: str, participant: Participant | None = None
) -> None:
    """Send the conference's status callback where somebody asked for this event."""
    if room.is_bridge or EVENT_NAMES[event] not in room.status_events:
        return
    room.sequence += 1
    fields = {
        "AccountSid": exchange.options.account_sid,
        "ConferenceSid": room.sid,
        "FriendlyName": room.name,
        "StatusCallbackEvent": event,
        "SequenceNumber": str(room.sequence),
        "Timestamp": rfc2822(now()) or "",
    }
    if participant:
        fields |= _about(participant)
    if event == "conference-end":
        fields["ReasonConferenceEnded"] = room.reason_ended or ""
        fields["CallSidEndingConference"] = room.ended_by or ""
    exchange.notify(room.sid, room.status_callback, fields, room.status_method)


def _about(participant: Participant) -> dict[str, str]:
    return {
        "CallSid": participant.call_sid,
        "ParticipantLabel": participant.label or "",
        "Muted": str(participant.muted).lower(),
        "Hold": str(participant.hold).lower(),
        "StartConferenceOnEnter": str(participant.start_on_enter).lower(),
        "EndConferenceOnExit": str(participant.end_on_exit).lower(),
        "Coaching": "false",
    }


def _can_start(room: Conference) -> bool:
    return len(room.participants) >= 2 and any(
        participant.start_on_enter for participant in room.participants.values()
    )


def _hold(leg: Leg, room: Conference, hold: Next | None, *, star_ends: bool, silent: bool) -> Event:
    """Sound the waiting music until an event ends it."""

    def ends_holding(event: Event) -> bool:
        if isinstance(event, Pressed):
            return star_ends and event.key == "*"
        return isinstance(event, (RoomOpened, RoomClosed)) and event.sid == room.sid

    try:
        with leg.interrupted_by(ends_holding):
            _hear_hold(leg, hold, silent=silent)
    except Interrupted as stop:
        return stop.event


def _hear_hold(leg: Leg, hold: Next | None, *, silent: bool) -> NoReturn:
    """Play the waiting document over and over, or Twilio's own music where none is named."""
    while hold is not None:
        try:
            follow(leg, hold, HOLD_VERBS)
        except DocumentFailed:
            hold = None
        leg.wait(1)
    if not silent:
        leg.hear("(hold music)", "hold")
    while True:
        leg.wait(None)
