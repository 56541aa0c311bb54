"""API tokens in Redis. They are long and random, so a plain digest is enough; the token itself is
never stored.

tokens (hash)        SHA-256 of the token → whose it is, its scopes, what it is for, when made
tokens:used (hash)   SHA-256 of the token → when it was last used, to some minutes
"""

import hashlib
import json
import time
from datetime import UTC, datetime, timedelta

from service.actions.door_ports import ApiToken
from service.adapters.redis_link import Link, our_errors

KEY = "tokens"
USED = "tokens:used"
ID_SIGNS = 12
NOTED_EVERY = timedelta(minutes=5)


class RedisTokens:
    """Implements ports.Tokens."""

    def __init__(self, client: Link) -> None:
        self._redis = client
        self._noted: dict[str, float] = {}

    def add(
        self, secret: str, specialist: str, scopes: tuple[str, ...], label: str = ""
    ) -> ApiToken:
        """Make a token known."""
        made = {"specialist": specialist, "scopes": scopes, "label": label, "made_at": time.time()}
        digest, known = _digest(secret), json.dumps(made)
        with our_errors():
            self._redis.hset(KEY, digest, known)
        return _token(digest, known, None)

    def holder(self, secret: str) -> tuple[str, tuple[str, ...]] | None:
        """The specialist id and scopes behind a token, or None."""
        with our_errors():
            known = self._redis.hget(KEY, _digest(secret))
        if known is None:
            return None
        read = json.loads(known)
        return read["specialist"], tuple(read["scopes"])

    def note_use(self, secret: str) -> None:
        """Remember that it was used now; written every few minutes only, as a write is dear."""
        digest, now = _digest(secret), time.monotonic()
        last = self._noted.get(digest)
        if last is not None and now - last < NOTED_EVERY.total_seconds():
            return
        self._noted[digest] = now
        with our_errors():
            self._redis.hset(USED, digest, str(time.time()))

    def all(self, specialist: str = "") -> list[ApiToken]:
        """Every token, or one person's, newest first; a helpline has tens of them."""
        with our_errors():
            known, used = self._redis.hgetall(KEY), self._redis.hgetall(USED)
        found = [_token(digest, text, used.get(digest)) for digest, text in known.items()]
        wanted = [each for each in found if specialist in ("", each.specialist)]
        return sorted(wanted, key=lambda each: (each.made_at or _LONG_AGO, each.id), reverse=True)

    def revoke(self, secret: str) -> None:
        """Forget a token."""
        self._forget([_digest(secret)])

    def revoke_id(self, token_id: str) -> ApiToken | None:
        """Forget the token of this id, and say which it was."""
        found = next((each for each in self.all() if each.id == token_id), None)
        if found is not None:
            self._forget(self._digests([found]))
        return found

    def revoke_all(self, specialist: str) -> None:
        """Forget every token of one person."""
        self._forget(self._digests(self.all(specialist)))

    def _digests(self, tokens: list[ApiToken]) -> list[str]:
        ids = {each.id for each in tokens}
        with our_errors():
            return [digest for digest in self._redis.hkeys(KEY) if digest[:ID_SIGNS] in ids]

    def _forget(self, digests: list[str]) -> None:
        if not digests:
            return
        with our_errors():
            pipe = self._redis.pipeline(transaction=True)
            pipe.hdel(KEY, *digests)
            pipe.hdel(USED, *digests)
            pipe.execute()


_LONG_AGO = datetime.fromtimestamp(0, UTC)


def _token(digest: str, known: str, used: str | None) -> ApiToken:
    read = json.loads(known)
    return ApiToken(
        id=digest[:ID_SIGNS],
        specialist=read["specialist"],
        scopes=tuple(read["scopes"]),
        label=read.get("label", ""),
        made_at=_time(read.get("made_at")),
        used_at=_time(used),
    )


def _time(stored: str | float | None) -> datetime | None:
    return datetime.fromtimestamp(float(stored), UTC) if stored else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
