"""The one socket on which all web processes answer."""

import errno
import os
import socket

from service.supervision.errors import CannotListen

LISTEN_FD = "HELPLINE_LISTEN_FD"
BACKLOG = 1024


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens, the inherited one where a supervisor gave us one."""
    inherited = os.environ.get(LISTEN_FD)
    if inherited is not None:
        return socket.socket(fileno=int(inherited))
    try:
        return socket.create_server((host, port), backlog=BACKLOG)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "another program uses this port" if taken else error.strerror or str(error)
        raise CannotListen(
            f"Cannot listen on {host}:{port}: {why}. Choose one with PORT=…."
        ) from error


def free_loopback_port(preferred: int) -> int:
    """Return the preferred port if nobody listens there, else one the system picks."""
    for port in (preferred, 0):
        try:
            with socket.create_server(("127.0.0.1", port)) as probe:
                return int(probe.getsockname()[1])
        except (OSError, OverflowError):
            continue
    raise CannotListen("This machine has no free port on 127.0.0.1.")
