"""What Twilio says became of a phone we rang. Reports come late, twice, out of order, or never."""

from datetime import datetime, timedelta

from service.actions.legs.dial import update
from service.actions.legs.open_line import call_is_over
from service.actions.ports import Ports
from service.domain.errors import Refused, UnknownToCarrier
from service.domain.leg import Leg, LegState

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
RINGS = frozenset({"queued", "initiated", "ringing"})
ASK_AGAIN = timedelta(seconds=30)
NOT_SURE = frozenset({LegState.POSTING, LegState.UNSURE})


def note_status(ports: Ports, leg_id: str, *, sid: str, status: str) -> None:
    """Move the leg on. States only ever go forward, so any order ends alike."""
    leg = ports.store.get(Leg, leg_id)
    if leg is not None and not leg.is_live and leg.line:
        leg = ports.store.get(Leg, leg.line)  # its phone has stayed on the open line
    if leg is None or not leg.is_live or leg.sid not in ("", sid):
        return  # unknown, over, or another call than the one that was placed for it
    if status in OVER:
        call_is_over(ports, leg, status)
    elif status == "in-progress":
        update(ports, leg.id, lambda leg, now: _picked_up(leg, sid, now))
    elif status in RINGS and leg.state in NOT_SURE:
        update(ports, leg.id, lambda leg, now: _rings(leg, sid, now))


def ask_status(ports: Ports, leg: Leg) -> None:
    """The report that should have come by now did not: ask Twilio."""
    try:
        status = ports.telephone.call_status(leg.sid)
    except UnknownToCarrier:
        call_is_over(ports, leg, "failed")
        return
    except Refused:
        status = ""  # that says nothing of the call: it may be talking, so it is not over
    if status in OVER:
        call_is_over(ports, leg, status)
    elif status == "in-progress":
        update(ports, leg.id, _talks)
    else:
        ports.store.look_again(f"leg:{leg.id}", ports.store.now() + ASK_AGAIN)


def _talks(leg: Leg, now: datetime) -> Leg:
    if not leg.is_live:
        return leg
    return leg.answered(leg.sid, now) if leg.state is LegState.PLACED else leg.still_talking(now)


def _picked_up(leg: Leg, sid: str, now: datetime) -> Leg:
    if not leg.is_live or leg.state in (LegState.ANSWERED, LegState.ACCEPTED):
        return leg
    return leg.answered(sid, now)


def _rings(leg: Leg, sid: str, now: datetime) -> Leg:
    return leg.placed(sid, now) if leg.state in NOT_SURE else leg
