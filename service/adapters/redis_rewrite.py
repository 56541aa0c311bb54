"""Makes an erasure reach the append-only file: there the erased stays until the file is rewritten.

rewriting (hash)   upto: the audit entry looked at last; wanted: "1" while something erased is still
                   in the file; at: when a rewrite was last begun

What was erased is known from the audit trail, whoever erased it and in which process. What just
ran out of time is in no trail, so the file is rewritten once a day in any case.
"""

from datetime import datetime, timedelta

from redis import exceptions as gone_wrong

from service.adapters.redis_link import Link, our_errors

KEY = "rewriting"
ERASURES = frozenset({"erased", "number and notes erased", "voicemail deleted"})
AT_ONCE = 500
AT_MOST_EVERY = timedelta(minutes=10)
AT_LEAST_EVERY = timedelta(days=1)


class Rewriting:
    """Asks the store to rewrite its file, seldom. Two sweeps may both do this."""

    def __init__(self, client: Link, at_most_every: timedelta = AT_MOST_EVERY) -> None:
        self._redis = client
        self._pause = at_most_every

    def rewrite_if_erased(self, now: datetime) -> bool:
        """Begin a rewrite if something was erased since the last; whether one was begun."""
        with our_errors():
            stood = self._redis.hgetall(KEY)
            wanted = self._erased_since(stood.get("upto", "0-0")) or stood.get("wanted") == "1"
            since = now.timestamp() - float(stood.get("at", "0"))
            due = since >= (self._pause if wanted else AT_LEAST_EVERY).total_seconds()
            return due and self._begin(now)

    def _erased_since(self, upto: str) -> bool:
        """Look through what is new in the trail, up to 500 entries at once, and note how far."""
        found = self._redis.xrange("audit", min=f"({upto}", count=AT_ONCE)
        if not found:
            return False
        erased = any(entry.get("what") in ERASURES for _, entry in found)
        noted = {"upto": found[-1][0], **({"wanted": "1"} if erased else {})}
        self._redis.hset(KEY, mapping=noted)
        return erased

    def _begin(self, now: datetime) -> bool:
        """What is erased while it runs is asked for anew; one that failed is tried again."""
        state = self._redis.info("persistence")
        if state.get("aof_rewrite_in_progress") or state.get("aof_rewrite_scheduled"):
            return False
        self._redis.hset(KEY, mapping={"at": repr(now.timestamp()), "wanted": ""})
        try:
            self._redis.bgrewriteaof()
        except gone_wrong.ResponseError:
            self._redis.hset(KEY, "wanted", "1")
            raise
        return True
