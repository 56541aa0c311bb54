"""Reads what is known around one leg, by one script."""

from typing import Any

from service.actions.around_leg import AroundLeg
from service.adapters.record_codec import RecordCodec
from service.adapters.redis_around import moment, pairs, read_each
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.leg import Leg
from service.domain.person import Person
from service.domain.specialist import Specialist


def read_around_leg(codec: RecordCodec, leg_id: str, got: list[Any]) -> AroundLeg:
    """Decode what around_leg.lua returned."""
    leg = codec.decode(Leg, leg_id, pairs(got[2]))
    kind, _, name = str(got[3]).partition(":")
    served, specialist = pairs(got[4]), leg.specialist if leg else ""
    return AroundLeg(
        now=moment(got[0], got[1]),
        leg=leg,
        call=codec.decode(Call, name, served) if kind == "call" else None,
        callback=codec.decode(Callback, name, served) if kind == "callback" else None,
        specialist=codec.decode(Specialist, specialist, pairs(got[5])),
        other=codec.decode(Leg, got[6], pairs(got[7])),
        person=codec.decode(Person, got[8], pairs(got[9])) if got[8] else None,
        helpers=tuple(read_each(codec, Leg, got[10], got[11])),
        theirs=codec.decode(Leg, got[12], pairs(got[13])),
        team=tuple(sorted(read_each(codec, Specialist, got[14], got[15]), key=lambda who: who.id)),
        on_line=got[16],
        rung_by=got[17],
    )
