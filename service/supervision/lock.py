"""One helpline per data directory: a lock that the kernel lifts when its holder dies."""

import fcntl
import os
from pathlib import Path

from service.supervision.errors import AlreadyRunning


def hold(path: Path, *, across_exec: bool = False) -> int:
    """Take the lock for as long as this process lives and return its descriptor.

    With ``across_exec`` a program this process turns into keeps holding it. Raises
    AlreadyRunning at once; it never waits.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 32).decode(errors="replace").strip()
        os.close(descriptor)
        raise AlreadyRunning(path.parent, holder) from None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    os.set_inheritable(descriptor, across_exec)
    return descriptor
