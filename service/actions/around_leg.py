"""What is known around one phone we dial, as one value."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.leg import Leg
from service.domain.person import Person
from service.domain.specialist import Specialist


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundLeg:
    """Read at one moment, in one round trip.

    `call` or `callback` is what the leg serves; `specialist` whose phone is or was rung for it;
    `other` the second phone of the same attempt, or the one it stands `beside`; `helpers` those
    rung for this leg, or else for that other one; `person` whoever the callback is for.
    `theirs` is whom the other leg talks with in turn; `team` all specialists, for a phone that is
    out of its room, where help is asked for, and else nobody.
    `on_line` is the CallSid of a call in which whoever is to be rung is with us, `rung_by` the leg
    that has their phone already; "" if none.
    """

    now: datetime
    leg: Leg | None
    call: Call | None = None
    callback: Callback | None = None
    specialist: Specialist | None = None
    other: Leg | None = None
    person: Person | None = None
    helpers: tuple[Leg, ...] = ()
    theirs: Leg | None = None
    team: tuple[Specialist, ...] = ()
    on_line: str = ""
    rung_by: str = ""
