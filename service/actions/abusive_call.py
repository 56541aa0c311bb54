"""Ends a call that has become abuse, by one press: the line goes down and its person is flagged.

The flag blocks them for a day and asks a supervisor whether to lift it or make it longer.
"""

from dataclasses import dataclass
from datetime import datetime

from service.actions.blocking import flag_abuse, flag_call
from service.actions.callbacks.deciding import the_specialist
from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.trying import commit_once
from service.domain.errors import NotAllowed
from service.domain.leg import Leg


@dataclass(frozen=True, slots=True)
class CutOff:
    """`blocked_until` is None where their number is withheld; `callback` is "" for a call to us."""

    blocked_until: datetime | None
    callback: str


def end_abusive_call(ports: Ports, who: str) -> CutOff:
    """Hang up `who`'s own phone, which ends the talk, and flag whoever they talked with.

    Raises NotAllowed when they talk with nobody. Pressed twice, the second finds nobody.
    """
    leg = ports.store.get(Leg, the_specialist(ports, who).engaged.removeprefix("leg:"))
    if leg is None or not leg.is_talking:
        raise NotAllowed("you are on the phone with nobody")
    line = AuditLine(who, "ended an abusive call", leg.serves)
    change = Change(now=ports.store.now(), wakeups=(WakeUp("hang_up", leg.id),), audit=(line,))
    commit_once(ports, change)  # first: whatever becomes of the flag, the talk ends
    kind, _, name = leg.serves.partition(":")
    if kind == "callback":
        return CutOff(flag_abuse(ports, name, who).blocked_until, name)
    return CutOff(flag_call(ports, name, who), "")
