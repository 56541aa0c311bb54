"""Kills processes of a running helpline, the hard way, at random, and keeps count by kind."""

import contextlib
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Sequence

from tests.journeys.running import RunningHelpline, is_alive

KINDS = {"web": "web-", "worker": "worker-", "sweep": "sweep", "store": "store"}


class Reaper:
    """Every `pause` seconds one process of one of the `kinds`."""

    def __init__(
        self, helpline: RunningHelpline, kinds: Sequence[str], pause: tuple[float, float]
    ) -> None:
        self._helpline = helpline
        self._kinds = kinds
        self._pause = pause
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._reap, daemon=True)
        self.kills: Counter[str] = Counter(dict.fromkeys(kinds, 0))

    def __enter__(self) -> "Reaper":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _reap(self) -> None:
        while not self._stopped.wait(random.uniform(*self._pause)):
            kind = random.choice(self._kinds)
            alive = [
                pid
                for name, pid in self._helpline.processes().items()
                if name.startswith(KINDS[kind]) and is_alive(pid)
            ]
            if alive:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(random.choice(alive), signal.SIGKILL)
                    self.kills[kind] += 1
