"""A whole helpline as its own processes, started as a person would start it.

Used by the journeys; knows process ids, files and ports, and nothing of the code inside.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("HELPLINE_", "TWILIO_")
PORTS = (10_000, 32_000)
"""Below those from which Linux and macOS choose by themselves."""


def wait_for(condition: Callable[[], object], within_s: float, what: str) -> float:
    """Wait until the condition holds and return how long that took."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > within_s:
            raise AssertionError(f"not within {within_s} s: {what}")
        time.sleep(0.01)
    return time.monotonic() - begun


def free_port() -> int:
    """Return a port nobody listens on just now, and that the system gives to nobody unasked.

    Not one of its own choice: until a helpline listens there, another program may be given it.
    """
    while True:
        port = random.randrange(*PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def is_alive(pid: int) -> bool:
    """Whether the process still does anything; one that only waits to be buried does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


class RunningHelpline:
    """`helpline run` in a directory of its own."""

    def __init__(self, directory: Path, **settings: str) -> None:
        self.data_dir = directory / "var"
        self.port = int(settings.get("PORT", free_port()))
        clean = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        self.environ = {
            **clean,
            "HELPLINE_DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            **settings,
        }
        self.directory = directory
        self.log = directory / f"run-{self.port}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "service.cli", "run"],
                env=self.environ, cwd=directory, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    @property
    def said(self) -> str:
        """What it and its processes printed so far."""
        return self.log.read_text(errors="replace")

    def processes(self) -> dict[str, int]:
        """Return the running processes by name, as the helpline itself lists them."""
        try:
            found: dict[str, int] = json.loads((self.data_dir / "processes.json").read_text())
        except FileNotFoundError:
            return {}
        return found

    def is_ready(self) -> bool:
        """Whether it answers that it is ready; an early end is an error, not a wait."""
        assert self.process.poll() is None, self.said
        return "The helpline is ready" in self.said

    def wait_until_ready(self, within_s: float = 100) -> float:
        """Wait until it told the person who started it that it is ready."""
        return wait_for(self.is_ready, within_s, f"ready; it said: {self.said}")

    def get(self, path: str, timeout_s: float = 15) -> int:
        """Ask for a page and return the status; raises OSError where nobody answers."""
        url = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(url, timeout=timeout_s) as answer:
            return int(answer.status)

    def answers(self) -> bool:
        """Whether somebody answers a request now."""
        try:
            return self.get("/health/live") == 200
        except OSError:
            return False

    def kill(self, name: str) -> int:
        """Kill one process the hard way and return the process id it had."""
        pid = self.processes()[name]
        os.kill(pid, signal.SIGKILL)
        return pid

    def is_back(self, name: str, instead_of: int) -> bool:
        """Whether another process has taken the place of a killed one."""
        pid = self.processes().get(name, instead_of)
        return pid != instead_of and is_alive(pid)

    def stop(self, number: signal.Signals = signal.SIGTERM, within_s: float = 15) -> float:
        """Ask it to stop and return how long that took."""
        self.process.send_signal(number)
        return wait_for(lambda: self.process.poll() is not None, within_s, self.said)

    def end_for_sure(self) -> None:
        """Leave nothing behind, whatever a test did or how it failed."""
        listed = self.processes()
        left = listed.values() if listed.get("supervisor") == self.process.pid else []
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        wait_for(lambda: not any(is_alive(pid) for pid in left), 30, f"gone: {left}")
