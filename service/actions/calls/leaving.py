"""Out of the line, into the room, out of the room, and the end of the call."""

from datetime import timedelta

from service.actions.alert_taking import taken_by_talking
from service.actions.asking import Wish, promise_to
from service.actions.calls.given_number import ask_number
from service.actions.calls.heard import Heard
from service.actions.calls.levels import ask, farewell, listen, message_offer, say
from service.actions.calls.line import CLOSING_WORDS, end_wait
from service.actions.calls.person import crisis_words, wait_in_line
from service.actions.calls.script import HangUp, JoinRoom, Say, Script
from service.actions.calls.times import promise_spoken
from service.actions.ports import Around, AuditLine, Change, Ports, Record, WakeUp
from service.actions.transfer.passing import let_helpers_go
from service.actions.trying import commit_once, decide_anew
from service.domain.call import Call, CallState
from service.domain.callback import Callback, Outcome, Reason
from service.domain.errors import NotAllowed

LEFT_ROOM = "/voice/left-room"
TOGETHER = timedelta(seconds=10)


def room_of(name: str) -> str:
    """The name of the room in which a call or a callback is talked about."""
    return f"room-{name}"


def queue_left(ports: Ports, heard: Heard) -> Script:
    """The wait is over, for whatever reason Twilio gives; the record says what comes next."""
    if heard.result == "hangup" or heard.gone:
        end_call(ports, heard)
        return (HangUp(),)
    return decide_anew(lambda: _out_of_queue(ports, heard))


def _out_of_queue(ports: Ports, heard: Heard) -> Script:
    around = ports.store.around(heard.person(ports), call_sid=heard.sid)
    call = around.call
    if call is None:
        return ask(ports, heard.place.at("first"))
    if heard.result == "redirected" and call.state is CallState.TAKEN:
        return (_into_room(heard),)  # a worker led the caller on already: nothing is settled here
    if heard.result == "redirected" and call.is_waiting:
        return wait_in_line(heard.place)
    if call.is_waiting:
        # Twilio could not keep the caller in its queue (error, queue-full, system-error).
        around = end_wait(ports, around, call)
        call = around.call or call
    return _after_the_line(ports, heard, around, call)


def enter_room(ports: Ports, heard: Heard) -> Script:
    """Bring the caller to whoever took the call."""
    return decide_anew(lambda: _enter_room(ports, heard))


def _enter_room(ports: Ports, heard: Heard) -> Script:
    around = ports.store.around(heard.person(ports), call_sid=heard.sid)
    call = around.call
    if call is None:
        return ask(ports, heard.place.at("first"))
    if call.is_waiting:  # whoever took it is gone again
        return crisis_words(ports, heard) if call.off_queue else wait_in_line(heard.place)
    if call.state is not CallState.TAKEN:
        return _after_the_line(ports, heard, around, call)
    if call.joined_at is not None and (around.phone is None or not around.phone.is_live):
        # They came into an empty room, and would sit there in silence for ever.
        note_left(ports, heard, around, talked=False)
        return ask(ports, heard.place.at("alone"))
    return _join(ports, heard, around, call)


def end_call(ports: Ports, heard: Heard) -> None:
    """The caller's line is gone: nobody is rung for them any more, and their callback is free."""
    decide_anew(lambda: over(ports, heard.person(ports), heard.sid))


def over(ports: Ports, person: str, sid: str) -> None:
    """End a call in the record; ending it twice changes nothing."""
    around = ports.store.around(person, call_sid=sid)
    call = around.call
    if call is None or call.is_over:
        return
    wakeups = _for_the_specialist(around, call)
    if call.state is CallState.TAKEN:  # what rings for them stops, who came to help is told
        wakeups = (*wakeups, *let_helpers_go(around.helpers, all_of_them=True))
    callback, lines = _freed(around, call, talked=_were_together(around, call))
    records: tuple[Record, ...] = (call.end("hang-up", around.now), *callback)
    commit_once(ports, Change(now=around.now, records=records, wakeups=wakeups, audit=lines))


def _for_the_specialist(around: Around, call: Call) -> tuple[WakeUp, ...]:
    """The phone that rings for nobody stops; who waits in the room for nobody is told so.

    A room ends by itself when somebody leaves it, but a caller may hang up on the way there.
    """
    if call.is_waiting:
        return tuple(WakeUp("hang_up", leg) for leg in call.legs)
    on_the_way = call.joined_at is None or around.now - call.joined_at < TOGETHER
    on_the_way = on_the_way or call.held_since is not None
    on_the_way = on_the_way or (call.back_at is not None and around.now - call.back_at < TOGETHER)
    taken = call.state is CallState.TAKEN
    return (WakeUp("lead_on", call.leg),) if taken and on_the_way and call.leg else ()


