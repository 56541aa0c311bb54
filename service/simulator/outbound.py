"""Calls placed over REST: ring, find out who picked up, follow the document.

Knows what Twilio does before the first TwiML; the rest is `follow.py`.
"""

from dataclasses import dataclass

from service.simulator.events import Next
from service.simulator.exchange import Exchange
from service.simulator.leg import Leg
from service.simulator.lifecycle import lead, ring, start
from service.simulator.model import Call

DETECTION_S = 2.0
MACHINES = {"Enable": "machine_start", "DetectMessageEnd": "machine_end_beep"}


@dataclass(frozen=True)
class Order:
    """What a REST request asked for."""

    to: str
    first: Next
    ring_s: float = 60.0
    fallback_url: str | None = None
    status_callback: str | None = None
    status_method: str = "POST"
    status_events: frozenset[str] = frozenset({"completed"})
    detects_machines: str = ""  # or Enable, or DetectMessageEnd
    reports_machines_to: str | None = None  # asynchronous detection


def place_call(exchange: Exchange, order: Order) -> Call:
    call = Call(
        from_=exchange.options.number,
        to=order.to,
        direction="outbound-api",
        phone=order.to,
        fallback_url=order.fallback_url,
        status_callback=order.status_callback,
        status_method=order.status_method,
        status_events=order.status_events,
    )

    def course(leg: Leg) -> None:
        by_machine = ring(leg, order.ring_s)
        if order.detects_machines in MACHINES:
            _detect(leg, order, MACHINES[order.detects_machines] if by_machine else "human")
        lead(leg, order.first)

    start(exchange, call, course)
    return call


def _detect(leg: Leg, order: Order, who: str) -> None:
    if order.reports_machines_to is None:
        leg.wait(DETECTION_S)
        leg.call.answered_by = who
        return
    if order.reports_machines_to:
        fields = leg.params() | {"AnsweredBy": who, "MachineDetectionDuration": "2000"}
        leg.exchange.notify(leg.call.sid, order.reports_machines_to, fields)
