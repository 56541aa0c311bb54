"""The embedded store for a moment: for a command that needs it while no helpline runs."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from service.settings import Settings
from service.supervision.child import Child
from service.supervision.lifeline import HAS_PARENT_DEATH_SIGNAL, SUPERVISOR_PID
from service.supervision.readiness import store_answers

UP_WITHIN_S = 10.0


@contextmanager
def spare_store(settings: Settings) -> Iterator[None]:
    """Start the store of this data directory, and stop it again afterwards.

    It keeps the same lock as any other, so a helpline that starts meanwhile waits for it.
    Where it does not come up the caller finds out by asking it.
    """
    environ = {**os.environ, "HELPLINE_DATA_DIR": str(settings.data_dir)}
    if HAS_PARENT_DEATH_SIGNAL:
        environ[SUPERVISOR_PID] = str(os.getpid())
    store = Child("store", ("store",))
    store.start(environ)
    try:
        until = time.monotonic() + UP_WITHIN_S
        while not store_answers(settings.embedded_socket) and time.monotonic() < until:
            if store.ended() is not None:
                break
            time.sleep(0.02)
        yield
    finally:
        store.signal(signal.SIGTERM)
        if store.process:
            store.process.wait()
