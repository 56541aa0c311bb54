"""Trouble that tests order: REST errors, hanging answers, lost texts, unruly webhooks.

Knows which trouble is due next; the rest of the simulator asks before it acts.
"""

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

EVENT_FIELDS = ("CallStatus", "MessageStatus", "StatusCallbackEvent")


class BadFault(ValueError):
    """The order makes no sense; the message says why."""


@dataclass(frozen=True)
class Fault:
    """One order. `path` is the end of a REST path, `webhook` part of a webhook's URL.

    A REST fault answers `status` with `code`, before or `after_accepting`, or stays
    silent for `hang_s`. A `delivery` fault ends a text as failed or undelivered, or lets
    it lie for `delay_s` first. A webhook fault loses (`drop`), sends `repeat` times or
    delays the request; a delayed status callback is overtaken by later ones.
    `share` below 1 hits only that part of the requests; `to` only one number; `event`
    only one CallStatus, MessageStatus or StatusCallbackEvent.
    """

    path: str = ""
    webhook: str = ""
    delivery: str = ""
    method: str = ""
    to: str = ""
    event: str = ""
    status: int = 0
    code: int = 0
    message: str = "Fault ordered by a test"
    after_accepting: bool = False
    hang_s: float = 0.0
    drop: bool = False
    repeat: int = 1
    delay_s: float = 0.0
    share: float = 1.0
    times: int = 1


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: list[Fault] = []
        # Reproducible: the same orders hit the same requests in every run.
        self._dice = random.Random(7)  # noqa: S311

    def order(self, wish: dict[str, Any]) -> Fault:
        fault = _checked(wish)
        with self._lock:
            self._orders.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._orders.clear()

    def listed(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._orders]

    def for_rest(self, method: str, path: str, to: str) -> Fault | None:
        return self._take(
            lambda fault: (
                bool(fault.path)
                and path.endswith(fault.path)
                and fault.method in ("", method)
                and fault.to in ("", to)
            )
        )

    def for_delivery(self, to: str) -> Fault | None:
        return self._take(lambda fault: bool(fault.delivery) and fault.to in ("", to))

    def for_webhook(self, url: str, fields: Mapping[str, str]) -> Fault | None:
        events = {fields[name] for name in EVENT_FIELDS if name in fields}
        return self._take(
            lambda fault: (
                bool(fault.webhook)
                and fault.webhook in url
                and (not fault.event or fault.event in events)
            )
        )

    def _take(self, fits: Callable[[Fault], bool]) -> Fault | None:
        with self._lock:
            for place, fault in enumerate(self._orders):
                if not fits(fault) or self._dice.random() >= fault.share:
                    continue
                if fault.times <= 1:
                    del self._orders[place]
                else:
                    self._orders[place] = replace(fault, times=fault.times - 1)
                return fault
        return None


def _checked(wish: dict[str, Any]) -> Fault:
    try:
        fault = Fault(**wish)
    except TypeError as error:
        raise BadFault(str(error)) from error
    for name, value in asdict(fault).items():
        wanted = type(getattr(Fault, name))
        if wanted is float and isinstance(value, int):
            continue
        if not isinstance(value, wanted):
            raise BadFault(f"{name} must be {wanted.__name__}")
    if sum(map(bool, (fault.path, fault.webhook, fault.delivery))) != 1:
        raise BadFault("name exactly one of path, webhook, delivery")
    if fault.path and not (fault.status or fault.hang_s):
        raise BadFault("a fault of the REST API needs status or hang_s")
    return fault
