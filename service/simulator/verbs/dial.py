"""Dial: joins the leg with numbers, a conference or the front of a queue.

Knows when Dial ends and what its action is told; rooms have their own rules.
"""

from dataclasses import dataclass

from service.simulator import rooms
from service.simulator.events import Gone, Next, TakenFromQueue
from service.simulator.follow import carries_out, step_to
from service.simulator.leg import Leg
from service.simulator.model import Conference, Participant, Queue
from service.simulator.twiml import Document, Verb
from service.simulator.verbs.children import ring_numbers

FOUR_HOURS_S = 4 * 3600.0
DEFAULT_EVENTS = frozenset({"start", "end", "join", "leave"})


@dataclass(frozen=True)
class Limits:
    """What ends a Dial besides the other side."""

    ring_s: float
    talk_s: float
    star_ends: bool


@carries_out("Dial")
def dial(leg: Leg, verb: Verb, document: Document) -> Next | None:
    if not verb.is_on("answerOnBridge"):
        leg.pick_up()
    leg.dial_status = "canceled"
    limits = Limits(
        ring_s=verb.number("timeout", 30),
        talk_s=verb.number("timeLimit", FOUR_HOURS_S),
        star_ends=verb.is_on("hangupOnStar"),
    )
    try:
        fields = _join(leg, verb, document, limits)
    except Gone:
        if verb.get("action"):
            step = step_to(leg, document, verb.get("action"), verb.get("method"))
            told = leg.params() | {"DialCallStatus": leg.dial_status, "CallStatus": "completed"}
            leg.exchange.notify(leg.call.sid, step.url, told, step.method)
        raise
    leg.tell_story("dial ended", status=fields["DialCallStatus"])
    if not verb.get("action"):
        return None
    return step_to(leg, document, verb.get("action"), verb.get("method"), fields)


def _join(leg: Leg, verb: Verb, document: Document, limits: Limits) -> dict[str, str]:
    for noun in verb.children:
        if noun.name == "Conference":
            return _confer(leg, noun, document, limits)
        if noun.name == "Queue":
            return _take_from_queue(leg, noun, document, limits)
    nouns = [noun for noun in verb.children if noun.name == "Number"]
    if verb.text:
        nouns.append(Verb("Number", verb.text))
    return ring_numbers(
        leg,
        [(noun, _whisper(leg, noun, document)) for noun in nouns],
        verb.get("callerId"),
        limits.ring_s,
        limits.talk_s,
        star_ends=limits.star_ends,
        one_by_one=verb.is_on("sequential"),
    )


def _confer(leg: Leg, noun: Verb, document: Document, limits: Limits) -> dict[str, str]:
    leg.pick_up()
    exchange = leg.exchange
    wanted = Conference(
        noun.text,
        status_callback=_absolute(leg, document, noun.get("statusCallback")),
        status_method=noun.get("statusCallbackMethod", "POST"),
        status_events=frozenset(noun.get("statusCallbackEvent").split()) or DEFAULT_EVENTS,
    )
    room = rooms.find_or_open(exchange, wanted)
    participant = Participant(
        leg.call.sid,
        label=noun.get("participantLabel") or None,
        muted=noun.is_on("muted"),
        start_on_enter=noun.is_on("startConferenceOnEnter", default=True),
        end_on_exit=noun.is_on("endConferenceOnExit"),
        beep=noun.get("beep", "true"),
    )
    hold = None
    if noun.get("waitUrl"):
        hold = step_to(leg, document, noun.get("waitUrl"), noun.get("waitMethod"))
    began = exchange.clock.now_s()
    leg.dial_status = "answered"
    try:
        rooms.enter(leg, room, participant)
        rooms.stay(
            leg,
            room,
            hold,
            limits.talk_s,
            star_ends=limits.star_ends,
            silent=noun.attributes.get("waitUrl") == "",
        )
    finally:
        rooms.leave(exchange, room, leg.call.sid)
    return {
        "DialCallStatus": "answered",
        "DialCallDuration": str(int(exchange.clock.now_s() - began)),
        "DialBridged": "true",
        "ConferenceSid": room.sid,
    }


def _take_from_queue(leg: Leg, noun: Verb, document: Document, limits: Limits) -> dict[str, str]:
    exchange = leg.exchange
    queue = exchange.world.queue_named(noun.text)
    if queue is None:
        return {"DialCallStatus": "failed"}
    bridge = rooms.open_bridge(exchange, leg.call.sid)
    whisper = _whisper(leg, noun, document)
    try:
        caller = _wait_for_caller(leg, queue, bridge, whisper, limits.ring_s)
        if caller is None:
            return {"DialCallStatus": "no-answer"}
        leg.pick_up()
        leg.dial_status = "completed"
        began = exchange.clock.now_s()
        rooms.enter(leg, bridge, Participant(leg.call.sid, end_on_exit=True, beep="false"))
        rooms.stay(leg, bridge, None, limits.talk_s, star_ends=limits.star_ends)
    finally:
        rooms.leave(exchange, bridge, leg.call.sid)
        rooms.close(exchange, bridge, "dial-ended")
    return {
        "DialCallStatus": "completed",
        "DialCallSid": caller,
        "DialCallDuration": str(int(exchange.clock.now_s() - began)),
    }


def _wait_for_caller(
    leg: Leg, queue: Queue, bridge: Conference, whisper: Next | None, ring_s: float
) -> str | None:
    clock = leg.exchange.clock
    end = clock.now_s() + ring_s
    while not (caller := _call_up(leg, queue, bridge, whisper)):
        if clock.now_s() >= end:
            return None
        leg.wait(1)
    return caller


def _call_up(leg: Leg, queue: Queue, bridge: Conference, whisper: Next | None) -> str | None:
    """Take the first caller who is still on the line out of the queue."""
    exchange = leg.exchange
    with exchange.world.changing():
        while queue.members:
            member = queue.members.pop(0)
            queue.waits_s.append(exchange.clock.now_s() - member.since_s)
            queue.bridges[member.call_sid] = bridge
            turn = TakenFromQueue(queue.sid, leg.call.sid, bridge.sid, whisper)
            if exchange.tell(member.call_sid, turn):
                return member.call_sid
    return None


def _whisper(leg: Leg, noun: Verb, document: Document) -> Next | None:
    if not noun.get("url"):
        return None
    return step_to(leg, document, noun.get("url"), noun.get("method"))


def _absolute(leg: Leg, document: Document, url: str) -> str | None:
    return leg.exchange.absolute(url, document.url) if url else None
