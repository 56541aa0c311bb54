"""How a process of ours ends when the supervisor does, however the supervisor ended.

On Linux the kernel sends a signal (prctl(2), PR_SET_PDEATHSIG); elsewhere a thread
reads from a pipe that only the supervisor holds open. A process that nobody supervises
is left alone.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable

SUPERVISOR_PID = "HELPLINE_SUPERVISOR_PID"
LIFELINE_FD = "HELPLINE_LIFELINE_FD"
PR_SET_PDEATHSIG = 1
HAS_PARENT_DEATH_SIGNAL = sys.platform == "linux"


def die_with_parent(last_act: Callable[[], object] = lambda: None) -> None:
    """End this process as soon as the supervisor that started it is gone.

    Call it first thing: it also catches a supervisor that died while we were starting.
    The kernel's signal survives an `exec`; the reading thread does not, and it alone can
    still do a `last_act`.
    """
    expected = os.environ.get(SUPERVISOR_PID)
    if expected is None:
        return
    if HAS_PARENT_DEATH_SIGNAL:
        _ask_kernel_for(signal.SIGKILL)
    else:
        threading.Thread(
            target=_read_until_end, args=(last_act,), name="lifeline", daemon=True
        ).start()
    if os.getppid() != int(expected):
        os._exit(0)


def _ask_kernel_for(death: signal.Signals) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(death), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "The kernel refused a parent-death signal")


def _read_until_end(last_act: Callable[[], object]) -> None:
    """Wait for the end of the pipe: the supervisor never writes to it, only dies."""
    os.read(int(os.environ[LIFELINE_FD]), 1)
    last_act()
    os._exit(0)
