"""Carries notices in the background: those of one call or text in order, others freely.

Knows nothing of what it carries.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from service.simulator.times import make_sid

log = logging.getLogger(__name__)


class Courier:
    def __init__(self, threads: int = 24) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="courier")
        self._lock = threading.Lock()
        self._lanes: dict[str, deque[Callable[[], None]]] = {}

    def send(self, lane: str, task: Callable[[], None]) -> None:
        """Do `task` soon, after all earlier tasks of the same lane."""
        with self._lock:
            waiting = self._lanes.get(lane)
            if waiting is not None:
                waiting.append(task)
                return
            self._lanes[lane] = deque([task])
        self._pool.submit(self._empty, lane)

    def send_later(self, seconds: float, task: Callable[[], None]) -> None:
        """Do `task` in `seconds` of real time, in a lane of its own."""
        timer = threading.Timer(seconds, self.send, [make_sid("later"), task])
        timer.daemon = True
        timer.start()

    def _empty(self, lane: str) -> None:
        while True:
            with self._lock:
                if not self._lanes[lane]:
                    del self._lanes[lane]
                    return
                task = self._lanes[lane].popleft()
            try:
                task()
            except Exception:
                log.exception("a notice could not be carried")
