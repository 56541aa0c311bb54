"""A log of everything that crossed the wire, both ways, without what people said.

Numbers, bodies and speech are shown by name only, so that the log can be looked
at by anyone. Knows nothing of why a request was made.
"""

import threading
from collections import deque
from collections.abc import Mapping
from typing import Any

from service.simulator.times import iso8601, now

PRIVATE = frozenset(
    {
        *("From", "To", "Caller", "Called", "PhoneNumber", "ForwardedFrom", "CallToken"),
        *("Body", "SpeechResult", "UnstableSpeechResult", "Twiml", "RecordingUrl"),
    }
)


class Wire:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[dict[str, Any]] = deque(maxlen=5000)
        self._n = 0

    def note(
        self,
        direction: str,
        method: str,
        url: str,
        status: int,
        *,
        signed: bool,
        ms: float,
        params: Mapping[str, str],
        response_headers: Mapping[str, str],
    ) -> None:
        """`status` 0 means that no answer came."""
        with self._lock:
            self._n += 1
            self._entries.append(
                {
                    "n": self._n,
                    "at": iso8601(now()),
                    "direction": direction,
                    "method": method,
                    "url": url,
                    "status": status,
                    "signed": signed,
                    "ms": round(ms, 1),
                    "params": {k: "(hidden)" if k in PRIVATE else v for k, v in params.items()},
                    "response_headers": dict(response_headers),
                }
            )

    def since(self, n: int) -> list[dict[str, Any]]:
        with self._lock:
            return [entry for entry in self._entries if entry["n"] > n]
