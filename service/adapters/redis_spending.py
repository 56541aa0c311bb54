"""Counts in Redis what the helpline spent lately.

spent:{what}:{day} (string)   how many texts or dials on this day (UTC), kept for two days
dialled:{person} (zset)       the dials to one person's phone by time, kept for a day
"""

from datetime import UTC, datetime, timedelta

from service.adapters.redis_link import Link, our_errors

A_DAY = timedelta(days=1)


class RedisSpending:
    """Implements spending_port.Spending."""

    def __init__(self, client: Link) -> None:
        self._redis = client

    def spent(self, what: str, now: datetime) -> int:
        """How many there were today."""
        with our_errors():
            return int(self._redis.get(_key(what, now)) or 0)

    def spend(self, what: str, now: datetime) -> int:
        """One more; how many there are with it."""
        with our_errors():
            pipe = self._redis.pipeline(transaction=True)
            pipe.incr(_key(what, now))
            pipe.expire(_key(what, now), 2 * A_DAY)
            return int(pipe.execute()[0])

    def dials_of(self, person: str, now: datetime) -> list[datetime]:
        """When this person's phone was dialled in the last 24 hours, oldest first."""
        since = (now - A_DAY).timestamp()
        with our_errors():
            found = self._redis.zrangebyscore(
                f"dialled:{person}", f"({since!r}", "+inf", withscores=True
            )
        return [datetime.fromtimestamp(at, UTC) for _, at in found]

    def dialled(self, person: str, dial: str, now: datetime) -> None:
        """This person's phone is being dialled."""
        key = f"dialled:{person}"
        with our_errors():
            pipe = self._redis.pipeline(transaction=True)
            pipe.zremrangebyscore(key, "-inf", (now - A_DAY).timestamp())
            pipe.zadd(key, {dial: now.timestamp()})
            pipe.expire(key, A_DAY)
            pipe.execute()


def _key(what: str, now: datetime) -> str:
    return f"spent:{what}:{now.astimezone(UTC):%Y-%m-%d}"
