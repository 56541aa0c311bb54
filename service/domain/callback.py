"""A callback: somebody asked to be called, and what became of it.

Holds the rules of each move; the table of moves is in callback_states, and what a callback can be
asked in callback_standing. Knows nothing of where records are kept, who is on shift, or how a phone
is dialled.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from service.domain.callback_standing import CallbackStanding
from service.domain.callback_states import (
    AFRESH,
    HELD,
    LEASE,
    LET_GO,
    MAY_GO_TO_REVIEW,
    MOST_ATTEMPTS,
    MOVES,
    NO_ANSWER_GIVEN,
    NUMBER_ERASED,
    ON_THE_PHONE,
    RETRY_DELAYS,
    SHOWN,
    Outcome,
    Reason,
    State,
    lease_from,
)
from service.domain.errors import NotAllowed, StaleToken

__all__ = ["HELD", "Callback", "Outcome", "Reason", "State"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback(CallbackStanding):
    """What a callback is told: each move returns the callback as it is then."""

    def forgotten(self) -> "Callback":
        """The same closed callback without anything that names somebody."""
        return replace(self.without_number(), notes="")

    def without_number(self) -> "Callback":
        """The same without the phone that was to ring."""
        return replace(self, phone="", given_person="", number_given=False)

    def loses_number(self, now: datetime) -> "Callback":
        """Whoever has the phone had its number erased: from now on a supervisor's, undialled;
        a talk may go on, and its holder still owes an outcome."""
        if self.state in MAY_GO_TO_REVIEW or self.state is State.REVIEW:
            return self.to_review(NUMBER_ERASED, now)
        return replace(self, review_reason=NUMBER_ERASED) if self.is_open else self

    def _move(self, to: State, **changes: Any) -> "Callback":
        if to not in MOVES[self.state]:
            raise NotAllowed(f"a callback that is {self.state} cannot become {to}")
        return replace(self, state=to, **changes)

    def held_with(self, token: int) -> "Callback":
        """Return itself if `token` is the newest claim's; raise StaleToken otherwise."""
        if self.state not in HELD or token != self.token:
            raise StaleToken("this callback is not held with this token, or no longer")
        return self

    def claim(self, specialist: str, now: datetime) -> "Callback":
        """Give the callback to one specialist for the length of a lease."""
        if self.state in HELD:
            raise NotAllowed("this callback is held already")
        return self.hand_to(specialist, now)

    def hand_to(self, specialist: str, now: datetime) -> "Callback":
        """Give it to another, also straight from whoever holds it."""
        ready_at = self.due_at if self.state is State.WAITING else self.ready_at
        held = {"specialist": specialist, "token": self.token + 1, "ready_at": ready_at}
        return self._move(State.CLAIMED, **held, **lease_from(now))

    def renew(self, now: datetime) -> "Callback":
        """Lengthen the lease because its holder is active."""
        return replace(self, **lease_from(now))

    def release(self, now: datetime) -> "Callback":
        """Put it back in the queue untried; it keeps its place, and its hour."""
        if self.has_no_number:
            raise NotAllowed("no number is left to ring: it waits until they ask anew, or close it")
        due_at = max(now, self.named_at or now, self.ready_at or now)
        return self._move(State.WAITING, due_at=due_at, **LET_GO, **AFRESH)

    def put_off(self, at: datetime) -> "Callback":
        """Nobody may ring before `at`; the promise, kept or broken, stays as it is."""
        return self._move(State.WAITING, due_at=at, overdue_at=None)

    def put_back(self, at: datetime, now: datetime) -> "Callback":
        """Whoever holds it has it wait until `at`; what was promised, and named, stays as it is."""
        return replace(self.release(now), due_at=at)

    def reschedule(self, at: datetime, now: datetime) -> "Callback":
        """The person wants to be called at `at`: that is the new promise, and after a talk it is
        tried as often as the first."""
        put = replace(self.put_back(at, now), promise_at=at, place_at=None)
        tried = self.attempts if self.spoke_at is None else 0
        return replace(put, named_at=at, part_wanted="", attempts=tried)

    def became_overdue(self, now: datetime) -> "Callback":
        """The promise is broken: said once, and it stays ready to be taken."""
        return replace(self, overdue_at=now)

    def call(self, attempt: str, now: datetime) -> "Callback":
        """The holder pressed call: from here on a phone may ring."""
        if self.state is not State.CLAIMED:
            raise NotAllowed(f"this callback is {self.state}; claim it to call")
        return self._move(
            State.CALLING, attempt=attempt, last_attempt=attempt, call_sid="", **lease_from(now)
        )

    def ringing(self, call_sid: str, now: datetime) -> "Callback":
        """The person's own phone is being dialled under this CallSid."""
        return self._move(State.CALLING, call_sid=call_sid, tried_at=self.tried_at or now)

    def talking(self, now: datetime) -> "Callback":
        """The right person pressed 1 and is joined with the specialist."""
        found = {"tried_at": self.tried_at or now, "number_given": False, **SHOWN}
        return self._move(State.TALKING, spoke_at=now, **found, **lease_from(now))

    def pass_on(self, specialist: str, now: datetime) -> "Callback":
        """Another specialist has taken over the talk: theirs from now on, by a newer token."""
        if self.state is not State.TALKING:
            raise NotAllowed(f"this callback is {self.state}: nobody talks")
        return replace(self, specialist=specialist, token=self.token + 1, **lease_from(now))

    def to_ring(self, phone: str, *, given: str = "") -> "Callback":
        """The phone to ring from now on, `given` whose it is if keyed in; not while one rings."""
        if self.state in ON_THE_PHONE:
            return self
        unconfirmed = bool(given) and (self.number_given or phone != self.phone)
        ring = replace(self, phone=phone, number_given=unconfirmed, given_person=given)
        return replace(ring, review_reason="") if self.has_no_number else ring

    def rings_in(self, call_sid: str) -> "Callback":
        """Its person is on the line to us: nobody hands it out or dials it meanwhile."""
        return replace(self, on_line=call_sid, **SHOWN)

    def rang_off(self) -> "Callback":
        """Its person has left the line without reaching anybody: it has its old place."""
        return replace(self, on_line="")

    def hung_up(self, now: datetime) -> "Callback":
        """The talk is over; its holder still owes an outcome."""
        return self._move(State.CLAIMED, attempt="", **lease_from(now))

    def not_rung(self, now: datetime) -> "Callback":
        """The specialist's own phone did not take it: nobody rang the person."""
        return self._move(State.CLAIMED, attempt="", **lease_from(now))

    def not_answered(self, now: datetime) -> "Callback":
        """Put the callback back in the queue, later each time.

        After the last attempt it goes to the supervisor: only a person gives up on a caller.
        """
        attempts = self.attempts + 1
        tried = replace(self, attempts=attempts, asked_again_at=None)
        if self.number_given:  # somebody else's phone, perhaps: it is rung once
            return tried.to_review(NO_ANSWER_GIVEN, now)
        if attempts >= MOST_ATTEMPTS:
            return tried.to_review("no answer", now)
        delay = RETRY_DELAYS[min(attempts, len(RETRY_DELAYS)) - 1]
        return self._move(State.WAITING, attempts=attempts, due_at=now + delay, **LET_GO, **AFRESH)

    def became_unsure(self, now: datetime) -> "Callback":
        """Twilio's answer to the dial was ambiguous: settle it before anything else."""
        return self._move(State.UNSURE, due_at=now + timedelta(seconds=30))

    def settled(self, now: datetime) -> "Callback":
        """It is clear now that the dial was placed: as if the answer had been clear at once."""
        return self._move(State.CALLING, due_at=now + LEASE)

    def to_review(self, reason: str, now: datetime) -> "Callback":
        """Put it on the supervisor's list, undialled, with the reason in words."""
        look_at = now + timedelta(hours=1)
        return self._move(State.REVIEW, review_reason=reason, due_at=look_at, **LET_GO)

    def close(self, outcome: Outcome, now: datetime) -> "Callback":
        """End it for good, with the outcome a person named."""
        return self._move(
            State.CLOSED, outcome=outcome.value, closed_at=now, lease_until=None, attempt=""
        )

    def asks_again(self, now: datetime) -> "Callback":
        """Its person asks for a call; noted where they have talked and no outcome is named yet."""
        return self if self.spoke_at is None else replace(self, asked_again_at=now)

    def wanted_after_all(self, promise_at: datetime, due_at: datetime) -> "Callback":
        """Its person asked anew while it lay in review or after a talk: back in the queue."""
        fresh = {"promise_at": promise_at, "due_at": due_at, "attempts": 0, "named_at": None}
        return self._move(State.WAITING, part_wanted="", **fresh, **LET_GO, **AFRESH)
