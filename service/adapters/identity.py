"""Turns a number into the id of its person: a keyed hash, as plain hashes of numbers reverse."""

import hashlib
import hmac


class KeyedIdentity:
    """HMAC-SHA-256 under the index key, shortened to 128 bits."""

    def __init__(self, index_key: str) -> None:
        self._key = index_key.encode()

    def person(self, e164: str) -> str:
        """The id of whoever has this number, 32 hex digits."""
        return hmac.new(self._key, e164.encode(), hashlib.sha256).hexdigest()[:32]
