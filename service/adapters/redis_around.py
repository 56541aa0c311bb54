"""Reads what is known around one person, as one script returned it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from service.actions.around import Around
from service.adapters.record_codec import RecordCodec
from service.adapters.record_writes import BEHIND
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.closing import NAME as CLOSING
from service.domain.closing import Closing
from service.domain.flood import WINDOW
from service.domain.leg import Leg
from service.domain.person import Conversation, Person
from service.domain.specialist import WRAP_UP, Specialist

R = TypeVar("R", Leg, Specialist)


def around_keys(person: str, request: str, call_sid: str) -> list[str]:
    """The keys that around.lua names by number."""
    return [
        f"person:{person}",
        f"conversation:{person}",
        f"open:{person}",
        f"seen:{request}",
        f"call:{call_sid}",
        "duty",
        "waiting",
        "line",
        f"closing:{CLOSING}",
        "strangers",
        f"on-line:{person}",
        "duty:phones",
    ]


def around_args(call_sid: str) -> list[str | int]:
    """The values it is told."""
    return [call_sid, BEHIND, int(WINDOW.total_seconds()), int(WRAP_UP.total_seconds())]


def read_around(codec: RecordCodec, person: str, call_sid: str, got: list[Any]) -> Around:
    """Decode what around.lua returned."""
    decode = codec.decode
    return Around(
        now=moment(got[0], got[1]),
        person=decode(Person, person, pairs(got[2])) or Person(id=person),
        conversation=decode(Conversation, person, pairs(got[3])) or Conversation(person=person),
        callback=decode(Callback, got[4], pairs(got[5])),
        seen=got[6] if got[7] else None,
        call=decode(Call, call_sid, pairs(got[8])),
        on_shift={who: tuple(spoken.split(",")) for who, spoken in pairs(got[9]).items()},
        waiting=got[10],
        position=got[11],
        closing=decode(Closing, CLOSING, pairs(got[12])) or Closing(),
        given=(decode(Person, got[13], pairs(got[14])) or Person(id=got[13])) if got[13] else None,
        given_callback=decode(Callback, got[15], pairs(got[16])),
        phone=decode(Leg, got[17], pairs(got[18])),
        helpers=tuple(read_each(codec, Leg, got[19], got[20])),
        strangers=got[21],
        alert=decode(Alert, got[22], pairs(got[23])),
        on_line=got[24],
        can_be_told=any(Person(id="", opted_out=each).takes_texts for each in got[25]),
        can_ring=got[26],
    )


def read_each(codec: RecordCodec, kind: type[R], ids: list[str], flat: list[Any]) -> Iterator[R]:
    """The records that exist of those a script looked up."""
    for name, found in zip(ids, flat, strict=True):
        record = codec.decode(kind, name, pairs(found))
        if record is not None:
            yield record


def moment(seconds: int | str, micros: int | str) -> datetime:
    """The store's clock as a time."""
    return datetime.fromtimestamp(int(seconds) + int(micros) / 1e6, UTC)


def pairs(flat: list[str]) -> dict[str, str]:
    """Fields and values in turn, as a dictionary."""
    return dict(zip(flat[::2], flat[1::2], strict=True))
