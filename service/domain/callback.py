"""A callback: somebody asked to be called, and what became of it.

Holds the states, the table of allowed moves and the rules of each move. Knows nothing of
where records are kept, who is on shift, or how a phone is dialled.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.errors import NotAllowed, StaleToken


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

LEASE = timedelta(minutes=15)
RETRY_DELAYS = (timedelta(hours=2), timedelta(hours=4), timedelta(hours=20))
MOST_ATTEMPTS = 3
EXPIRES_AFTER = timedelta(hours=48)
OVERDUE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """One request to be called; times are aware UTC datetimes.

    `version` is the stored version this value was read at (0: not stored yet).
    `token` fences: each claim raises it, and only its holder may act.
    `attempt` names the dial in progress ("" when none); its legs are {attempt}-s and {attempt}-p.
    `due_at` is when it may be tried next, or when its lease ends.
    """

    id: str
    person: str
    phone: str
    language: str
    reason: Reason
    created_at: datetime
    promise_at: datetime
    due_at: datetime
    channel: str
    version: int = 0
    state: State = State.WAITING
    crisis: bool = False
    about_other: bool = False
    voicemail_ok: bool = False
    text_first: bool = False
    zone: str = ""
    attempts: int = 0
    specialist: str = ""
    token: int = 0
    lease_until: datetime | None = None
    attempt: str = ""
    call_sid: str = ""
    spoke_at: datetime | None = None
    outcome: str = ""
    review_reason: str = ""
    closed_at: datetime | None = None
    notes: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something must still happen: everything but closed."""
        return self.state is not State.CLOSED

    def next_look(self, now: datetime) -> datetime:
        """When the sweep must look at it next; every open callback has such a time."""
        if self.state is State.WAITING and self.due_at <= now:
            return max(self.promise_at, self.due_at) + OVERDUE_AFTER
        return self.due_at

    def is_ready(self, now: datetime) -> bool:
        """Whether "next" may hand it out: waiting, and its time has come."""
        return self.state is State.WAITING and self.due_at <= now

    def _move(self, to: State, **changes: object) -> "Callback":
        if to not in MOVES[self.state]:
            raise NotAllowed(f"callback {self.id} cannot go from {self.state} to {to}")
        return replace(self, state=to, **changes)  # type: ignore[arg-type]

    def held_with(self, token: int) -> "Callback":
        """Return itself if `token` is the newest claim's; raise StaleToken otherwise."""
        if self.state not in HELD or token != self.token:
            raise StaleToken(f"callback {self.id} is not held with token {token}")
        return self

    def claim(self, specialist: str, now: datetime) -> "Callback":
        """Give the callback to one specialist for the length of a lease."""
        return self._move(
            State.CLAIMED,
            specialist=specialist,
            token=self.token + 1,
            lease_until=now + LEASE,
            due_at=now + LEASE,
            review_reason="",
        )

    def renew(self, now: datetime) -> "Callback":
        """Lengthen the lease because its holder is active."""
        return replace(self, lease_until=now + LEASE, due_at=now + LEASE)

    def release(self, now: datetime) -> "Callback":
        """Put it back in the queue untried; it keeps its place."""
        return self._move(State.WAITING, specialist="", lease_until=None, attempt="", due_at=now)

    def call(self, attempt: str, now: datetime) -> "Callback":
        """The holder pressed call: from here on a phone may ring."""
        if self.state is not State.CLAIMED:
            raise NotAllowed(f"callback {self.id} is {self.state}, it must be claimed to call")
        return self._move(
            State.CALLING, attempt=attempt, call_sid="", lease_until=now + LEASE, due_at=now + LEASE
        )

    def ringing(self, call_sid: str) -> "Callback":
        """The person's own phone is being dialled under this CallSid."""
        return self._move(State.CALLING, call_sid=call_sid)

    def talking(self, now: datetime) -> "Callback":
        """The right person pressed 1 and is joined with the specialist."""
        return self._move(State.TALKING, spoke_at=now, lease_until=now + LEASE, due_at=now + LEASE)

    def hung_up(self, now: datetime) -> "Callback":
        """The talk is over; its holder still owes an outcome."""
        return self._move(State.CLAIMED, attempt="", lease_until=now + LEASE, due_at=now + LEASE)

    def not_rung(self, now: datetime) -> "Callback":
        """The specialist's own phone did not take it: nobody rang the person."""
        return self._move(State.CLAIMED, attempt="", lease_until=now + LEASE, due_at=now + LEASE)

    def not_answered(self, now: datetime) -> "Callback":
        """Put the callback back in the queue, later each time.

        After the last attempt it goes to the supervisor: only a person gives up on a caller.
        """
        attempts = self.attempts + 1
        if attempts >= MOST_ATTEMPTS:
            return replace(self, attempts=attempts).to_review("no answer", now)
        delay = RETRY_DELAYS[min(attempts, len(RETRY_DELAYS)) - 1]
        return self._move(
            State.WAITING,
            attempts=attempts,
            attempt="",
            specialist="",
            lease_until=None,
            due_at=now + delay,
        )

    def became_unsure(self, now: datetime) -> "Callback":
        """Twilio's answer to the dial was ambiguous: settle it before anything else."""
        return self._move(State.UNSURE, due_at=now + timedelta(seconds=30))

    def to_review(self, reason: str, now: datetime) -> "Callback":
        """Put it on the supervisor's list, undialled, with the reason in words."""
        return self._move(
            State.REVIEW,
            review_reason=reason,
            specialist="",
            lease_until=None,
            attempt="",
            due_at=now + timedelta(hours=1),
        )

    def close(self, outcome: Outcome, now: datetime) -> "Callback":
        """End it for good, with the outcome a person named."""
        return self._move(
            State.CLOSED, outcome=outcome.value, closed_at=now, lease_until=None, attempt=""
        )

    def wanted_after_all(self, promise_at: datetime, due_at: datetime) -> "Callback":
        """Its person asked anew while it lay in review: back in the queue."""
        return self._move(
            State.WAITING, promise_at=promise_at, due_at=due_at, attempts=0, review_reason=""
        )
