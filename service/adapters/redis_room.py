"""Does the store still take something new? Asked by writing something small, and by what it says of
its memory.

`Writable` is for the web's readiness, `room_left` for an alarm while there still is some room: it
needs the right to INFO, which the web has not.
"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from service.adapters.redis_link import Link, our_errors, why_away
from service.domain.errors import StoreFull, StoreUnavailable

PROBE, PROBE_KEPT_S = "probe", 60
ASK_EVERY_S = 5.0
FULL = "the store is full: nothing new is saved, and whoever asks is told so"
LOST = "the store did not survive the last write: is its disk full?"
NEARLY = 0.9
MEMORY_SHORT = "The store's memory is nearly used up. Give it more (maxmemory) before it is."
DISK_SHORT = "The disk of the store is nearly full. Make room before it is: see HELPLINE_DATA_DIR."
DISK_LEFT = 200 * 2**20


class Writable:
    """Remembers for a few seconds whether the store took a write: a health check may come often."""

    def __init__(self, client: Link, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis = client
        self._clock = clock
        self._asked_at = float("-inf")
        self._found = ""

    def why_not(self) -> str:
        """Why nothing can be saved now; "" when it can."""
        if away := why_away(self._redis):
            return self._found if self._found == LOST else away
        now = self._clock()
        if now - self._asked_at >= ASK_EVERY_S:
            self._found, self._asked_at = self._ask(), now
        return self._found

    def _ask(self) -> str:
        try:
            with our_errors():
                self._redis.set(PROBE, "1", ex=PROBE_KEPT_S)
        except StoreFull:
            return FULL
        except StoreUnavailable:
            # A store that cannot write its append-only file ends, rather than lose what it said.
            return LOST
        return ""


def room_left(client: Link, disk: Path | None) -> str:
    """What will soon be used up, in words; "" for nothing. `disk` is where our own store writes."""
    with our_errors():
        memory = client.info("memory")
    most, used = int(memory.get("maxmemory", 0)), int(memory.get("used_memory", 0))
    if most and used >= most * NEARLY:
        return MEMORY_SHORT
    if disk is not None and _free(disk) < DISK_LEFT:
        return DISK_SHORT
    return ""


def _free(disk: Path) -> int:
    try:
        return shutil.disk_usage(disk).free
    except OSError:
        return 0
