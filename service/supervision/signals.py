"""Signals as bytes on a socket: the supervisor can wait for one, or for time to pass."""

import select
import signal
import socket

NOTICED = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
ASKS_TO_STOP = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})


class SignalBox:
    """Collects signals for the main thread; build it there, once per process."""

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in NOTICED:
            # nohup asks not to be ended by a closing terminal; that wish stays.
            if number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
                continue
            # A handler must exist for the byte to be written; the work is done in `wait`.
            signal.signal(number, lambda *_: None)

    def wait(self, seconds: float) -> int:
        """Wait for a signal, at most so long; return how many asked us to stop."""
        if not select.select([self._reader], [], [], max(0.0, seconds))[0]:
            return 0
        return sum(number in ASKS_TO_STOP for number in self._reader.recv(4096))
