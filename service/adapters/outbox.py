"""The outbox `wakeups`: lines that commits left for the relay in the sweep.

A line is moved to `relaying`, handed on, and only then taken out: a relay that dies in between
hands it on again. Two relays at once hand on twice at worst, and a wake-up may run twice.
"""

import json
from collections.abc import Callable

from service.adapters.redis_link import Link, our_errors

Enqueue = Callable[[str, str], None]
WAIT_S = 1.0


class Outbox:
    """Reads what commit.lua pushed."""

    def __init__(self, client: Link) -> None:
        self._redis = client

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
        wakeup = json.loads(line)
        with our_errors():
            enqueue(wakeup["job"], wakeup["id"])
            self._redis.lrem("relaying", 1, line)
