"""A wire between the service and its store that can be cut in five ways.

Speaks TCP on one side and the store's Unix socket on the other; knows of Redis only that a
commit is an EVALSHA.
"""

import random
import socket
import struct
import threading
import time
from collections import Counter
from contextlib import suppress

DELAY_S = 3.0
MODES = ("refuse", "black-hole", "delay", "reset", "drop the reply")
RESET = struct.pack("ii", 1, 0)


class Wire:
    """Passes everything on until `mode` says otherwise; `hits` counts what each mode did."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._mode = ""
        self._open: set[socket.socket] = set()
        self.hits: Counter[str] = Counter(dict.fromkeys(MODES, 0))
        self._listener = self._listen(0)
        self.port = int(self._listener.getsockname()[1])

    def close(self) -> None:
        """Cut everything for good."""
        self._refuse()

    def misbehave(self, mode: str) -> None:
        """From now on; "" is a whole wire again."""
        before, self._mode = self._mode, mode
        if mode == "refuse":
            self._refuse()
        elif before == "refuse":
            self._listener = self._listen(self.port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=128)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _refuse(self) -> None:
        with suppress(OSError):
            # A thread in accept() keeps the port open unless it is woken first.
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in list(self._open):
            self._cut(each, "refuse")

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            store = socket.socket(socket.AF_UNIX)
            try:
                store.connect(self._store)
            except OSError:
                client.close()
                continue
            self._open.add(client)
            link = _Link(self, client, store)
            threading.Thread(target=link.carry_questions, daemon=True).start()
            threading.Thread(target=link.carry_answers, daemon=True).start()

    def mode_now(self) -> str:
        """How the wire misbehaves now."""
        return self._mode

    def _cut(self, client: socket.socket, mode: str = "") -> None:
        if mode:
            self.hits[mode] += 1
        self._open.discard(client)
        with suppress(OSError):
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            client.shutdown(socket.SHUT_RD)
        client.close()


class _Link:
    """One connection."""

    def __init__(self, wire: Wire, client: socket.socket, store: socket.socket) -> None:
        self._wire, self._client, self._store = wire, client, store
        self._drops = False

    def carry_questions(self) -> None:
        """From the service to the store."""
        with suppress(OSError):
            while question := self._client.recv(65536):
                mode = self._wire.mode_now()
                if mode == "black-hole":
                    self._wire.hits[mode] += 1
                    continue
                if mode == "reset" and random.random() < 0.5:
                    self._wire._cut(self._client, mode)
                    break
                if mode == "drop the reply" and b"EVALSHA" in question and random.random() < 0.5:
                    self._drops = True
                self._store.sendall(question)
        self._end()

    def carry_answers(self) -> None:
        """From the store to the service."""
        with suppress(OSError):
            while answer := self._store.recv(65536):
                mode = self._wire.mode_now()
                if self._drops:
                    self._wire._cut(self._client, "drop the reply")
                    break
                if mode == "delay":
                    self._wire.hits[mode] += 1
                    time.sleep(DELAY_S)
                self._client.sendall(answer)
        self._end()

    def _end(self) -> None:
        self._wire._cut(self._client)
        with suppress(OSError):
            self._store.shutdown(socket.SHUT_RDWR)
        self._store.close()
