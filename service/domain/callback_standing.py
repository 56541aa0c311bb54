"""How a callback stands: what it can be asked. Nothing here changes it."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.callback_record import CallbackRecord
from service.domain.callback_states import (
    EXPIRES_AFTER,
    LEASE,
    LOOK_AGAIN,
    NUMBER_ERASED,
    OVERDUE_AFTER,
    RUNG_ONCE,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackStanding(CallbackRecord):
    """What is read off a callback's fields, and a clock."""

    @property
    def is_open(self) -> bool:
        """Whether something must still happen: everything but closed."""
        return self.state is not State.CLOSED

    @property
    def is_forgotten(self) -> bool:
        """Whether its number and notes have been erased: what is left names nobody."""
        return not (self.is_open or self.phone or self.notes)

    @property
    def has_no_number(self) -> bool:
        """Whether whoever has the phone had its number erased: nobody rings it for this one."""
        return self.is_open and self.review_reason == NUMBER_ERASED

    def next_look(self, now: datetime) -> datetime:
        """When the sweep must look at it next; every open callback has such a time."""
        if self.on_line:
            return max(self.due_at, now + LEASE)
        if not self.is_ready(now):
            return self.due_at
        if self.overdue_at is None:
            return max(self.promise_at, self.due_at) + OVERDUE_AFTER
        return min(self.overdue_at + LOOK_AGAIN, self.expires_at)

    @property
    def expires_at(self) -> datetime:
        """When a supervisor must decide: nobody wants a call that comes days late (R15)."""
        return self.promise_at + EXPIRES_AFTER

    @property
    def leg_ids(self) -> tuple[str, ...]:
        """The two phones of the newest dial, whether or not it is over."""
        attempt = self.attempt or self.last_attempt
        return (f"{attempt}-s", f"{attempt}-p") if attempt else ()

    def is_ready(self, now: datetime) -> bool:
        """Whether "next" may hand it out: waiting, and its time has come, also where a clock that
        was ahead of now wrote it."""
        has_come = self.due_at <= now or self.created_at > now
        return self.state is State.WAITING and has_come and not self.on_line

    def is_left_alone(self, phone: str) -> bool:
        """Whether ringing this phone again is up to a supervisor, or to whoever has it."""
        refused = self.state is State.REVIEW and self.review_reason in RUNG_ONCE
        return refused and phone == self.phone

    @property
    def wants_another(self) -> bool:
        """Whether its person asked for another call since the talk began: that is owed still."""
        asked, spoke = self.asked_again_at, self.spoke_at
        return asked is not None and spoke is not None and asked > spoke

    @property
    def has_had_its_talk(self) -> bool:
        """Whether they talk now or have talked, and no further call is owed."""
        talked = self.state in (State.CLAIMED, State.TALKING) and self.spoke_at is not None
        return talked and not self.wants_another
