"""The second factor of somebody's sign-in: a secret shared with an app, and codes for a lost phone.

Knows when a code may be used. Does not know how a code follows from the secret (RFC 6238).
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
RECOVERY_CODES = 10
# Nothing that is read as something else: no i l o u 0 1. 30 signs; 16 of them are 78 bits.
SIGNS = "abcdefghjkmnpqrstvwxyz23456789"  # pragma: allowlist secret
RECOVERY_SIGNS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """One person's, under their id; or one not confirmed yet, under `waiting_id`.

    `made_for` names the sign-in that asked for an unconfirmed one: no other may confirm it.
    `last_step` is the newest 30 seconds whose code was used: neither it nor an older one works
    again. `wrong` counts wrong codes since the last right one; until `wait_until` no code is taken.
    `guessed` is how many came before the last right one: each by somebody who knew the password.
    `recovery` holds digests of the recovery codes that are left.
    """

    id: str
    secret: str
    version: int = 0
    made_for: str = ""
    last_step: int = 0
    wrong: int = 0
    guessed: int = 0
    wait_until: datetime | None = None
    recovery: tuple[str, ...] = ()

    def takes(self, step: int | None, now: datetime) -> bool:
        """Whether the code of this step may be used now; None for a code of no step at all."""
        waits = self.wait_until is not None and self.wait_until > now
        return step is not None and step > self.last_step and not waits

    def used(self, step: int) -> "SecondFactor":
        """The code of this step was used: it and all before it are spent."""
        return replace(self, last_step=step, guessed=self.wrong, wrong=0, wait_until=None)

    def recovers_with(self, code: str) -> bool:
        """Whether this is a recovery code that is left; waiting does not matter to it."""
        return digest(self.id, code) in self.recovery

    def recovered(self, code: str) -> "SecondFactor":
        """The recovery code was used: it is spent."""
        left = tuple(each for each in self.recovery if each != digest(self.id, code))
        return replace(self, recovery=left, guessed=self.wrong, wrong=0, wait_until=None)

    def missed(self, now: datetime) -> "SecondFactor":
        """A wrong code, or one that came while waiting, which changes nothing.

        Guessing gets slow; nobody is locked out, as a recovery code always works.
        """
        if self.wait_until is not None and self.wait_until > now:
            return self
        wrong = self.wrong + 1
        if wrong < FREE_TRIES:
            return replace(self, wrong=wrong)
        wait = min(FIRST_WAIT * 2 ** min(wrong - FREE_TRIES, 10), LONGEST_WAIT)
        return replace(self, wrong=wrong, wait_until=now + wait)

    def confirmed(self, who: str, step: int, codes: list[str]) -> "SecondFactor":
        """It is theirs from now on, with new recovery codes."""
        mine = SecondFactor(id=who, secret=self.secret, last_step=step)
        return mine.with_recovery(codes)

    def with_recovery(self, codes: list[str]) -> "SecondFactor":
        """New recovery codes; the old ones are spent."""
        return replace(self, recovery=tuple(digest(self.id, code) for code in codes))

    @property
    def is_confirmed(self) -> bool:
        """Whether it is asked for at sign-in."""
        return not self.made_for


def waiting_id(who: str) -> str:
    """Where somebody's unconfirmed second factor is kept."""
    return f"{who}-unconfirmed"


def digest(who: str, code: str) -> str:
    """What is kept of a recovery code. It is long and random, so a plain digest is enough."""
    return hashlib.sha256(f"{who}:{plain(code)}".encode("utf-8", "replace")).hexdigest()


def plain(code: str) -> str:
    """A code as typed, without what people put between its groups."""
    return "".join(sign for sign in code[:64].casefold() if sign not in " -\t")


def grouped(code: str) -> str:
    """A recovery code as it is shown: in fours."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
