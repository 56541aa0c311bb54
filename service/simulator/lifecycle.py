"""The beginning and the end of a leg: ringing, answering, hanging up, last report.

Each leg has a thread of its own that follows its TwiML; nothing here knows verbs.
"""

import logging
import threading
from collections.abc import Callable

from service.simulator.events import Answered, Declined, Diverted, Gone, HungUp, Next
from service.simulator.exchange import Exchange
from service.simulator.follow import lead
from service.simulator.leg import Leg
from service.simulator.model import Call
from service.simulator.times import now

__all__ = ["LONGEST_CALL_S", "lead", "receive_call", "ring", "start"]

log = logging.getLogger(__name__)

LONGEST_CALL_S = 4 * 3600.0
VOICEMAIL_AFTER_S = 20.0
VOICEMAIL_LENGTH_S = 60.0
UNANSWERED = {
    "api": "canceled",
    "other side": "canceled",
    "busy": "busy",
    "declined": "busy",
    "off": "failed",
    "application error": "failed",
}


def start(
    exchange: Exchange,
    call: Call,
    course: Callable[[Leg], None],
    after: Callable[[], None] = lambda: None,
) -> Leg:
    """Give the call a thread that takes its course; `after` runs when it is over."""
    leg = Leg(exchange, call)
    exchange.world.add_call(call)
    with exchange.world.lock:
        exchange.legs[call.sid] = leg

    def live() -> None:
        ended_by = "helpline"
        try:
            _take(leg, course)
        except Gone as gone:
            ended_by = gone.by
        except Exception:
            log.exception("call %s broke", call.sid)
            exchange.world.note_error(81000, "The simulator itself failed", sid=call.sid)
            ended_by = "application error"
        finally:
            finish(leg, ended_by)
            after()

    threading.Thread(target=live, name=f"call {call.sid}", daemon=True).start()
    return leg


def _take(leg: Leg, course: Callable[[Leg], None]) -> None:
    """Take the course; a dialled leg may be sent elsewhere out of its bridge."""
    try:
        course(leg)
    except Diverted as diverted:
        lead(leg, diverted.step)


def receive_call(exchange: Exchange, phone: str, shown_number: str) -> Call:
    """A person dials the helpline; `shown_number` is what the helpline gets to see."""
    number = exchange.world.helpline
    call = Call(
        from_=shown_number,
        to=number.phone_number,
        direction="inbound",
        phone=phone,
        status="ringing",
        fallback_url=number.voice_fallback_url,
    )
    with exchange.world.changing():
        exchange.world.phone(phone).call_sid = call.sid
    start(exchange, call, lambda leg: lead(leg, Next(number.voice_url)))
    return call


def ring(leg: Leg, ring_s: float) -> bool:
    """Ring the person's phone until it is answered; raises Gone if it is not.

    True where a machine picked up.
    """
    exchange, call = leg.exchange, leg.call
    leg.report("initiated", "initiated")
    phone = exchange.world.phone(call.to)
    with exchange.world.changing():
        engaged = phone.call_sid is not None or phone.line == "busy"
        if engaged or phone.line == "off" or call.to == exchange.options.number:
            raise Gone("off" if phone.line == "off" else "busy")
        phone.call_sid = call.sid
        call.status, call.updated = "ringing", now()
    leg.tell_story("rings")
    leg.report("ringing")
    answer = _await_answer(leg, ring_s, picks_up_itself=phone.line == "voicemail")
    by_machine = answer.by != "human"
    leg.tell_story("picked up", by="voicemail" if by_machine else "person")
    if by_machine:
        _hang_up_later(leg)
    leg.mark_answered()
    leg.report("answered")
    return by_machine


def finish(leg: Leg, ended_by: str) -> None:
    exchange, call = leg.exchange, leg.call
    if ended_by == "helpline":
        leg.pick_up()
    with exchange.world.changing():
        if call.answered_s is None:
            call.status = UNANSWERED.get(ended_by, "no-answer")
        else:
            call.status = "completed"
            call.duration = int(exchange.clock.now_s() - call.answered_s)
        call.ended = call.updated = now()
        call.expects, call.joined_with = None, ()
        exchange.legs.pop(call.sid, None)
        phone = exchange.world.phone(call.phone)
        phone.history.append(call.sid)
        if phone.call_sid == call.sid:
            phone.call_sid = None
        leg.tell_story("ended", by=ended_by, status=call.status)
    leg.report("completed")


def _await_answer(leg: Leg, ring_s: float, *, picks_up_itself: bool) -> Answered:
    patience = min(ring_s, VOICEMAIL_AFTER_S) if picks_up_itself else ring_s
    event = leg.wait(patience, Answered, Declined)
    if isinstance(event, Declined):
        raise Gone("declined")
    if isinstance(event, Answered):
        return event
    if picks_up_itself and ring_s > VOICEMAIL_AFTER_S:
        return Answered("machine")
    raise Gone("timeout")


def _hang_up_later(leg: Leg) -> None:
    """A voicemail box hangs up when its tape is full."""
    delay = leg.exchange.clock.real_s(VOICEMAIL_LENGTH_S)
    timer = threading.Timer(delay, leg.tell, [HungUp("person")])
    timer.daemon = True
    timer.start()
