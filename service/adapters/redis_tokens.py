"""API tokens in Redis: one hash `tokens`, SHA-256 of the token → whose it is and its scopes.

Tokens are long and random, so a plain digest is enough; the token itself is never stored.
"""

import hashlib
import json

from service.adapters.redis_link import Link, our_errors

KEY = "tokens"


class RedisTokens:
    """Implements ports.Tokens."""

    def __init__(self, client: Link) -> None:
        self._redis = client

    def add(self, secret: str, specialist: str, scopes: tuple[str, ...]) -> None:
        """Make a token known."""
        known = json.dumps({"specialist": specialist, "scopes": scopes})
        with our_errors():
            self._redis.hset(KEY, _digest(secret), known)

    def holder(self, secret: str) -> tuple[str, tuple[str, ...]] | None:
        """The specialist id and scopes behind a token, or None."""
        with our_errors():
            known = self._redis.hget(KEY, _digest(secret))
        if known is None:
            return None
        read = json.loads(known)
        return read["specialist"], tuple(read["scopes"])

    def revoke(self, secret: str) -> None:
        """Forget a token."""
        with our_errors():
            self._redis.hdel(KEY, _digest(secret))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
