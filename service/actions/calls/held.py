"""The caller came out of the room. A room ends for them when whoever took them leaves it, for a
moment or for good, so they are asked back, told to wait a moment, or offered somebody anew.

They ask again every few seconds, by Twilio's own clock: no lost report keeps them in silence.
"""

from service.actions.calls.heard import Heard
from service.actions.calls.leaving import LEFT_ROOM, end_call, enter_room, note_left, room_of
from service.actions.calls.levels import ask, say
from service.actions.calls.script import GoTo, HangUp, JoinRoom, Pause, Script
from service.actions.ports import Change, Ports
from service.actions.transfer.passing import let_helpers_go
from service.actions.transfer.whereabouts import Next, hold_words, where_next
from service.actions.trying import commit_once, decide_anew
from service.domain.call import CallState

HOLD = "/voice/hold"
LOOK_EVERY_S = 2
SPEAK_EVERY = 4
"""Words when they come out and then about every ten seconds: nobody hears silence for long."""


def left_room(ports: Ports, heard: Heard) -> Script:
    """Out of the room: the caller has hung up, or whoever took them has left it."""
    if heard.gone:
        end_call(ports, heard)
        return (HangUp(),)
    return decide_anew(lambda: _held(ports, heard, speak=True))


def held(ports: Ports, heard: Heard) -> Script:
    """What the caller hears next while somebody may come back to them."""
    speak = heard.place.turn % SPEAK_EVERY == 0
    return decide_anew(lambda: _held(ports, heard, speak=speak))


def _held(ports: Ports, heard: Heard, *, speak: bool) -> Script:
    around = ports.store.around(heard.person(ports), call_sid=heard.sid)
    call, now = around.call, around.now
    if call is None or call.is_waiting or call.state is CallState.CALLBACK:
        return enter_room(ports, heard)
    if call.state is not CallState.TAKEN:
        return ask(ports, heard.place.at("alone"))
    out = call.hold(now)
    where = where_next(around.phone, around.helpers, out.held_since or now, now)
    if where is Next.ENTER:
        commit_once(ports, Change(now=now, records=(call.back(now),)))
        return (JoinRoom(room=room_of(heard.sid), then=heard.place.at("first").path(LEFT_ROOM)),)
    if where is Next.ALONE:
        wakeups = let_helpers_go(around.helpers, all_of_them=True)
        # A room ends for whoever is in it when the other leaves: so both were there.
        note_left(ports, heard, around, talked=True, wakeups=wakeups)
        return ask(ports, heard.place.at("alone"))
    if out != call:
        commit_once(ports, Change(now=now, records=(out,)))
    words = (say(ports, heard.place, hold_words(around.phone)),) if speak else ()
    return (*words, Pause(LOOK_EVERY_S), GoTo(heard.place.again().path(HOLD)))
