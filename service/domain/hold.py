"""A hold: nothing about a person is erased before a day, for a reason a supervisor gives."""

from datetime import datetime, timedelta

from service.domain.errors import NotAllowed

LONGEST = timedelta(days=366)
LONGEST_REASON = 200


def hold_until(now: datetime, until: datetime) -> datetime:
    """The end of a hold; raises NotAllowed for one that is over or too far away."""
    if not now < until <= now + LONGEST:
        raise NotAllowed("a hold ends on a day that lies ahead, at most a year; it can be renewed")
    return until


def reason_given(reason: str) -> str:
    """The reason as one line; raises NotAllowed for none or a long one."""
    line = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    if not line or len(line) > LONGEST_REASON:
        raise NotAllowed(f"give the reason, in at most {LONGEST_REASON} characters")
    return line
