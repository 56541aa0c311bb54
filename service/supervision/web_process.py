"""One web process: Granian's WSGI server inside this very process, on a given socket.

Granian's own arrangement has a master that starts workers. Killing that master leaves
the workers answering, and two worker deaths within seconds end the master. Our
supervisor does the master's job better, so only Granian's worker is used: one process,
nothing beside it, and a socket that outlives it.
"""

import os
import socket
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from granian import net
from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from service.supervision.listen import BACKLOG

# Python runs one thread at a time; the others wait: for Redis, for the simulator, or for a body
# that arrives slowly. Granian has no time limit for bodies, so there are many threads, and in
# production a proxy in front that takes in the whole body first.
THREADS = 128
# A request's head must arrive within this time, so that slow senders hold nothing up.
HEADER_TIMEOUT_MS = 10_000


class _Worker(MPServer):
    """Granian's server without its master: what it would start, this process becomes."""

    def serve_on(self, listener: socket.socket, application: Callable[..., Any]) -> None:
        # Granian's stubs do not know its own sockets' constructor.
        holder_of: Any = net.SocketHolder  # type: ignore[attr-defined]
        self._ssp, self._sso = None, None
        self._shd: Any = holder_of(listener.fileno(), False, BACKLOG)
        worker = self._spawn_worker(0, self._spawn_wsgi_worker, lambda: application)
        # A process object that is run instead of started does its work right here.
        worker.inner.run()


def serve(listener: socket.socket, application: Callable[..., Any]) -> NoReturn:
    """Answer requests until SIGTERM or SIGINT, finish those under way, end the process."""
    worker = _Worker(
        "helpline",
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT_MS),
        runtime_mode=RuntimeModes.mt,
        blocking_threads=THREADS,
        websockets=False,
        backlog=BACKLOG,
        log_enabled=False,
    )
    worker.serve_on(listener, application)
    # Granian's idle threads may still want the interpreter, and abort the process with a
    # core dump's noise when they find it being taken down. There is nothing to take down.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
