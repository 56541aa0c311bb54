"""Who of a talk is in the room, and what whoever came out of it should do: go back, wait, or give
up. Pure: records in, a word out.

A room ends for everybody when the caller or the specialist who has them leaves it, so each phone
comes to us at once and is led on by what the records say. Nobody is left in a silent room.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.leg import Leg

# A hang-up shows as a phone that came out of no room and asks for nothing.
NO_SIGN = timedelta(seconds=8)
IN_THE_MENU = timedelta(seconds=60)
WHILE_RINGING = timedelta(seconds=90)
COLLEAGUE, INTERPRETER, CRISIS_LINE = "colleague", "interpreter", "crisis-line"
HELPERS = frozenset({COLLEAGUE, INTERPRETER, CRISIS_LINE})
JOIN, TAKE, LINE = "join", "take", "line"
# What a specialist is told when a line from outside did not answer, and what the caller hears then.
NOBODY_CAME = {INTERPRETER: "transfer_no_interpreter", CRISIS_LINE: "transfer_no_line"}
HOLD_WORDS = {
    "transfer_no_interpreter": "transfer_hold_no_interpreter",
    "transfer_no_line": "transfer_hold_no_line",
}


class Next(StrEnum):
    """What somebody who came out of the room should do."""

    ENTER = "enter"
    HOLD = "hold"
    ALONE = "alone"


def where_next(main: Leg | None, helpers: Iterable[Leg], since: datetime, now: datetime) -> Next:
    """For the caller, who came out of the room at `since`; `main` is the leg that has them."""
    helpers = tuple(helpers)
    if main is not None and _is_in(main, since):
        return Next.ENTER
    if any(each.is_talking and each.purpose != INTERPRETER for each in helpers):
        return Next.ENTER
    waited = now - since
    if any(each.is_ringing and goes_on_alone(each) for each in helpers):
        return Next.HOLD if waited < WHILE_RINGING else Next.ALONE
    if main is None or not main.is_talking:
        return Next.ALONE
    patience = IN_THE_MENU if main.out_at else NO_SIGN
    return Next.HOLD if waited < patience else Next.ALONE


def hold_words(main: Leg | None) -> str:
    """The key of what the caller hears who waits while `main`, who has them, is told something."""
    return HOLD_WORDS.get(main.tell if main else "", "transfer_hold")


def goes_on_alone(helper: Leg) -> bool:
    """Whether it is to have the caller also when the specialist has hung up meanwhile."""
    return helper.wish == TAKE or helper.purpose == CRISIS_LINE


def _is_in(main: Leg, since: datetime) -> bool:
    """Sent into the room after the other came out of it: a phone that was in it before is not."""
    return main.is_talking and main.in_room_at is not None and main.in_room_at > since
