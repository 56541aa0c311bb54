"""What it takes to know who somebody is: sessions, API tokens, passwords, a person's id.

Parts of ports.Ports; the adapters fulfil them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class Sessions(Protocol):
    """Who is signed in: server-side, revocable. Ids are random; the store sees only a hash."""

    def create(self, fields: dict[str, str], ttl: timedelta) -> str:
        """Keep a new session and return its secret id; `fields["specialist"]` says whose it is."""

    def read(self, secret: str) -> dict[str, str] | None:
        """The session's fields, or None when there is none (any more)."""

    def write(self, secret: str, fields: dict[str, str], ttl: timedelta) -> None:
        """Replace the fields; does nothing if the session was revoked meanwhile."""

    def revoke(self, secret: str) -> None:
        """End one session."""

    def revoke_all(self, specialist: str) -> None:
        """End every session of one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """What is known of a token: everything but the token. `id` names it and opens nothing."""

    id: str
    specialist: str
    scopes: tuple[str, ...]
    label: str = ""
    made_at: datetime | None = None
    used_at: datetime | None = None


class Tokens(Protocol):
    """API tokens; the store sees only their SHA-256."""

    def add(
        self, secret: str, specialist: str, scopes: tuple[str, ...], label: str = ""
    ) -> ApiToken:
        """Make a token known."""

    def holder(self, secret: str) -> tuple[str, tuple[str, ...]] | None:
        """The specialist id and scopes behind a token, or None."""

    def revoke(self, secret: str) -> None:
        """Forget a token."""

    def note_use(self, secret: str) -> None:
        """Remember, to some minutes, that it was used now."""

    def all(self, specialist: str = "") -> list[ApiToken]:
        """Every token, or one person's, newest first."""

    def revoke_id(self, token_id: str) -> ApiToken | None:
        """Forget the token of this id, and say which it was; None where there is none."""

    def revoke_all(self, specialist: str) -> None:
        """Forget every token of one person."""


class Passwords(Protocol):
    """Turns passwords into hashes that are slow to guess."""

    def hash(self, password: str) -> str:
        """A salted hash."""

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password; takes as long for an empty hash, and is False then."""

    def is_weak(self, password: str, about: tuple[str, ...]) -> bool:
        """Whether it is among the first that somebody would guess who knows `about` them."""


class OneTimeCodes(Protocol):
    """The codes of an authenticator app (RFC 6238), and how an app gets its secret."""

    def new_secret(self) -> str:
        """A random secret, base32."""

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        """Which 30 seconds this code belongs to, one before or after now at most, or None."""

    def address(self, secret: str, account: str, house: str) -> str:
        """What an app reads from the picture: otpauth://…"""

    def picture(self, address: str) -> str:
        """The address as a QR code: an SVG element to stand in a page."""


class Identity(Protocol):
    """Turns a number into the id of its person (a keyed hash)."""

    def person(self, e164: str) -> str:
        """The id of whoever has this number."""
