"""Ringing for a specialist who talks: a colleague, one after another, or a line from outside.

Each ring is one commit (the asking phone, the new leg, the colleague), so nobody is rung twice and
nobody who talks is rung at all. The caller never sees these numbers: every phone shows ours.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.actions.around_leg import AroundLeg
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.transfer.whereabouts import COLLEAGUE, JOIN, LINE, NOBODY_CAME
from service.actions.trying import commit_once, decide_anew
from service.domain.leg import WAKE_GRACE, Leg
from service.domain.specialist import Role, Specialist

MOST_RUNG = 2
"""Somebody waits: two phones are twice the time that one rings."""
AFTER_RING = timedelta(seconds=15)


def ring_colleague(ports: Ports, leg_id: str) -> None:
    """Ring the next colleague for a specialist who wants one, or tell them that nobody comes;
    harmless when run twice."""
    decide_anew(lambda: _ring_colleague(ports, leg_id))


@dataclass(frozen=True, slots=True)
class Ring:
    """One more phone rings for `asking`, who may be changed once more before it is written."""

    asking: Leg
    new: Leg
    engaged: tuple[Specialist, ...] = ()

    def change(self, now: datetime) -> Change:
        """All of it as one change."""
        why = f"{self.new.purpose} to {self.new.wish}"
        return Change(
            now=now,
            records=(self.asking, self.new, *self.engaged),
            wakeups=(WakeUp("dial", self.new.id),),
            audit=(AuditLine(self.asking.specialist, "asked for", self.asking.serves, why),),
        )


def next_ring(ports: Ports, around: AroundLeg, leg: Leg) -> Ring | None:
    """The next colleague rings for this specialist; None: nobody is free, or enough were tried."""
    who = _free(ports, around, leg) if len(leg.tried) < MOST_RUNG else None
    if who is None:
        return None
    new = _leg(ports, around, leg, COLLEAGUE, who.phone)
    spoken = who.languages[0] if who.languages else "en"
    new = replace(new, specialist=who.id, wish=leg.wish, language=spoken, line=who.line)
    return _ring(ports, around, leg, new, who.engage(f"leg:{new.id}"))


def line_ring(ports: Ports, around: AroundLeg, leg: Leg, purpose: str, number: str) -> Ring:
    """A line from outside rings for this specialist."""
    return _ring(ports, around, leg.asks_for(LINE), _leg(ports, around, leg, purpose, number))


def _ring_colleague(ports: Ports, leg_id: str) -> None:
    around = ports.store.around_leg(leg_id)
    leg = around.leg
    if leg is None or not leg.is_talking or not leg.wish:
        return
    if any(each.is_ringing for each in around.helpers):
        return
    ring = next_ring(ports, around, leg) if leg.wish != LINE else None
    commit_once(ports, ring.change(around.now) if ring else _nobody_came(around, leg))


def to_be_told(leg: Leg, purpose: str = COLLEAGUE) -> Leg:
    """Nobody is free, or nobody took it; `purpose` is that of the phone that rang last."""
    return replace(leg, wish="", tell=NOBODY_CAME.get(purpose, "transfer_nobody"))


def _nobody_came(around: AroundLeg, leg: Leg) -> Change:
    """Told out of the room if need be; should that wake-up be lost, the sweep looks at the leg."""
    rang = {each.id: each.purpose for each in around.helpers}
    purpose = rang.get(leg.helpers[-1], COLLEAGUE) if leg.helpers else COLLEAGUE
    told = replace(to_be_told(leg, purpose), due_at=around.now + WAKE_GRACE)
    wakeups = (WakeUp("lead_on", leg.id),) if leg.in_room_at else ()
    audit = (AuditLine("service", "nobody came to help", leg.serves, leg.specialist),)
    return Change(now=around.now, records=(told,), wakeups=wakeups, audit=audit)


def _free(ports: Ports, around: AroundLeg, leg: Leg) -> Specialist | None:
    """For help a supervisor first, then whoever was idle longest."""
    served = around.call or around.callback
    language = served.language if served else leg.language
    free = [
        each
        for each in around.team or ports.store.specialists()
        if each.id not in (leg.specialist, *leg.tried) and each.may_be_rung(language, around.now)
    ]

    def order(who: Specialist) -> tuple[bool, float]:
        idle_since = who.last_call_at.timestamp() if who.last_call_at else 0.0
        return (leg.wish == JOIN and who.role is not Role.SUPERVISOR, idle_since)

    return min(free, key=order, default=None)


def _leg(ports: Ports, around: AroundLeg, leg: Leg, purpose: str, number: str) -> Leg:
    served = around.call or around.callback
    return Leg(
        id=ports.new_id(),
        purpose=purpose,
        serves=leg.serves,
        phone=number,
        specialist="",
        created_at=around.now,
        due_at=around.now + WAKE_GRACE,
        language=served.language if served else leg.language,
        urgent=bool(served and served.crisis),
        wish=JOIN,
        beside=leg.id,
    )


def _ring(ports: Ports, around: AroundLeg, leg: Leg, new: Leg, *engaged: Specialist) -> Ring:
    look = around.now + ports.policy.ring_time + AFTER_RING
    return Ring(leg.has_rung(new.id, new.specialist, look), new, engaged)
