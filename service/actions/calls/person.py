"""0 and 8: a person. The caller goes into the live queue, or hears truthfully that nobody is here.

A crisis goes to the front and alerts everybody on duty. Where nobody is, the caller hears 988 again
and again while whoever is on call is rung; 911 is never dialled by the service.
"""

from contextlib import suppress
from dataclasses import replace

from service.actions.calls.answering import can_answer, new_call
from service.actions.calls.blocked import is_refused, said_again
from service.actions.calls.heard import Heard
from service.actions.calls.levels import ask, crisis_in_both, listen, message_offer, say
from service.actions.calls.place import ROOM, Place
from service.actions.calls.raising import crisis_records, in_safe_mode, raising
from service.actions.calls.script import GoTo, RingNumber, Say, Script, WaitInLine
from service.actions.ports import Around, AuditLine, Change, Ports, Record, WakeUp
from service.actions.trying import decide_anew
from service.domain.call import Call, CallState
from service.domain.errors import LostRace, TryLater

WAIT = "/voice/wait"
QUEUE_LEFT = "/voice/queue-left"


def ask_for_person(ports: Ports, heard: Heard, *, silent: bool = False) -> Script:
    """Put the caller in line if somebody can come to the phone."""
    if heard.place.in_crisis:  # they stay where nobody is hung up on
        return crisis(ports, heard, "self-harm")
    stored = decide_anew(lambda: _join_line(ports, heard, silent=silent))
    if stored == "line":
        return wait_in_line(heard.place, say(ports, heard.place, "connecting"))
    if stored == "no-speaker" and ports.policy.interpreter_number:
        return ask(ports, heard.place.at("interpreter", open=False))
    if stored == "no-speaker":
        place = heard.place.at("nobody", open=False)
        offer, more = say(ports, place, "first_silence_closed"), message_offer(ports, place)
        return (listen(ports, place, say(ports, place, "no_speaker"), offer, *more),)
    if stored == "blocked":
        return said_again(ports, heard, heard.place)
    return ask(ports, heard.place.at("nobody", open=False))


def with_interpreter(ports: Ports, heard: Heard) -> Script:
    """Whoever is on shift, and an interpreter beside them."""
    stored = decide_anew(lambda: _join_line(ports, heard, interpreter=True))
    if stored == "line":
        return wait_in_line(heard.place, say(ports, heard.place, "connecting"))
    if stored == "blocked":
        return said_again(ports, heard, heard.place)
    return ask(ports, heard.place.at("nobody", open=False))


def crisis(ports: Ports, heard: Heard, kind: str) -> Script:
    """The crisis words, whatever else fails; somebody here first in line, if anybody is."""
    transfer = ports.policy.crisis_transfer_number
    if heard.place.level == "crisis" and heard.digits == "8" and transfer:
        _stop_ringing(ports, heard)
        return (RingNumber(number=transfer), *crisis_words(ports, heard))
    try:
        stored = decide_anew(lambda: _join_line(ports, heard, kind=kind or "self-harm"))
    except TryLater:
        stored = "nobody"  # without the store nobody was told, and nothing is claimed
    if stored == "line":
        return wait_in_line(heard.place, say(ports, heard.place, "crisis_on_duty"))
    return crisis_words(ports, heard)


def crisis_words(ports: Ports, heard: Heard) -> Script:
    """Nobody is here: 911, 988, and the crisis line where one is configured."""
    return ask(ports, heard.place.at("crisis", open=False))


def crisis_again(ports: Ports, heard: Heard) -> Script:
    """Twenty seconds later the same words, or the room, should whoever is on call have come."""
    if _is_taken(ports, heard):
        return (GoTo(heard.place.again().path(ROOM)),)
    return ask(ports, heard.place.again())


def crisis_unclear(ports: Ports, heard: Heard) -> Script:
    """A key that is not offered, or words nobody understands: the same words, and not a hint at
    people who are not here."""
    if _is_taken(ports, heard):
        return (GoTo(heard.place.again().path(ROOM)),)
    return crisis_in_both(ports, heard.place.again())


