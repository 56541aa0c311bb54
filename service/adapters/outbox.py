"""The outbox `wakeups`: lines that commits left for the relay in the sweep.

A line is moved to `relaying`, handed on, and only then taken out: a relay that dies in between
hands it on again. Two relays at once hand on twice at worst, and a wake-up may run twice.
A line that nobody can carry out is put into `wakeups-aside` for a person to look at: it must not
keep back those behind it.
"""

import json
from collections.abc import Callable

from service.adapters.redis_link import Link, our_errors
from service.adapters.rq_jobs import UnknownJob

Enqueue = Callable[[str, str], None]
PutAside = Callable[[str], None]
"""Is told the record a line was about, "" where even that cannot be read."""
WAIT_S = 1.0
ASIDE = "wakeups-aside"
KEPT_ASIDE = 1000


class Outbox:
    """Reads what commit.lua pushed."""

    def __init__(self, client: Link, when_put_aside: PutAside = lambda _: None) -> None:
        self._redis = client
        self._when_put_aside = when_put_aside

    def relay_next(self, enqueue: Enqueue) -> bool:
        """Wait up to a second for a line and hand it on; whether there was one."""
        with our_errors():
            line = self._redis.blmove("wakeups", "relaying", WAIT_S, "LEFT", "RIGHT")
        if line is None:
            return False
        self._hand_on(line, enqueue)
        return True

    def relay_left_behind(self, enqueue: Enqueue) -> int:
        """Hand on what a relay that died had taken; how many lines there were."""
        with our_errors():
            lines = self._redis.lrange("relaying", 0, -1)
        for line in lines:
            self._hand_on(line, enqueue)
        return len(lines)

    def _hand_on(self, line: str, enqueue: Enqueue) -> None:
        job, record = _read(line)
        with our_errors():
            try:
                enqueue(job, record)
            except UnknownJob:
                self._put_aside(line, record)
            else:
                self._redis.lrem("relaying", 1, line)

    def _put_aside(self, line: str, record: str) -> None:
        pipe = self._redis.pipeline(transaction=True)
        pipe.lrem("relaying", 1, line)
        pipe.rpush(ASIDE, line)
        pipe.ltrim(ASIDE, -KEPT_ASIDE, -1)
        pipe.execute()
        self._when_put_aside(record)


def _read(line: str) -> tuple[str, str]:
    """The job and the record of a line; no job is called ""."""
    try:
        wakeup = json.loads(line)
        job, record = wakeup["job"], wakeup["id"]
    except (ValueError, TypeError, LookupError):
        return "", ""
    return (job, record) if isinstance(job, str) and isinstance(record, str) else ("", "")
