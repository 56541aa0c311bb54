"""`helpline run`: start every process, bring back what dies, stop all in good order.

One thread, one loop. It never gives up on a process, and it holds the web's listening
socket itself: while a web process is being replaced, callers wait instead of failing.
"""

import contextlib
import json
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from service.supervision.announce import say
from service.supervision.child import Child, how_it_ended
from service.supervision.lifeline import LIFELINE_FD, SUPERVISOR_PID
from service.supervision.signals import SignalBox

# Set by `make run` to make's own process id; whoever else starts us may leave us running.
PARENT_PID = "HELPLINE_PARENT_PID"
LOOK_EVERY_S = 0.5
ASK_EVERY_S = 0.1
# Asking nicely takes at most this long per group; three groups stay under 10 s.
GRACE_S = 2.5


class Supervisor:
    """Keeps processes alive; their groups are stopped one after the other, in this order."""

    def __init__(
        self, groups: Sequence[Sequence[Child]], data_dir: Path, environ: dict[str, str]
    ) -> None:
        self._groups = groups
        self._children = [child for group in groups for child in group]
        self._list = data_dir / "processes.json"
        # Nothing is ever written to it. Its end tells children that we are gone.
        reading, self._lifeline = os.pipe()
        os.set_inheritable(reading, True)
        self._environ = {
            **{name: value for name, value in environ.items() if name != PARENT_PID},
            SUPERVISOR_PID: str(os.getpid()),
            LIFELINE_FD: str(reading),
        }
        for child in self._children:
            child.pass_fds = (*child.pass_fds, reading)
        self._signals = SignalBox()
        self._stop_asked = 0
        self._parent = environ.get(PARENT_PID)

    def keep_alive(self, until: Callable[[], bool] | None = None) -> bool:
        """Start what is not running, again and again, until a person asks us to stop.

        Returns early, with True, as soon as `until` holds; it is asked often, and must be
        quick, since nothing is restarted while it thinks.
        """
        while not self._stop_asked:
            self._bury_and_start()
            if until and until():
                return True
            look_in_s = min(self._next_look(), ASK_EVERY_S if until else LOOK_EVERY_S)
            self._stop_asked += self._signals.wait(look_in_s) + self._is_orphan()
        return False

    def stop(self) -> None:
        """Stop all groups in order; a second request stops asking nicely."""
        for group in self._groups:
            self._stop_group(group)
        with contextlib.suppress(OSError):
            self._list.unlink(missing_ok=True)

    def _bury_and_start(self) -> None:
        changed = False
        for child in self._children:
            status = child.ended()
            if status is not None:
                say(f"{how_it_ended(child, status)}; starting it again")
            if child.process is None and time.monotonic() >= child.start_at:
                self._start(child)
                changed = True
        if changed:
            self._write_list()

    def _start(self, child: Child) -> None:
        """Start it, or try again soon: a full machine now may be none in a moment."""
        try:
            child.start(self._environ)
        except OSError as error:
            say(f"{child.name} cannot be started ({error.strerror}); trying again")
            child.start_at = time.monotonic() + LOOK_EVERY_S

    def _is_orphan(self) -> bool:
        """Whether `make run` started us and is gone: then nobody could stop us any more."""
        return self._parent is not None and os.getppid() != int(self._parent)

    def _next_look(self) -> float:
        waiting = [child.start_at for child in self._children if child.process is None]
        return min([LOOK_EVERY_S, *(at - time.monotonic() for at in waiting)])

    def _stop_group(self, group: Sequence[Child]) -> None:
        until = time.monotonic() + GRACE_S
        for child in group:
            child.signal(signal.SIGTERM)
        while any(child.process and child.ended() is None for child in group):
            if time.monotonic() >= until or self._stop_asked > 1:
                for child in group:
                    child.signal(signal.SIGKILL)
            self._stop_asked += self._signals.wait(0.05)

    def _write_list(self) -> None:
        """Let others find the processes: name and id, replaced as a whole.

        On a full disk there is no list, and that is all: the processes are kept alive.
        """
        pids = {child.name: child.pid for child in self._children if child.pid}
        draft = self._list.with_suffix(".draft")
        with contextlib.suppress(OSError):
            draft.write_text(json.dumps({"supervisor": os.getpid(), **pids}, indent=1) + "\n")
            draft.replace(self._list)
