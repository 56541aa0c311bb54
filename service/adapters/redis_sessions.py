"""Sessions in Redis: who is signed in, revocable at once.

session:{digest} (string, JSON, with TTL)   the fields; the digest is SHA-256 of the secret id
sessions:{specialist} (set)                 digests of one person's sessions, to end them all
"""

import hashlib
import json
import secrets
from datetime import timedelta

from service.adapters.redis_link import Link, our_errors

SECRET_BYTES = 32
INDEX_TTL = timedelta(days=2)


class RedisSessions:
    """Implements ports.Sessions; `fields["specialist"]`, where given, says whose session it is."""

    def __init__(self, client: Link) -> None:
        self._redis = client

    def create(self, fields: dict[str, str], ttl: timedelta) -> str:
        """Keep a new session and return its secret id."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self._keep(_digest(secret), fields, ttl, only_known=False)
        return secret

    def read(self, secret: str) -> dict[str, str] | None:
        """The session's fields, or None when there is none (any more)."""
        with our_errors():
            kept = self._redis.get(f"session:{_digest(secret)}")
        if kept is None:
            return None
        fields: dict[str, str] = json.loads(kept)
        return fields

    def write(self, secret: str, fields: dict[str, str], ttl: timedelta) -> None:
        """Replace the fields; does nothing if the session was revoked meanwhile."""
        self._keep(_digest(secret), fields, ttl, only_known=True)

    def revoke(self, secret: str) -> None:
        """End one session."""
        with our_errors():
            self._redis.delete(f"session:{_digest(secret)}")

    def revoke_all(self, specialist: str) -> None:
        """End every session of one person."""
        index = f"sessions:{specialist}"
        with our_errors():
            digests = self._redis.smembers(index)
            self._redis.delete(index, *(f"session:{digest}" for digest in digests))

    def _keep(
        self, digest: str, fields: dict[str, str], ttl: timedelta, *, only_known: bool
    ) -> None:
        whose = fields.get("specialist", "")
        with our_errors():
            pipe = self._redis.pipeline(transaction=True)
            if whose:
                # Indexed first: a session that exists can always be found and ended.
                pipe.sadd(f"sessions:{whose}", digest)
                pipe.expire(f"sessions:{whose}", INDEX_TTL)
            pipe.set(f"session:{digest}", json.dumps(fields), px=ttl, xx=only_known)
            pipe.execute()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
