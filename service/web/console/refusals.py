"""A refusal in words for the page: what did not happen, and what to do."""

from datetime import datetime

from service.domain.errors import OutsideCallingHours, Refused, StaleToken
from service.web.console.clock import Clock

STALE = "You do not hold this callback any more: it moved on since this page was drawn."


def explain(error: Refused, clock: Clock) -> str:
    """One or two sentences; never an id, never a number."""
    if isinstance(error, StaleToken):
        return f"{STALE} Nothing was changed."
    if isinstance(error, OutsideCallingHours) and isinstance(error.next_at, datetime):
        return f"{_sentence(error)} They may be called from {clock.at(error.next_at)}."
    return _sentence(error)


def _sentence(error: Refused) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."
