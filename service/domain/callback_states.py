"""The words of a callback's life: its states, outcomes and reasons, and which move is allowed.

Knows nothing of a single callback.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a callback stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    CALLING = "calling"
    TALKING = "talking"
    CLOSED = "closed"
    UNSURE = "unsure"
    REVIEW = "review"


class Outcome(StrEnum):
    """How a closed callback ended; said by a person, never by a timer."""

    REACHED = "reached"
    REFERRED = "referred"
    DECLINED = "declined"
    WRONG_NUMBER = "wrong number"
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled by caller"
    DUPLICATE = "duplicate"


class Reason(StrEnum):
    """Why the person asked to be called."""

    INSURANCE = "insurance"
    TREATMENT = "treatment"
    CRISIS = "crisis"
    VOICEMAIL = "voicemail"
    LEFT_THE_LINE = "left-the-line"
    WEB_FORM = "web-form"


MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.WAITING, State.CLAIMED, State.CLOSED, State.REVIEW}),
    State.CLAIMED: frozenset(
        {State.CLAIMED, State.WAITING, State.CALLING, State.CLOSED, State.REVIEW}
    ),
    State.CALLING: frozenset(
        {
            State.CALLING,
            State.TALKING,
            State.CLAIMED,
            State.WAITING,
            State.UNSURE,
            State.CLOSED,
            State.REVIEW,
        }
    ),
    State.TALKING: frozenset({State.CLAIMED, State.CLOSED, State.REVIEW}),
    State.UNSURE: frozenset({State.CALLING, State.WAITING, State.CLOSED, State.REVIEW}),
    State.REVIEW: frozenset({State.REVIEW, State.CLAIMED, State.WAITING, State.CLOSED}),
    State.CLOSED: frozenset(),
}
HELD = frozenset({State.CLAIMED, State.CALLING, State.TALKING, State.UNSURE})
# From here somebody's STOP takes it to a supervisor, undialled.
MAY_GO_TO_REVIEW = frozenset({State.WAITING, State.CLAIMED, State.CALLING, State.UNSURE})
# A phone may be ringing or talking, as far as anybody knows.
ON_THE_PHONE = frozenset({State.CALLING, State.UNSURE, State.TALKING})

LEASE = timedelta(minutes=15)
RETRY_DELAYS = (timedelta(hours=2), timedelta(hours=4), timedelta(hours=20))
MOST_ATTEMPTS = 3
EXPIRES_AFTER = timedelta(hours=48)
OVERDUE_AFTER = timedelta(minutes=15)
LOOK_AGAIN = timedelta(hours=1)
# What a callback forgets when it goes back to the queue as if just asked for.
AFRESH: dict[str, Any] = {
    "review_reason": "",
    "spoke_at": None,
    "asked_again_at": None,
    "overdue_at": None,
}
# Whoever asked has shown to be somebody: in a flood they stand where they always did.
SHOWN: dict[str, Any] = {"stranger": False, "behind": False}
NOT_THIS_PERSON = "not this person"
NO_ANSWER_GIVEN = "no answer at a number given by the caller"
NUMBER_ERASED = "whoever has the number they gave had it erased: none is left to ring"
# Only a supervisor, or whoever has that phone, lets it be rung again.
RUNG_ONCE = frozenset({NOT_THIS_PERSON, NO_ANSWER_GIVEN})
# Nobody holds it any more.
LET_GO: dict[str, Any] = {"specialist": "", "lease_until": None, "attempt": "", "told_at": None}


def lease_from(now: datetime) -> dict[str, Any]:
    """The fields of a lease that begins now."""
    return {"lease_until": now + LEASE, "due_at": now + LEASE}
