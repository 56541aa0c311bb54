"""What is happening with one callback right now, in words for the one who holds it.

Pure: records in, words out. Knows no page and reads nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from service.domain.callback import Callback, State
from service.domain.leg import Leg, LegState
from service.domain.specialist import Specialist
from service.web.console.clock import Clock
from service.web.console.labels import outcome_words

STEPS = ("Your phone", "Their phone", "Talking", "Outcome")
JUST_NOW = timedelta(minutes=3)
ON_THE_WAY = "Your phone is about to ring."
ASKED_AGAIN = (
    "The talk is over, and they asked for another call. Call again, or say what came of it: "
    "then it goes back to the queue."
)
NOT_SURE = "The phone network gave no clear answer. We check before anything rings again."

YOUR_LEG = {
    LegState.INTENDED: ON_THE_WAY,
    LegState.POSTING: ON_THE_WAY,
    LegState.UNSURE: NOT_SURE,
    LegState.PLACED: "Your phone rings now: press 1.",
    LegState.ANSWERED: "You picked up: press 1.",
    LegState.ACCEPTED: "You are on. We dial them next.",
    LegState.ENDED: "Your phone hung up.",
}
ON_YOUR_LINE = YOUR_LEG | {
    LegState.INTENDED: "You hear it on your line in a moment.",
    LegState.PLACED: "You hear it on your line now: press 1.",
    LegState.ANSWERED: "You hear it on your line now: press 1.",
    LegState.ENDED: "Your line did not take it.",
}
THEIR_LEG = {
    LegState.INTENDED: "You are on. We dial them now.",
    LegState.POSTING: "You are on. We dial them now.",
    LegState.UNSURE: NOT_SURE,
    LegState.PLACED: "Their phone rings.",
    LegState.ANSWERED: "Somebody picked up and hears who we are.",
    LegState.ACCEPTED: "They pressed 1. You are being joined.",
    LegState.ENDED: "Their phone hung up.",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """`step` counts through STEPS from 1 (0: no call yet); `act`: the reader must do something."""

    step: int
    words: str
    act: bool = False


def progress(
    callback: Callback,
    legs: dict[str, Leg],
    holder: Specialist | None,
    clock: Clock,
    *,
    may_now: bool = True,
) -> Progress:
    """Where a callback stands; `legs` are those of its attempt, by purpose. `may_now`: its person
    may be called at this hour."""
    match callback.state:
        case State.CLAIMED:
            return _claimed(callback, holder, clock, may_now)
        case State.CALLING:
            return _calling(legs)
        case State.TALKING:
            since = callback.spoke_at or clock.now
            return Progress(3, f"You are talking: {clock.lately(since)}.")
        case State.UNSURE:
            return Progress(2, NOT_SURE)
        case State.WAITING:
            return Progress(0, _waiting(callback, clock))
        case State.REVIEW:
            why = callback.review_reason or "no reason given"
            return Progress(0, f"A supervisor decides what happens next: {why}.")
        case State.CLOSED:
            when = f", {clock.ago(callback.closed_at)}" if callback.closed_at else ""
            return Progress(0, f"Closed: {outcome_words(callback.outcome)}{when}.")


def _claimed(
    callback: Callback, holder: Specialist | None, clock: Clock, may_now: bool
) -> Progress:
    if callback.wants_another:
        return Progress(4, ASKED_AGAIN, act=True)
    if callback.spoke_at is not None:
        return Progress(4, "The talk is over. What came of it?", act=True)
    missed = holder.missed_at if holder else None
    if missed is not None and clock.now - missed < JUST_NOW:
        return Progress(0, "Your phone rang and was not taken. Press Call to try again.", act=True)
    until = f"Yours until {clock.at(callback.due_at)}."
    if not may_now:
        return Progress(0, f"{until} They may not be called yet.")
    first = "your line is open" if holder and holder.line else "your own phone rings first"
    return Progress(0, f"{until} Press Call: {first}.", act=True)


def _calling(legs: dict[str, Leg]) -> Progress:
    theirs = legs.get("person")
    if theirs is not None:
        return Progress(2, THEIR_LEG[theirs.state])
    mine = legs.get("specialist")
    if mine is None:
        return Progress(1, ON_THE_WAY)
    press_one = mine.state in (LegState.PLACED, LegState.ANSWERED)
    words = ON_YOUR_LINE if mine.line else YOUR_LEG
    return Progress(1, words[mine.state], act=press_one)


def _waiting(callback: Callback, clock: Clock) -> str:
    if callback.on_line:
        return "They are on the line to us right now. Nobody dials them meanwhile."
    if callback.attempts and not clock.is_past(callback.due_at):
        return f"No answer so far. Back in the queue, next try {clock.at(callback.due_at)}."
    if not clock.is_past(callback.due_at):
        return f"In the queue, not to be called before {clock.at(callback.due_at)}."
    return "In the queue. Nobody has claimed it."
