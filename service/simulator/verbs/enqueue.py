"""Enqueue: waiting in a named queue to the sound of a document that repeats.

Knows the five ways out of a queue and which of them Twilio reports where.
"""

from service.simulator import rooms
from service.simulator.events import (
    Diverted,
    DocumentFailed,
    Event,
    Gone,
    Interrupted,
    LeftQueue,
    Next,
    TakenFromQueue,
)
from service.simulator.follow import carries_out, follow, step_to
from service.simulator.leg import Leg
from service.simulator.model import Member, Participant, Queue
from service.simulator.times import now
from service.simulator.twiml import HOLD_VERBS, WAIT_VERBS, Document, Verb

LONGEST_NAME = 64
FOUR_HOURS_S = 4 * 3600.0


@carries_out("Enqueue")
def enqueue(leg: Leg, verb: Verb, document: Document) -> Next | None:
    leg.pick_up()
    queue = find_or_make_queue(leg, verb)
    member = Member(leg.call.sid, leg.exchange.clock.now_s())
    waited = {"QueueSid": queue.sid, "QueueTime": "0"}
    try:
        result = _wait_for_turn(leg, verb, document, queue, member)
    except (Gone, Diverted) as end:
        result = "hangup" if isinstance(end, Gone) else "redirected"
        if member.until_s is not None:
            result = "bridged"
        waited["QueueTime"] = _time_in(leg, member)
        _tell_action(leg, verb, document, waited | {"QueueResult": result})
        raise
    finally:
        leave_queue(leg, queue)
    waited["QueueTime"] = _time_in(leg, member)
    leg.tell_story("out of the queue", result=result)
    if not verb.get("action"):
        return None
    fields = waited | {"QueueResult": result}
    return step_to(leg, document, verb.get("action"), verb.get("method"), fields)


def find_or_make_queue(leg: Leg, verb: Verb) -> Queue:
    world = leg.exchange.world
    name = verb.text[:LONGEST_NAME] or "default"
    with world.changing():
        queue = world.queue_named(name)
        if queue is None:
            queue = Queue(name, int(verb.number("maxQueueSize", 1000)))
            world.queues[queue.sid] = queue
        return queue


def leave_queue(leg: Leg, queue: Queue) -> None:
    """Take the leg out of the queue; a bridge that waits for it is closed."""
    sid = leg.call.sid
    with leg.exchange.world.changing():
        for member in [member for member in queue.members if member.call_sid == sid]:
            queue.members.remove(member)
            queue.waits_s.append(leg.exchange.clock.now_s() - member.since_s)
        queue.updated = now()
        leg.call.queue = None
        bridge = queue.bridges.pop(sid, None)
    if bridge is not None:
        rooms.close(leg.exchange, bridge, "the waiting caller has gone")


def _wait_for_turn(leg: Leg, verb: Verb, document: Document, queue: Queue, member: Member) -> str:
    """How the caller came out of the queue: queue-full, leave, error or bridged."""
    with leg.exchange.world.changing():
        if len(queue.members) >= queue.max_size:
            return "queue-full"
        queue.members.append(member)
        leg.call.queue = queue.name
    leg.tell_story("waits in", queue=queue.name)

    def is_our_turn(event: Event) -> bool:
        return isinstance(event, TakenFromQueue) and event.queue_sid == queue.sid

    try:
        with (
            leg.interrupted_by(is_our_turn),
            leg.adding(lambda: _place_in(leg, queue, member)),
        ):
            return _hear_wait_document(leg, verb, document)
    except LeftQueue:
        return "leave"
    except DocumentFailed:
        return "error"
    except Interrupted as stop:
        turn = stop.event
    if isinstance(turn, TakenFromQueue):
        member.until_s = leg.exchange.clock.now_s()
        _talk(leg, turn, queue)
    return "bridged"


def _hear_wait_document(leg: Leg, verb: Verb, document: Document) -> str:
    url = verb.get("waitUrl")
    if not url:
        leg.hear("(hold music)", "hold")
        leg.wait(FOUR_HOURS_S)
        return "error"
    clock = leg.exchange.clock
    while True:
        began = clock.now_s()
        follow(leg, step_to(leg, document, url, verb.get("waitUrlMethod")), WAIT_VERBS)
        # A document without a sound would otherwise be asked for without end.
        leg.wait(max(0.0, 1.0 - (clock.now_s() - began)))


def _talk(leg: Leg, turn: TakenFromQueue, queue: Queue) -> None:
    exchange = leg.exchange
    leg.call.queue = None
    if turn.whisper:
        more = {"QueueSid": queue.sid, "DequeingCallSid": turn.by_call}
        with leg.adding(lambda: more):
            follow(leg, turn.whisper, HOLD_VERBS)
    with exchange.world.lock:
        bridge = queue.bridges.pop(leg.call.sid)
    try:
        rooms.enter(leg, bridge, Participant(leg.call.sid, end_on_exit=True, beep="false"))
        rooms.stay(leg, bridge, None, FOUR_HOURS_S)
    finally:
        rooms.leave(exchange, bridge, leg.call.sid)


def _tell_action(leg: Leg, verb: Verb, document: Document, fields: dict[str, str]) -> None:
    """The call itself goes elsewhere, so nobody follows what the action answers."""
    if verb.get("action"):
        step = step_to(leg, document, verb.get("action"), verb.get("method"), fields)
        leg.exchange.notify(leg.call.sid, step.url, leg.params() | step.params, step.method)


def _place_in(leg: Leg, queue: Queue, member: Member) -> dict[str, str]:
    with leg.exchange.world.lock:
        size = len(queue.members)
        position = queue.members.index(member) + 1 if member in queue.members else 1
        average = round(sum(queue.waits_s) / len(queue.waits_s)) if queue.waits_s else 0
    return {
        "QueueSid": queue.sid,
        "QueuePosition": str(position),
        "QueueTime": _time_in(leg, member),
        "AvgQueueTime": str(average),
        "CurrentQueueSize": str(size),
        "MaxQueueSize": str(queue.max_size),
    }


def _time_in(leg: Leg, member: Member) -> str:
    until = leg.exchange.clock.now_s() if member.until_s is None else member.until_s
    return str(int(until - member.since_s))