def _after_the_line(ports: Ports, heard: Heard, around: Around, call: Call) -> Script:
    match call.state:
        case CallState.TAKEN:
            return _join(ports, heard, around, call)
        case CallState.CALLBACK:
            return _saved(ports, heard, around, call)
        case CallState.MENU if call.crisis:
            return crisis_words(ports, heard)  # never hung up on (R29), whatever was lost
        case CallState.MENU if call.ending != CLOSING_WORDS and _wants_no_call(ports, around, call):
            place = heard.place.at("nobody", open=False)
            return (listen(ports, place, say(ports, place, "no_one_took_it_no_calls")),)
        case CallState.MENU if call.ending != CLOSING_WORDS:
            return ask_number(ports, heard, "" if call.phone else "callback_cannot")
        case _:
            return farewell(ports, heard.place)


def _wants_no_call(ports: Ports, around: Around, call: Call) -> bool:
    """Whether they could be called back, had they not told us not to."""
    return ports.policy.reach.covers(call.phone) and not around.person.takes_calls


def _join(ports: Ports, heard: Heard, around: Around, call: Call) -> Script:
    if call.joined_at is not None:
        # They came by themselves just before a worker led them here, which ended the room.
        commit_once(ports, Change(now=around.now, records=(call.back(around.now),)))
    else:
        alert, lines = taken_by_talking(around, call.specialist)
        change = Change(
            now=around.now,
            records=(call.join(around.now), *alert),
            audit=lines,
            request=f"{heard.sid}:room:{call.leg}",
        )
        ports.store.commit(change)
    return (_into_room(heard),)


def _into_room(heard: Heard) -> JoinRoom:
    return JoinRoom(room=room_of(heard.sid), then=heard.place.at("first").path(LEFT_ROOM))


def _saved(ports: Ports, heard: Heard, around: Around, call: Call) -> Script:
    if call.crisis and call.unasked:
        # Never hung up on (R29): their callback is saved, and 988 is said again and again.
        place = heard.place.at("crisis", open=False)
        return ask(ports, place, say(ports, place, "no_specialist_took_it"))
    place = heard.place.at("saved", via="crisis" if call.crisis else "")
    callback = around.callback
    phone, zone = (callback.phone, callback.zone) if callback else (call.phone, "")
    wish = Wish(
        phone=phone,
        language=place.language,
        reason=Reason.LEFT_THE_LINE,
        channel="voice",
        crisis=call.crisis,
        zone=zone,
    )
    promise = promise_to(around, wish, ports.policy)
    when = promise_spoken(promise, phone, zone, around.now, place.language)
    says: tuple[Say, ...] = (say(ports, place, "callback_saved", last_four=phone[-4:], when=when),)
    if call.unasked:
        says = (say(ports, place, "no_specialist_took_it"), *says, *message_offer(ports, place))
    return (listen(ports, place, *says),)


def _were_together(around: Around, call: Call) -> bool:
    """Whether both have been in the room for long enough to have spoken."""
    if call.joined_at is None:
        return False
    leg = around.phone
    if leg is None or leg.is_live or leg.ended_at is None:
        return leg is not None
    return leg.ended_at - call.joined_at >= TOGETHER


def note_left(
    ports: Ports,
    heard: Heard,
    around: Around,
    *,
    talked: bool,
    wakeups: tuple[WakeUp, ...] = (),
) -> None:
    """The talk is over and the caller still on the line; `talked`: both were in the room."""
    call = around.call
    if call is None or call.state is not CallState.TAKEN:
        return
    callback, lines = _freed(around, call, talked=talked and call.joined_at is not None)
    change = Change(
        now=around.now,
        records=(call.left_alone(around.now), *callback),
        wakeups=wakeups,
        audit=lines,
        request=f"{heard.sid}:left-room:{call.leg}",
    )
    ports.store.commit(change)


def _asked_in_the_talk(callback: Callback, call: Call) -> bool:
    """Whether they wanted another call though they had somebody: this one does not settle it."""
    return call.joined_at is not None and callback.created_at > call.joined_at


def _freed(
    around: Around, call: Call, *, talked: bool
) -> tuple[tuple[Callback, ...], tuple[AuditLine, ...]]:
    """The caller's open callback once this call is over: kept when they talked with somebody.

    It stays in the queue's record untouched until both were in the room: closing it sooner could
    lose it, leaving it open would ring somebody who has just been helped.
    """
    callback = around.callback
    if callback is None or callback.on_line != call.sid:
        return (), ()
    free = callback.rang_off()
    if not talked or _asked_in_the_talk(callback, call):
        return (free,), ()
    try:
        closed = free.close(Outcome.REACHED, around.now)
    except NotAllowed:
        return (free,), ()
    line = AuditLine(
        call.specialist or "service", "closed", f"callback:{callback.id}", "they called and talked"
    )
    return (closed,), (line,)
