"""What it takes to know who somebody is: sessions, API tokens, passwords, a person's id.

Parts of ports.Ports; the adapters fulfil them.
"""

from datetime import timedelta
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


class Tokens(Protocol):
    """API tokens; the store sees only their SHA-256."""

    def add(self, secret: str, specialist: str, scopes: tuple[str, ...]) -> None:
        """Make a token known."""

    def holder(self, secret: str) -> tuple[str, tuple[str, ...]] | None:
        """The specialist id and scopes behind a token, or None."""

    def revoke(self, secret: str) -> None:
        """Forget a token."""


class Passwords(Protocol):
    """Turns passwords into hashes that are slow to guess."""

    def hash(self, password: str) -> str:
        """A salted hash."""

    def matches(self, hashed: str, password: str) -> bool:
        """Whether this is the password; takes as long for an empty hash, and is False then."""


class Identity(Protocol):
    """Turns a number into the id of its person (a keyed hash)."""

    def person(self, e164: str) -> str:
        """The id of whoever has this number."""
