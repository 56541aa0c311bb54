"""A live call to the helpline, from the first ring to its ending.

Knows how far the caller has come and with whom or what they ended; nothing of TwiML.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class CallState(StrEnum):
    """How far a caller has come."""

    MENU = "menu"
    WAITING = "waiting"
    TAKEN = "taken"
    CALLBACK = "callback"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One inbound call. `rung` lists specialists already tried in this round.

    `ending` says with whom or what it ended: specialist, callback, closing-words, hang-up.
    """

    sid: str
    person: str
    phone: str
    language: str
    started_at: datetime
    due_at: datetime
    version: int = 0
    state: CallState = CallState.MENU
    crisis: bool = False
    silent: bool = False
    queue_sid: str = ""
    queued_at: datetime | None = None
    specialist: str = ""
    leg: str = ""
    callback: str = ""
    rung: tuple[str, ...] = ()
    rounds: int = 0
    ending: str = ""
    ended_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the caller is on the line and nobody has taken them yet."""
        return self.state is CallState.WAITING

    @property
    def is_over(self) -> bool:
        """Whether the caller has gone, or been told the last word."""
        return self.state is CallState.ENDED

    def wait(self, now: datetime, *, crisis: bool, silent: bool) -> "Call":
        """Put the caller in the live queue; asking twice keeps the place."""
        return replace(
            self,
            state=CallState.WAITING,
            queued_at=self.queued_at or now,
            crisis=self.crisis or crisis,
            silent=silent,
            due_at=now,
        )

    def try_again_at(self, due_at: datetime) -> "Call":
        """Nobody is free to be rung: look again then."""
        return replace(self, due_at=due_at)

    def ring(self, specialist: str, leg: str, due_at: datetime) -> "Call":
        """One more specialist is being rung for this caller."""
        return replace(self, leg=leg, rung=(*self.rung, specialist), due_at=due_at)

    def next_round(self) -> "Call":
        """Everybody was tried: begin again with the first."""
        return replace(self, rung=(), rounds=self.rounds + 1, leg="")

    def take(self, specialist: str, leg: str, now: datetime) -> "Call":
        """This specialist pressed 1 first."""
        return replace(
            self,
            state=CallState.TAKEN,
            specialist=specialist,
            leg=leg,
            ending="specialist",
            due_at=now + timedelta(minutes=5),
        )

    def becomes_callback(self, callback: str, now: datetime) -> "Call":
        """The wait turned into a callback that keeps the place."""
        return replace(
            self,
            state=CallState.CALLBACK,
            callback=callback,
            ending="callback",
            due_at=now + timedelta(minutes=10),
        )

    def end(self, ending: str, now: datetime) -> "Call":
        """The line is gone; the first ending holds."""
        if self.is_over:
            return self
        return replace(
            self, state=CallState.ENDED, ending=self.ending or ending, ended_at=now, due_at=now
        )
