"""A live call to the helpline, from the first ring to its ending.

Knows how far the caller has come and with whom or what they ended; nothing of TwiML.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

MENU_LOOK = timedelta(minutes=15)
TALK_LOOK = timedelta(minutes=5)
# What a call ended with that only the carrier told us of.
MISSED = "missed"
# Who is held asks for the next words every few seconds, so a longer silence is a lost hang-up.
HELD_LOOK = timedelta(seconds=30)


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

    `ringing` are the legs that ring for this caller, `leg` is the one that took them (a call
    stored before several phones could ring has its one ringing leg there too; see `legs`).
    `phone` is "" for a withheld number; `given_phone` is one keyed in and not yet confirmed, and
    `given_person` whose it is.
    `interpreter`: they agreed to one, as nobody here speaks their language.
    `off_queue`: this caller waits at the crisis words, not in Twilio's queue.
    `place_since` is the older place of a caller whose callback is still open.
    `alert` is the one this call raised, "" for none.
    `held_since`: out of the room while the specialist looks for help; `back_at`: last back in it.
    `ending` says with whom or what it ended: specialist, callback, voicemail, closing-words,
    hang-up, missed.
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
    interpreter: bool = False
    off_queue: bool = False
    queue_sid: str = ""
    queued_at: datetime | None = None
    place_since: datetime | None = None
    joined_at: datetime | None = None
    held_since: datetime | None = None
    back_at: datetime | None = None
    given_phone: str = ""
    given_person: str = ""
    specialist: str = ""
    leg: str = ""
    ringing: tuple[str, ...] = ()
    callback: str = ""
    alert: str = ""
    unasked: bool = False
    rung: tuple[str, ...] = ()
    rounds: int = 0
    ending: str = ""
    ended_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the caller is on the line and nobody has taken them yet."""
        return self.state is CallState.WAITING

    @property
    def is_with_us(self) -> bool:
        """Whether the caller waits for somebody here or has them: nobody dials them meanwhile."""
        return self.state in (CallState.WAITING, CallState.TAKEN)

    @property
    def legs(self) -> tuple[str, ...]:
        """The phones that may ring for this caller now."""
        if not self.is_waiting:
            return ()
        older = (self.leg,) if self.leg and self.leg not in self.ringing else ()
        return (*older, *self.ringing)

    @property
    def is_over(self) -> bool:
        """Whether the caller has gone, or been told the last word."""
        return self.state is CallState.ENDED

    @property
    def place(self) -> datetime:
        """Since when the caller's place in line counts."""
        return self.place_since or self.queued_at or self.started_at

    def wait(
        self,
        now: datetime,
        *,
        crisis: bool,
        silent: bool,
        place_since: datetime | None = None,
        off_queue: bool = False,
    ) -> "Call":
        """Put the caller in line; asking twice keeps the place."""
        again = self.is_waiting
        return replace(
            self,
            state=CallState.WAITING,
            queued_at=self.queued_at if again else now,
            place_since=place_since or self.place_since,
            joined_at=None,
            held_since=None,
            specialist="",
            leg=self.leg if again else "",
            ringing=self.ringing if again else (),
            rung=self.rung if again else (),
            rounds=self.rounds if again else 0,
            crisis=self.crisis or crisis,
            silent=silent,
            off_queue=off_queue,
            ending="",
            due_at=now,
        )

    def waited(self, now: datetime) -> timedelta:
        """How long the caller has been in the live queue by our clock."""
        return now - self.queued_at if self.queued_at else timedelta(0)

    def try_again_at(self, due_at: datetime) -> "Call":
        """Nobody is free to be rung: look again then."""
        return replace(self, due_at=due_at)

    def ring(self, specialists: tuple[str, ...], legs: tuple[str, ...], due_at: datetime) -> "Call":
        """These specialists are being rung too, on these legs."""
        return replace(
            self,
            leg="",
            ringing=(*self.legs, *legs),
            rung=(*self.rung, *specialists),
            due_at=due_at,
        )

    def next_round(self) -> "Call":
        """Everybody was tried: begin again with the first."""
        return replace(self, rung=(), rounds=self.rounds + 1, leg="", ringing=())

    def take(self, specialist: str, leg: str, now: datetime) -> "Call":
        """This specialist pressed 1 first."""
        return replace(
            self,
            state=CallState.TAKEN,
            specialist=specialist,
            leg=leg,
            ringing=(),
            ending="specialist",
            due_at=now + TALK_LOOK,
        )

    def not_taken(self, legs: tuple[str, ...], now: datetime) -> "Call":
        """These phones are over; once none rings any more, the next may."""
        left = tuple(each for each in self.legs if each not in legs)
        return replace(self, leg="", ringing=left, due_at=self.due_at if left else now)

    def put_back(self, now: datetime) -> "Call":
        """Whoever took the caller was gone before they were joined: first in line again."""
        return replace(
            self,
            state=CallState.WAITING,
            specialist="",
            leg="",
            ringing=(),
            ending="",
            due_at=now,
        )

    def join(self, now: datetime) -> "Call":
        """The caller has come into the room; the first time counts."""
        return self if self.joined_at else replace(self, joined_at=now)

    def hold(self, now: datetime) -> "Call":
        """Out of the room, for as long as somebody may still come back to it."""
        if self.held_since:
            return self
        return replace(self, held_since=now, due_at=now + HELD_LOOK)

    def back(self, now: datetime) -> "Call":
        """In the room again."""
        return replace(self, held_since=None, back_at=now, due_at=now + TALK_LOOK)

    def hand_to(self, specialist: str, leg: str, now: datetime) -> "Call":
        """Another phone has the caller from now on; `specialist` is "" for one that is not ours."""
        return replace(
            self, specialist=specialist or self.specialist, leg=leg, due_at=now + TALK_LOOK
        )

    def left_alone(self, now: datetime) -> "Call":
        """The talk is over and the caller is still on the line, with the first level's choices."""
        return replace(self, state=CallState.MENU, held_since=None, due_at=now + MENU_LOOK)

    def leave_line(self, now: datetime) -> "Call":
        """Out of the live queue, still on the line."""
        return replace(self, state=CallState.MENU, leg="", ringing=(), due_at=now + MENU_LOOK)

    def becomes_callback(self, callback: str, now: datetime, *, unasked: bool = False) -> "Call":
        """The wait turned into a callback that keeps the place; `unasked`: by the service."""
        return replace(
            self,
            state=CallState.CALLBACK,
            callback=callback,
            unasked=unasked,
            ringing=(),
            ending="callback",
            due_at=now + timedelta(minutes=10),
        )

    def end(self, ending: str, now: datetime) -> "Call":
        """The line is gone; the first ending holds, but whoever took them and never met them."""
        if self.is_over:
            return self
        never_met = self.state is CallState.TAKEN and self.joined_at is None
        held = "" if never_met else self.ending
        return replace(self, state=CallState.ENDED, ending=held or ending, ended_at=now, due_at=now)
