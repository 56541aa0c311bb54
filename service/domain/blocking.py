"""A block with an end: for how long, and why, in a few words that judge nobody.

It is shared by texts and calls and never reaches the crisis path.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.errors import NotAllowed

MOST = timedelta(days=30)
FLAGGED_FOR = timedelta(hours=24)


class BlockReason(StrEnum):
    """Why somebody is not served for a while."""

    ABUSE = "abuse"
    THREATS = "threats"
    ROBOT = "robot"
    TOO_MANY = "too-many-calls"
    OTHER = "other"


def block_until(now: datetime, length: timedelta) -> datetime:
    """The end of a block that begins now; raises NotAllowed for one too short or too long."""
    if not timedelta(0) < length <= MOST:
        raise NotAllowed(f"a block lasts at most {MOST.days} days, and can be set anew then")
    return now + length


def end_to_name(until: datetime) -> datetime:
    """The end in whole minutes, never named sooner than it comes."""
    whole = until.replace(second=0, microsecond=0)
    return whole if whole == until else whole + timedelta(minutes=1)


def reason_named(name: str) -> BlockReason:
    """The reason of this name; raises NotAllowed with those there are."""
    try:
        return BlockReason(name)
    except ValueError as error:
        names = ", ".join(each.value for each in BlockReason)
        raise NotAllowed(f"name a reason: {names}") from error
