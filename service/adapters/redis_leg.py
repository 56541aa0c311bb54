"""Reads what is known around one leg, by one script."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from service.actions.around_leg import AroundLeg
from service.adapters.record_codec import RecordCodec
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.leg import Leg
from service.domain.person import Person
from service.domain.specialist import Specialist


def read_around_leg(codec: RecordCodec, leg_id: str, got: list[Any]) -> AroundLeg:
    """Decode what around_leg.lua returned."""
    leg = codec.decode(Leg, leg_id, _pairs(got[2]))
    kind, _, name = str(got[3]).partition(":")
    served, specialist = _pairs(got[4]), leg.specialist if leg else ""
    return AroundLeg(
        now=datetime.fromtimestamp(int(got[0]) + int(got[1]) / 1e6, UTC),
        leg=leg,
        call=codec.decode(Call, name, served) if kind == "call" else None,
        callback=codec.decode(Callback, name, served) if kind == "callback" else None,
        specialist=codec.decode(Specialist, specialist, _pairs(got[5])),
        other=codec.decode(Leg, got[6], _pairs(got[7])),
        person=codec.decode(Person, got[8], _pairs(got[9])) if got[8] else None,
        helpers=tuple(_legs(codec, got[10], got[11])),
    )


def _legs(codec: RecordCodec, ids: list[str], hashes: list[Any]) -> Iterator[Leg]:
    for leg_id, flat in zip(ids, hashes, strict=True):
        leg = codec.decode(Leg, leg_id, _pairs(flat))
        if leg is not None:
            yield leg


def _pairs(flat: list[str]) -> dict[str, str]:
    return dict(zip(flat[::2], flat[1::2], strict=True))
