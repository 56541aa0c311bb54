"""The legs that Dial opens to numbers: ring, whisper, bridge, and how each ended.

The first to pick up ends the ringing of all others, as at Twilio: also where it is
a voicemail, and before anybody has pressed a key.
"""

from collections.abc import Sequence

from service.simulator import lifecycle, rooms
from service.simulator.events import (
    ChildAnswered,
    ChildEnded,
    ChildReady,
    HungUp,
    Next,
    Pressed,
)
from service.simulator.leg import Leg
from service.simulator.model import Call, Conference, Participant
from service.simulator.twiml import Verb

Noun = tuple[Verb, Next | None]


def ring_numbers(
    leg: Leg,
    nouns: Sequence[Noun],
    caller_id: str,
    ring_s: float,
    talk_s: float,
    *,
    star_ends: bool,
    one_by_one: bool,
) -> dict[str, str]:
    """Ring all at once or one after another; returns what Dial's action is told."""
    groups = [[noun] for noun in nouns] if one_by_one else [list(nouns)]
    fields = {"DialCallStatus": "failed"}
    for group in groups:
        bridge = rooms.open_bridge(leg.exchange, leg.call.sid)
        children = [_open_child(leg, noun, caller_id, ring_s, bridge) for noun in group]
        leg.hear("(ringing)", "notice")
        try:
            fields = _await_answer(leg, children, bridge, talk_s, star_ends=star_ends)
        finally:
            rooms.leave(leg.exchange, bridge, leg.call.sid)
            rooms.close(leg.exchange, bridge, "dial-ended")
            for child in children:
                _let_go(leg, child)
        if fields["DialCallStatus"] == "completed":
            break
    return fields


def _let_go(leg: Leg, child: Call) -> None:
    with leg.exchange.world.lock:
        other = leg.exchange.legs.get(child.sid)
    if other is not None and not other.was_sent_elsewhere:
        other.tell(HungUp("other side"))


def _open_child(leg: Leg, noun: Noun, caller_id: str, ring_s: float, bridge: Conference) -> Call:
    verb, whisper = noun
    callback = verb.get("statusCallback")
    call = Call(
        from_=caller_id or leg.call.from_,
        to=verb.text,
        direction="outbound-dial",
        phone=verb.text,
        parent_sid=leg.call.sid,
        status_callback=leg.exchange.absolute(callback) if callback else None,
        status_method=verb.get("statusCallbackMethod", "POST"),
        status_events=frozenset(verb.get("statusCallbackEvent", "completed").split()),
    )
    leg.tell_story("dials", call=call.sid)

    def course(child: Leg) -> None:
        lifecycle.ring(child, ring_s)
        leg.tell(ChildAnswered(call.sid))
        lifecycle.lead(child, whisper)
        leg.tell(ChildReady(call.sid))
        try:
            rooms.enter(child, bridge, Participant(call.sid, end_on_exit=True, beep="false"))
            rooms.stay(child, bridge, None, lifecycle.LONGEST_CALL_S)
        finally:
            rooms.leave(leg.exchange, bridge, call.sid)

    def after() -> None:
        leg.tell(ChildEnded(call.sid, call.status))

    lifecycle.start(leg.exchange, call, course, after)
    return call


def _await_answer(
    leg: Leg, children: Sequence[Call], bridge: Conference, talk_s: float, *, star_ends: bool
) -> dict[str, str]:
    ringing = {child.sid for child in children}
    ended: dict[str, str] = {}
    while ringing - ended.keys():
        event = leg.wait(None, ChildAnswered, ChildReady, ChildEnded, Pressed)
        if isinstance(event, Pressed) and star_ends and event.key == "*":
            return {"DialCallStatus": "canceled"}
        if isinstance(event, ChildAnswered):
            for sid in ringing - {event.call_sid}:
                leg.exchange.tell(sid, HungUp("other side"))
        if isinstance(event, ChildEnded):
            ended[event.call_sid] = event.status
        if isinstance(event, ChildReady) and event.call_sid in ringing:
            return _talk(leg, event.call_sid, bridge, talk_s, star_ends=star_ends)
    return _outcome(ended)


def _talk(
    leg: Leg, child_sid: str, bridge: Conference, talk_s: float, *, star_ends: bool
) -> dict[str, str]:
    leg.pick_up()
    leg.dial_status = "completed"
    began = leg.exchange.clock.now_s()
    rooms.enter(leg, bridge, Participant(leg.call.sid, end_on_exit=True, beep="false"))
    rooms.stay(leg, bridge, None, talk_s, star_ends=star_ends)
    return {
        "DialCallStatus": "completed",
        "DialCallSid": child_sid,
        "DialCallDuration": str(int(leg.exchange.clock.now_s() - began)),
        "DialBridged": "true",
    }


def _outcome(ended: dict[str, str]) -> dict[str, str]:
    """One status for all: a phone that was picked up counts more than one that rang."""
    for status in ("completed", "no-answer", "busy", "failed", "canceled"):
        for sid, how in ended.items():
            if how == status:
                return {"DialCallStatus": status, "DialCallSid": sid}
    return {"DialCallStatus": "failed"}
