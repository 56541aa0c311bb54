"""While a caller waits: where they stand, 988 now and then, 5 for a callback, 8 for a crisis.

The ceiling counts Twilio's clock or ours, whichever is larger; at the ceiling the wait becomes a
callback, or closing words for somebody who never pressed or said anything.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from service.actions.asking import Wish, ask_for_callback
from service.actions.calls.blocked import is_refused
from service.actions.calls.choices import choice_of, is_doubtful
from service.actions.calls.heard import Heard
from service.actions.calls.levels import say
from service.actions.calls.person import WAIT
from service.actions.calls.raising import crisis_records, in_safe_mode, raising
from service.actions.calls.script import Ask, GoTo, LeaveLine, Say, Script
from service.actions.ports import Around, AuditLine, Change, Ports, Record, WakeUp
from service.actions.trying import commit_once, decide_anew
from service.domain.call import Call
from service.domain.callback import Callback, Reason
from service.domain.errors import LostRace

WAIT_KEY = "/voice/wait/key"
LISTEN_S = 5
TELL_988_EVERY = 3
CLOSING_WORDS = "closing-words"


def wait(ports: Ports, heard: Heard) -> Script:
    """What a waiting caller hears next; out of the line as soon as the wait is over."""
    around = ports.store.around(heard.person(ports), call_sid=heard.sid)
    call = around.call
    if call is None or not call.is_waiting:
        return (LeaveLine(),)
    if is_at_ceiling(ports, call, around.now, heard.queue_s):
        end_wait(ports, around, call)
        return (LeaveLine(),)
    if heard.queue_sid and heard.queue_sid != call.queue_sid:
        _keep_queue(ports, replace(call, queue_sid=heard.queue_sid), around.now)
    return _words(ports, heard, around)


def key_in_line(ports: Ports, heard: Heard) -> Script:
    """A key or a word while waiting; what is not offered changes nothing."""
    if heard.is_silent:
        return _go_on(heard)
    at_first = replace(heard, place=replace(heard.place, level="first"))
    choice = choice_of(at_first, ports.understander, ports.wording.facts)
    if choice.name == "crisis":
        somebody = decide_anew(lambda: _crisis(ports, heard, choice.kind))
        words = "crisis_on_duty" if somebody else "crisis_nobody"
        return (say(ports, heard.place, words), *_go_on(heard))
    if choice.name == "callback":
        if not is_doubtful(at_first, choice):
            person = heard.person(ports)
            decide_anew(lambda: leave_line(ports, heard.sid, person, unasked=False))
            return (LeaveLine(),)
        # Nobody loses their place for a word misheard: the next round of the wait offers it again.
        heard = replace(heard, place=replace(heard.place, doubted=True))
    if heard.digits or choice.name != "unclear":
        decide_anew(lambda: _is_somebody(ports, heard))
    return _go_on(heard)


def is_at_ceiling(ports: Ports, call: Call, now: datetime, queue_s: int = 0) -> bool:
    """Whether the caller has waited as long as anybody may."""
    waited_s = max(call.waited(now).total_seconds(), queue_s)
    return waited_s >= ports.policy.call_ceiling.total_seconds()


def end_wait(ports: Ports, around: Around, call: Call) -> Around:
    """The service ends a wait that was just looked at; returns how things stand then."""
    with suppress(LostRace):
        return _leave(ports, around, call, unasked=True, saved=True)
    decide_anew(lambda: leave_line(ports, call.sid, call.person, unasked=True))
    return ports.store.around(call.person, call_sid=call.sid)


def leave_line(ports: Ports, sid: str, person: str, *, unasked: bool, saved: bool = True) -> None:
    """End the wait in the record: a callback that keeps the place, or what else is due.

    `unasked`: the service ends it. A silent caller is not put on the list then, nor one who told
    us not to call; a withheld number is asked for once they are out of the line. `saved=False`:
    no callback comes of it.
    """
    around = ports.store.around(person, call_sid=sid)
    if around.call is not None and around.call.is_waiting:
        _leave(ports, around, around.call, unasked=unasked, saved=saved)


def _leave(ports: Ports, around: Around, call: Call, *, unasked: bool, saved: bool) -> Around:
    wakeups = tuple(WakeUp("hang_up", leg) for leg in call.legs)
    records, lines = (
        _ending(ports, around, call, unasked=unasked) if saved else _quietly(around, call)
    )
    # A caller may wait, talk and wait again in one call: each wait has its own ending.
    change = Change(
        now=around.now,
        records=records,
        wakeups=wakeups,
        audit=lines,
        request=f"{call.sid}:leave-line:{call.version}",
    )
    ports.store.commit(change)
    left = next(each for each in records if isinstance(each, Call))
    kept = [each for each in records if isinstance(each, Callback)]
    return replace(around, call=left, callback=kept[0] if kept else around.callback)


def _ending(
    ports: Ports, around: Around, call: Call, *, unasked: bool
) -> tuple[tuple[Record, ...], tuple[AuditLine, ...]]:
    open_callback = around.callback.rang_off() if around.callback else None
    if is_refused(around) or (unasked and call.silent and not call.crisis):
        left = replace(call.leave_line(around.now), ending=CLOSING_WORDS)
        return ((left, open_callback) if open_callback else (left,)), ()
    if not call.phone or not ports.policy.reach.covers(call.phone):
        return (call.leave_line(around.now),), ()
    if unasked and not around.person.takes_calls:
        # They told us not to call, and only their own asking lifts that: they are asked.
        left = call.leave_line(around.now)
        return ((left, open_callback) if open_callback else (left,)), ()
    wish = Wish(
        phone=call.phone,
        language=call.language,
        reason=Reason.LEFT_THE_LINE,
        channel="voice",
        crisis=call.crisis,
        promised_now=True,
        interpreter=call.interpreter,
    )
    callback = ask_for_callback(around, wish, ports.policy, ports.new_id).callback.rang_off()
    why = "the wait was over" if unasked else "asked while waiting"
    line = AuditLine("service", "callback from the line", f"callback:{callback.id}", why)
    person = around.person.asks_for_call()
    return (call.becomes_callback(callback.id, around.now, unasked=unasked), callback, person), (
        line,
    )


def _quietly(around: Around, call: Call) -> tuple[tuple[Record, ...], tuple[AuditLine, ...]]:
    """Nothing more comes of the wait; an open callback has its old place again."""
    callback = (around.callback.rang_off(),) if around.callback else ()
    return (call.leave_line(around.now), *callback), ()


def _crisis(ports: Ports, heard: Heard, kind: str) -> bool:
    """First in line, and an alert; whether anybody is on shift who can be rung."""
    request = heard.request("line-crisis")
    around = ports.store.around(heard.person(ports), request=request, call_sid=heard.sid)
    call = around.call
    somebody = around.can_ring > 0
    if around.seen is not None or call is None or not call.is_waiting or call.crisis:
        return somebody
    alert, wakeups, lines = crisis_records(ports, heard, around, call, kind)
    first = replace(raising(call, alert), crisis=True, silent=False, due_at=around.now)
    ports.store.commit(
        Change(
            now=around.now,
            records=(first, *alert, *in_safe_mode(around, alert)),
            wakeups=(WakeUp("ring_specialist", heard.sid), *wakeups),
            audit=lines,
            request=request,
        )
    )
    return somebody


def _is_somebody(ports: Ports, heard: Heard) -> None:
    """A key, or words we know: nobody silent waits there, so the ceiling makes a callback."""
    around = ports.store.around(heard.person(ports), call_sid=heard.sid)
    call = around.call
    if call is not None and call.is_waiting and call.silent:
        commit_once(ports, Change(now=around.now, records=(replace(call, silent=False),)))


def _keep_queue(ports: Ports, call: Call, now: datetime) -> None:
    """Where the caller waits at Twilio, so that a worker can fetch them from there."""
    request = f"{call.sid}:queue:{call.queue_sid}"
    try:
        ports.store.commit(Change(now=now, records=(call,), request=request))
    except LostRace:
        return  # the next round of the wait keeps it


def _words(ports: Ports, heard: Heard, around: Around) -> Script:
    place, turn = heard.place, heard.place.turn
    if around.position > 1:
        where = say(ports, place, "waiting", position=around.position)
    else:
        where = say(ports, place, "waiting_next")
    says: tuple[Say, ...] = (where, say(ports, place, "waiting_offer_callback"))
    if turn % TELL_988_EVERY == 0:
        says = (*says, say(ports, place, "waiting_988"))
    listening = Ask(
        says=says,
        then=place.path(WAIT_KEY),
        language=place.language,
        silence_s=LISTEN_S,
        hints=ports.wording.say("speech_hints", place.language),
        or_go_on=True,
    )
    return (listening, *_go_on(heard))


def _go_on(heard: Heard) -> Script:
    return (GoTo(heard.place.again().path(WAIT)),)
