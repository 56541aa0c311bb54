"""The demo's people at the console, and a queue to work on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask

from service.actions.demo_staff import seed_demo
from service.actions.ports import Change, Ports
from service.domain.alert import Alert
from service.domain.callback import Callback
from service.web.ports import NAME
from tests.builders import a_callback
from tests.web.console.visitor import Visitor


class Desk:
    """The store behind the console, with what a test puts there."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self.store = ports.store

    def has(self, **given: Any) -> Callback:
        """Somebody asked to be called just now."""
        callback = a_callback(**({"at": self.store.now()} | given))
        self.store.commit(Change(now=self.store.now(), records=(callback,)))
        return self.callback(callback.id)

    def has_alert(self, **given: Any) -> Alert:
        """Somebody in crisis wrote just now."""
        now, new_id = self.store.now(), self.ports.new_id()
        alert = Alert(
            **{
                "id": new_id,
                "person": f"person-{new_id}",
                "phone": "+12125550144",
                "language": "en",
                "kind": "self-harm",
                "source": "sms",
                "created_at": now,
                "due_at": now,
                **given,
            }
        )
        self.store.commit(Change(now=now, records=(alert,)))
        return alert

    def callback(self, callback_id: str) -> Callback:
        """The record as it is now."""
        found = self.store.get(Callback, callback_id)
        assert found is not None
        return found

    def audited(self) -> list[tuple[str, str]]:
        """Who did what, oldest first."""
        redis = self.store._redis  # type: ignore[attr-defined]
        return [(line["who"], line["what"]) for _, line in redis.xrange("audit")]


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A console with the demo's people and nothing to do."""
    ports: Ports = app.extensions[NAME].ports
    # Argon2 as ever, but quick: these tests sign in often.
    ports.passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # type: ignore[attr-defined]
    seed_demo(ports)
    return Desk(ports)


@pytest.fixture
def arrives(app: Flask, desk: Desk) -> Callable[..., Visitor]:
    """Somebody opens the console, signed in as one of the demo's people ("" for nobody)."""

    def someone(name: str = "specialist") -> Visitor:
        visitor = Visitor(app.test_client())
        if name:
            visitor.signs_in(f"{name}@example.org")
            assert visitor.sees("Sign out")
        return visitor

    return someone


@pytest.fixture
def specialist(arrives: Callable[..., Visitor]) -> Visitor:
    """The demo specialist, signed in, on the queue page."""
    return arrives()


@pytest.fixture
def with_policy(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Change some of the operator's choices for one test."""

    def changed(**choices: Any) -> None:
        web = app.extensions[NAME]
        policy = replace(web.ports.policy, **choices)
        monkeypatch.setitem(
            app.extensions, NAME, replace(web, ports=replace(web.ports, policy=policy))
        )

    return changed
