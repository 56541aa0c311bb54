"""One process that is kept alive: how it is started, how soon again, how it is stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# The name under which a process counts and logs, the same after every restart.
PROCESS = "HELPLINE_PROCESS"
# A process that lived this long was well; what ended it has nothing to do with its start.
WELL_AFTER_S = 5.0
# The first deaths in a row are answered at once, later ones a little later, never after 1 s.
PAUSES_S = (0.0, 0.0, 0.0, 0.0, 0.1, 0.2, 0.4, 0.8)


@dataclass
class Child:
    """A process by its name and its words on the command line (`helpline web`).

    `log` is where it writes why it ended, if not beside what we print ourselves.
    """

    name: str
    words: tuple[str, ...]
    log: str = ""
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    deaths_in_a_row: int = 0
    born_at: float = 0.0
    start_at: float = field(default=0.0)

    @property
    def pid(self) -> int | None:
        """Its process id, or None while it is not running."""
        return self.process.pid if self.process else None

    def start(self, environ: Mapping[str, str]) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        self.born_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            [*helpline_command(), *self.words],
            env={**environ, PROCESS: self.name},
            stdin=subprocess.DEVNULL,
            pass_fds=self.pass_fds,
            start_new_session=True,
        )

    def ended(self) -> int | None:
        """Return how it ended if it has, once, and note when it may start again."""
        status = self.process.poll() if self.process else None
        if status is None:
            return None
        self.process = None
        now = time.monotonic()
        lived_well = now - self.born_at >= WELL_AFTER_S
        self.deaths_in_a_row = 0 if lived_well else self.deaths_in_a_row + 1
        self.start_at = now + PAUSES_S[min(self.deaths_in_a_row, len(PAUSES_S) - 1)]
        return status

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal if it is running; a process that ended meanwhile is no error."""
        if self.process:
            self.process.send_signal(number)


def helpline_command() -> list[str]:
    """Return how to call ourselves so that command lines read `helpline web`."""
    script = Path(sys.executable).with_name("helpline")
    if script.is_file() and os.access(script, os.X_OK):
        return [sys.executable, str(script)]
    return [sys.executable, "-m", "service.cli"]


def how_it_ended(child: Child, status: int) -> str:
    """Say a process's end in words: killed by a signal, or an exit status."""
    if status >= 0:
        see = f", see {child.log}" if child.log else ""
        return f"{child.name} ended with status {status}{see}"
    try:
        return f"{child.name} was killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"{child.name} was killed by signal {-status}"
