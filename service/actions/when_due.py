"""The look at a record of a phone whose time has come: not before it, once at a time, and later
again while Twilio is away.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from service.actions.ports import Ports
from service.domain.call import Call
from service.domain.errors import LostRace, TryLater
from service.domain.leg import Leg

Phone = TypeVar("Phone", Call, Leg)


def look_when_due(
    ports: Ports,
    member: str,
    record: Phone,
    look: Callable[[Ports, Phone, datetime], None],
    pause: timedelta,
) -> None:
    """Run `look` if the time of the record behind the due entry `member` has come by now."""
    now = ports.store.now()
    if record.due_at > now:
        ports.store.look_again(member, record.due_at)
        return
    try:
        look(ports, record, now)
    except LostRace:
        return  # it has just moved on by itself
    except TryLater:
        ports.store.look_again(member, now + pause)
