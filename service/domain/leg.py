"""One phone we dial: a specialist's, or the phone of a person who asked to be called.

Dialling is at most once: the leg is stored as `intended` before anything is sent, moves to
`posting` by the one worker that wins, and an unclear answer makes it `unsure` until Twilio's
own list settles it. Knows nothing of TwiML or REST.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

RING_TIME = timedelta(seconds=25)
# A lost report of its end keeps a specialist's phone blocked, so a live call is asked after often.
NO_REPORT = timedelta(minutes=1)
POST_GRACE = timedelta(seconds=30)
# Longer than the request may take: by then the call is in Twilio's list, or it never arrived.
FIRST_LOOK = timedelta(seconds=15)
# Nothing has been sent yet, so waking a worker once too often costs nothing.
WAKE_GRACE = timedelta(seconds=5)


class LegState(StrEnum):
    """How far a dial has come."""

    INTENDED = "intended"
    POSTING = "posting"
    UNSURE = "unsure"
    PLACED = "placed"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    ENDED = "ended"


LIVE = frozenset(LegState) - {LegState.ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A dial to one phone. `purpose` is "specialist" or "person"; `person` then is whose id.
    A specialist who talks may have others rung: "colleague", "interpreter" or "crisis-line".

    `callee` is whose phone its attempt rings in the end, by the number: another's than `person`
    where they gave one.
    `serves` names the record it is for: "callback:ID" or "call:SID". `result` is why it ended:
    Twilio's CallStatus, or "wrong-person", "stop-calling", "declined", "not-needed", "refused",
    "no-key", "already-taken". `language` is the one spoken on this phone. `unwanted` asks whoever
    is just dialling it to hang up at once. `urgent`: for somebody in a crisis. `speaks_first`: this
    specialist is joined with whoever picks up, before they press a key.
    `beside` is the leg it belongs to where the attempt does not say so: who asked for a colleague,
    or, once that colleague has taken over a callback, the person's phone.
    `wish` is what the specialist asked for and waits for: "join", "take" or "line"; `tried` whom
    it rang, `helpers` the legs rung for it, `tell` the words they are owed.
    `line`: the specialist's open line that it goes over, so that nothing is dialled for it; once it
    is over, the line on which its phone has stayed.
    `rooms` counts how often it was sent into the room; `out_at` is when it last came out of it.
    """

    id: str
    purpose: str
    serves: str
    phone: str
    specialist: str
    created_at: datetime
    due_at: datetime
    person: str = ""
    callee: str = ""
    attempt: str = ""
    language: str = "en"
    urgent: bool = False
    unwanted: bool = False
    speaks_first: bool = False
    version: int = 0
    state: LegState = LegState.INTENDED
    sid: str = ""
    looks: int = 0
    sequence: int = -1
    result: str = ""
    ended_at: datetime | None = None
    beside: str = ""
    wish: str = ""
    tell: str = ""
    helpers: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    rooms: int = 0
    in_room_at: datetime | None = None
    out_at: datetime | None = None
    line: str = ""

    @property
    def is_live(self) -> bool:
        """Whether this phone may ring or talk now, or might be rung any moment."""
        return self.state in LIVE

    @property
    def is_ringing(self) -> bool:
        """Whether it may still be answered and taken."""
        return self.is_live and self.state is not LegState.ACCEPTED and not self.result

    @property
    def is_talking(self) -> bool:
        """Whether it took the call and nothing has ended that."""
        return self.state is LegState.ACCEPTED and not self.result

    def posting(self, now: datetime) -> "Leg":
        """The one worker that dials it says so before it sends anything."""
        return replace(self, state=LegState.POSTING, due_at=now + FIRST_LOOK)

    def back_to_intended(self, due_at: datetime) -> "Leg":
        """Twilio surely did not take it: try again at `due_at`, with looks of its own."""
        return replace(self, state=LegState.INTENDED, due_at=due_at, looks=0)

    def over_line(self, sid: str, ring_time: timedelta, now: datetime) -> "Leg":
        """It is said on a line that is open, under that call's CallSid; nothing is dialled."""
        due_at = now + ring_time + POST_GRACE
        return replace(self, state=LegState.PLACED, sid=sid, due_at=due_at)

    def rings_instead(self, now: datetime) -> "Leg":
        """The line is over and these words were never heard: the phone is dialled as ever."""
        return replace(self.back_to_intended(now + WAKE_GRACE), line="", sid="")

    def unsure(self, now: datetime) -> "Leg":
        """No clear answer: Twilio's list is to settle it."""
        return replace(self, state=LegState.UNSURE, due_at=now + FIRST_LOOK)

    def not_found(self, now: datetime) -> "Leg":
        """It is not in Twilio's list: look once more, at least 30 s later."""
        return replace(self, state=LegState.UNSURE, due_at=now + POST_GRACE, looks=self.looks + 1)

    def placed(self, sid: str, now: datetime) -> "Leg":
        """Twilio took the call. A status that overtook our answer is not undone."""
        if self.state in (LegState.ANSWERED, LegState.ACCEPTED, LegState.ENDED):
            return replace(self, sid=self.sid or sid)
        due_at = now + RING_TIME + POST_GRACE
        return replace(self, state=LegState.PLACED, sid=sid, due_at=due_at)

    def answered(self, sid: str, now: datetime) -> "Leg":
        """Someone, or a machine, picked up."""
        if self.state in (LegState.ACCEPTED, LegState.ENDED):
            return self
        return replace(self, state=LegState.ANSWERED, sid=self.sid or sid, due_at=now + NO_REPORT)

    def accepted(self, now: datetime) -> "Leg":
        """The key 1 was pressed: a person, not a machine."""
        return replace(self, state=LegState.ACCEPTED, due_at=now + NO_REPORT).enters(now)

    def enters(self, now: datetime) -> "Leg":
        """It is sent into the room, for the first time or back."""
        return replace(self, rooms=self.rooms + 1, in_room_at=now, out_at=None, tell="")

    def steps_out(self, now: datetime) -> "Leg":
        """It is out of the room and still on the line; the first report counts."""
        return self if self.out_at else replace(self, in_room_at=None, out_at=now)

    def asks_for(self, wish: str) -> "Leg":
        """The specialist wants a colleague; "" is no longer."""
        return replace(self, wish=wish, tried=(), tell="")

    def has_rung(self, leg_id: str, specialist: str, due_at: datetime) -> "Leg":
        """Another phone rings for this one."""
        tried = (*self.tried, specialist) if specialist else self.tried
        return replace(self, helpers=(*self.helpers, leg_id), tried=tried, due_at=due_at)

    def still_talking(self, now: datetime) -> "Leg":
        """Twilio says it is in progress: look again in a while."""
        return replace(self, due_at=now + NO_REPORT)

    def let_go(self, result: str) -> "Leg":
        """What it was for goes on without it, though its phone is on the line a moment longer."""
        return replace(self, result=self.result or result)

    def ended(self, result: str, now: datetime) -> "Leg":
        """It is over; the first reason holds."""
        if self.state is LegState.ENDED:
            return self
        return replace(self, state=LegState.ENDED, result=self.result or result, ended_at=now)
