"""What a commit writes so that no phone is dialled that is in use with us.

on-line:{person} (set)   calls in which they wait for somebody here or have them
ringing:{callee}         the one leg that has that person's phone, from its dial to its end
"""

from datetime import timedelta
from typing import Any

from service.actions.ports import Record
from service.domain.call import Call
from service.domain.leg import Leg, LegState

LONGEST_LEG = timedelta(hours=24)
"""No call at Twilio is longer, so a phone that was never freed is not kept for ever."""
Op = tuple[str, str, *tuple[Any, ...]]
"""What to do, with which key, and the rest of it as commit.lua reads it."""


def line_checks(record: Record) -> tuple[Op, ...]:
    """Whoever dials a phone first has it."""
    if isinstance(record, Leg) and record.state is LegState.POSTING and _rings(record):
        return (("o", f"ringing:{record.callee}", record.id),)
    return ()


def line_writes(record: Record, *, gone: bool = False) -> tuple[Op, ...]:
    """What follows from a record as it is now, or from its being `gone`."""
    if isinstance(record, Call):
        there = record.is_with_us and not gone
        return (("a" if there else "b", f"on-line:{record.person}", record.sid),)
    if isinstance(record, Leg) and _rings(record):
        key = f"ringing:{record.callee}"
        if gone or record.state in (LegState.INTENDED, LegState.ENDED):
            return (("u", key, record.id),)
        if record.state is LegState.POSTING:
            return (("s", key, record.id, int(LONGEST_LEG.total_seconds() * 1000)),)
    return ()


def _rings(leg: Leg) -> bool:
    return leg.purpose == "person" and bool(leg.callee)