def _is_taken(ports: Ports, heard: Heard) -> bool:
    try:
        call = ports.store.around(heard.person(ports), call_sid=heard.sid).call
    except TryLater:
        return False
    return call is not None and call.state is CallState.TAKEN


def _stop_ringing(ports: Ports, heard: Heard) -> None:
    """Nobody here takes the caller any more, once they are on the way to another line."""
    with suppress(TryLater, LostRace):
        decide_anew(lambda: _to_crisis_line(ports, heard))


def _to_crisis_line(ports: Ports, heard: Heard) -> None:
    request = heard.request("crisis-line")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    call = around.call
    if around.seen is not None or call is None or call.state is CallState.TAKEN:
        return
    callback = (around.callback.rang_off(),) if around.callback else ()
    left = replace(call.leave_line(around.now), ending="crisis-line")
    change = Change(
        now=around.now,
        records=(left, *callback),
        wakeups=tuple(WakeUp("hang_up", leg) for leg in call.legs),
        audit=(AuditLine("person", "connected to the crisis line", f"call:{call.sid}"),),
        request=request,
    )
    ports.store.commit(change)


def wait_in_line(place: Place, *first: Say) -> Script:
    """Into Twilio's queue; what the caller hears there is asked step by step."""
    place = place.at("first")
    return (*first, WaitInLine(wait=place.path(WAIT), then=place.path(QUEUE_LEFT)))


def _join_line(
    ports: Ports, heard: Heard, *, silent: bool = False, kind: str = "", interpreter: bool = False
) -> str:
    request = heard.request("crisis" if kind else "person")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    if around.seen is not None:
        return around.seen
    call = around.call or new_call(ports, heard, around)
    interpreter = (interpreter or call.interpreter) and bool(ports.policy.interpreter_number)
    call = replace(call, interpreter=interpreter)
    reply = _who_can_come(ports, heard, around, kind, anybody=interpreter)
    alert, wakeups, lines = crisis_records(ports, heard, around, call, kind)
    call = raising(call, alert)
    records: tuple[Record, ...] = (*alert, *in_safe_mode(around, alert))
    if reply in ("line", "on-call"):
        waits = _in_line(
            heard,
            around,
            call,
            silent=silent,
            crisis=bool(kind),
            off_queue=reply == "on-call",
        )
        records = (*records, *waits)
        wakeups = (WakeUp("ring_specialist", heard.sid), *wakeups)
    if not records:
        return reply  # nothing to write: nobody is here, and the words say so
    change = Change(
        now=around.now,
        records=records,
        wakeups=wakeups,
        audit=lines,
        request=request,
        reply=reply,
    )
    return ports.store.commit(change).reply


def _who_can_come(ports: Ports, heard: Heard, around: Around, kind: str, *, anybody: bool) -> str:
    if around.call is not None and around.call.is_over:
        return "nobody"  # pressed in the last moment: the report of the hang-up overtook the key
    if is_refused(around, crisis=bool(kind)):
        return "blocked"
    if kind:
        # Any person on duty is better than none, and so is one on call, at whatever hour.
        return "line" if around.can_ring else "on-call"
    if not can_answer(ports, around):
        return "nobody"
    speak = any(heard.place.language in spoken for spoken in around.on_shift.values())
    return "line" if speak or anybody else "no-speaker"


def _in_line(
    heard: Heard,
    around: Around,
    call: Call,
    *,
    silent: bool,
    crisis: bool,
    off_queue: bool = False,
) -> tuple[Record, ...]:
    """The call, waiting; an open callback gives it its old place and is not dialled meanwhile."""
    callback = around.callback
    waiting = replace(call, language=heard.place.language).wait(
        around.now,
        crisis=crisis,
        silent=silent,
        place_since=callback.created_at if callback else None,
        off_queue=off_queue,
    )
    if callback is None or not callback.is_open:
        return (waiting,)
    return (replace(waiting, callback=callback.id), callback.rings_in(heard.sid))
