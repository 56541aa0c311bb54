"""A specialist: who works the queue, in which languages, and whether they may be rung now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

WRAP_UP = timedelta(minutes=2)
JUST_MISSED = timedelta(minutes=1)


class Role(StrEnum):
    """What somebody may see and do in the console."""

    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialist:
    """`engaged` names the record that holds their phone ("leg:ID"), "" when free.

    `password` is an argon2 hash. `rest_until` ends a wrap-up or a break. `phone_dead`: Twilio said
    that the number cannot be dialled; a new number or a new shift is a new try. `phone_verified`:
    whoever this is has read a code that was sent there, or the operator vouches for it.
    `keeps_line`: they stay on the phone between callbacks; `line` is the leg of their open line,
    until that call is over, so that nothing rings their phone meanwhile.
    `second_factor`: a code from an app is asked for at sign-in. `wants_call_at`: since when they
    ask for a supervisor.
    """

    id: str
    name: str
    email: str
    phone: str
    role: Role = Role.SPECIALIST
    languages: tuple[str, ...] = ("en",)
    password: str = ""
    version: int = 0
    on_shift: bool = False
    on_break: bool = False
    engaged: str = ""
    rest_until: datetime | None = None
    missed_at: datetime | None = None
    last_call_at: datetime | None = None
    phone_dead: bool = False
    phone_verified: bool = False
    second_factor: bool = False
    disabled: bool = False
    wants_call_at: datetime | None = None
    keeps_line: bool = False
    line: str = ""

    def speaks(self, language: str) -> bool:
        """Whether they can talk with somebody in this language."""
        return language in self.languages

    @property
    def is_on_call(self) -> bool:
        """Whether a crisis may reach them while nobody is on shift: whoever supervises."""
        return self.role is not Role.SPECIALIST and not self.on_shift and not self.disabled

    @property
    def may_be_told(self) -> bool:
        """Whether a notice of a crisis goes to their phone: on shift with one, or on call."""
        return bool(self.phone) and (self.is_on_call or (self.on_shift and not self.disabled))

    def wants_line(self, now: datetime) -> bool:
        """Whether their line stays open while nobody is on it: not for more than a wrap-up."""
        rests = self.rest_until is not None and self.rest_until > now + WRAP_UP
        off = not self.on_shift or self.on_break or self.disabled
        return self.keeps_line and not off and not rests

    @property
    def wraps_up(self) -> bool:
        """Whether what they rest from is a talk and no more: a break outlasts a wrap-up."""
        if self.rest_until is None or self.last_call_at is None:
            return False
        return self.rest_until <= self.last_call_at + WRAP_UP

    def may_be_rung(self, language: str, now: datetime) -> bool:
        """On shift, speaks it, and free."""
        return self.on_shift and self.speaks(language) and self.is_free(now)

    def is_free(self, now: datetime) -> bool:
        """Neither engaged nor resting, with a phone that works and missed no ring just now."""
        return self._can_be_rung(now) and not self._rests(now)

    def is_free_in_a_crisis(self, now: datetime) -> bool:
        """The same, though they wrap up a talk; a break they took is theirs in a crisis, too."""
        return self._can_be_rung(now) and (self.wraps_up or not self._rests(now))

    def _can_be_rung(self, now: datetime) -> bool:
        if self.on_break or self.disabled or self.phone_dead:
            return False
        if self.engaged or not self.phone:
            return False
        return self.missed_at is None or now - self.missed_at >= JUST_MISSED

    def _rests(self, now: datetime) -> bool:
        return self.rest_until is not None and self.rest_until > now

    def start_shift(self) -> "Specialist":
        """On shift: may be rung for callers; a phone that was out of reach is tried anew."""
        return replace(self, on_shift=True, on_break=False, missed_at=None, phone_dead=False)

    def end_shift(self) -> "Specialist":
        """Off shift: nobody rings this phone."""
        return replace(self, on_shift=False, on_break=False)

    def pause(self, until: datetime | None) -> "Specialist":
        """A break until `until`, or until they come back themselves."""
        return replace(self, on_break=until is None, rest_until=until)

    def resume(self) -> "Specialist":
        """Back from a break or a wrap-up."""
        return replace(self, on_break=False, rest_until=None)

    def has_number(self, phone: str, *, verified: bool = False) -> "Specialist":
        """Another phone rings for them from now on."""
        return replace(self, phone=phone, phone_verified=verified, phone_dead=False, line="")

    def keep_line(self, *, wanted: bool) -> "Specialist":
        """Stay on the phone between callbacks, or hang up after each."""
        return replace(self, keeps_line=wanted)

    def engage(self, what: str) -> "Specialist":
        """Their phone is being rung or used for `what`."""
        return replace(self, engaged=what)

    def missed(self, now: datetime) -> "Specialist":
        """Their phone rang and was not taken."""
        return replace(self, engaged="", missed_at=now)

    def finished(self, now: datetime, *, spoke: bool) -> "Specialist":
        """Their leg is over; after a talk they get the wrap-up time. A longer break that they took
        meanwhile stays."""
        rest = now + WRAP_UP if spoke else now
        until = max(rest, self.rest_until or rest)
        return replace(
            self, engaged="", rest_until=until if until > now else None, last_call_at=now
        )
