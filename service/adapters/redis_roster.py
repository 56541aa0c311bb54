"""Reads which shifts are planned when. The index is kept by record_writes; old entries of it, whose
records aged out, are dropped by whoever reads.
"""

from datetime import datetime, timedelta

from service.adapters.redis_link import Link, our_errors

OLD = timedelta(days=400)
MOST = 2000


def starting_between(client: Link, since: datetime, until: datetime) -> list[str]:
    """The ids of shifts that start from `since` on and before `until`, in order."""
    with our_errors():
        pipe = client.pipeline(transaction=False)
        pipe.zremrangebyscore("roster", "-inf", (since - OLD).timestamp())
        pipe.zrangebyscore("roster", since.timestamp(), f"({until.timestamp()!r}", 0, MOST)
        _, found = pipe.execute()
    return list(found)
