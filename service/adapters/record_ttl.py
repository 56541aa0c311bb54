"""How long a record stays: what is finished ages out, what is open never does."""

from datetime import timedelta

from service.actions.ports import Record
from service.adapters.day_writes import kept_ms
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.invitation import GOOD_FOR as INVITED_FOR
from service.domain.invitation import Invitation
from service.domain.leg import Leg
from service.domain.person import Conversation
from service.domain.phone_check import PhoneCheck
from service.domain.roster import KEPT_FOR, PLANNED_AHEAD, Shift
from service.domain.second_factor import SecondFactor
from service.domain.text import Text

CONVERSATION_TTL = timedelta(hours=25)
FINISHED_TTL = timedelta(days=1)
UNCONFIRMED_TTL = timedelta(hours=1)


def ttl_ms(record: Record) -> int:
    """The time until it is gone by itself, 0 for never."""
    if kept := kept_ms(record):
        return kept
    if isinstance(record, Conversation):
        return int(CONVERSATION_TTL.total_seconds() * 1000)
    if isinstance(record, Invitation):
        return int(INVITED_FOR.total_seconds() * 1000)
    if isinstance(record, Shift):
        return int((PLANNED_AHEAD + KEPT_FOR).total_seconds() * 1000)
    unconfirmed = isinstance(record, SecondFactor) and not record.is_confirmed
    if unconfirmed or isinstance(record, PhoneCheck):
        return int(UNCONFIRMED_TTL.total_seconds() * 1000)
    finished = (
        (isinstance(record, Call) and record.is_over)
        or (isinstance(record, Leg) and not record.is_live)
        or (isinstance(record, Text | Alert) and not record.is_open)
    )
    return int(FINISHED_TTL.total_seconds() * 1000) if finished else 0
