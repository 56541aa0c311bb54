"""Specialists who work the queue over the API as a program would: the same key again when no
answer came, so that one press stays one press."""

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import urllib3

from tests.faults.checker import Ledger
from tests.faults.exchange import Exchange

TOKENS = ("demo-specialist", "demo-specialist-2")
GIVE_UP_S = 60.0


class NoAnswer(Exception):
    """Nobody answered for a minute."""


@dataclass
class Api:
    """The callback queue for one token."""

    port: int
    token: str = TOKENS[0]

    def __post_init__(self) -> None:
        self._pool = urllib3.PoolManager(maxsize=8, retries=False)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """GET, or POST with one key until an answer comes that is an answer."""
        key = secrets.token_hex(8)
        until = time.monotonic() + GIVE_UP_S
        while time.monotonic() < until:
            status, answer = self._once(path, body, key)
            if status and status < 500:
                return status, answer
            time.sleep(0.1)
        raise NoAnswer(path)

    def all_callbacks(self) -> list[dict[str, Any]]:
        """Every record there is."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            _, page = self.ask(f"/callbacks?limit=200&cursor={cursor}")
            found += page["callbacks"]
            cursor = page["next"] or ""
            if not cursor:
                return found

    def _once(self, path: str, body: dict[str, Any] | None, key: str) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if body is not None:
            headers["Idempotency-Key"] = key
        try:
            got = self._pool.request(
                "GET" if body is None else "POST",
                f"http://127.0.0.1:{self.port}/api/v1{path}",
                body=None if body is None else json.dumps(body),
                headers=headers,
                timeout=10.0,
            )
            return got.status, json.loads(got.data) if got.data else None
        except (urllib3.exceptions.HTTPError, ValueError):
            return 0, None


@dataclass
class Specialist:
    """Claims, calls, and closes whoever was reached, again and again until told to stop."""

    api: Api
    exchange: Exchange
    ledger: Ledger
    stopped: threading.Event
    took_s: list[float] = field(default_factory=list)
    """From the press of "call" until the person was in the room."""
    reached: int = 0

    def work(self) -> None:
        """Until stopped."""
        while not self.stopped.is_set():
            status, claimed = self.api.ask("/callbacks/next", {})
            if status != 200:
                time.sleep(0.05)
                continue
            self._see_through(claimed)

    def _see_through(self, held: dict[str, Any]) -> None:
        where, token = f"/callbacks/{held['id']}", {"token": held["token"]}
        while not self.stopped.is_set():
            pressed_at = time.monotonic()
            status, _ = self.api.ask(f"{where}/call", token)
            if status == 200:
                self.ledger.pressed(held["phone"])
            now = self._until(where, lambda c: c["state"] not in ("calling", "talking", "unsure"))
            if now is None or now["token"] != held["token"]:
                return  # back in the queue, or with a supervisor
            if self.exchange.reached(held["phone"]):
                self.took_s.append(time.monotonic() - pressed_at)
                self.api.ask(f"{where}/close", {**token, "outcome": "reached"})
                self.reached += 1
                return
            time.sleep(0.1)

    def _until(self, where: str, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any] | None:
        while not self.stopped.is_set():
            _, now = self.api.ask(where)
            if true(now):
                return dict(now)
            time.sleep(0.03)
        return None
