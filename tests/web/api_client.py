"""A specialist's own system, which talks to the API with a token."""

from dataclasses import replace
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from service.actions.demo_staff import seed_demo
from service.actions.ports import Ports
from service.web.ports import NAME
from tests.actions.queueing import in_queue


class Colleague:
    """Sends requests with one bearer token."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.token = token

    def get(self, path: str, **query: Any) -> TestResponse:
        """GET below /api/v1."""
        return self.client.get(f"/api/v1{path}", query_string=query, headers=self._headers({}))

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        """POST JSON below /api/v1; no body at all for None."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is None:
            return self.client.post(f"/api/v1{path}", headers=self._headers(headers))
        return self.client.post(f"/api/v1{path}", json=body, headers=self._headers(headers))

    def claims(self, callback_id: str) -> dict[str, Any]:
        """Claim one callback and return it."""
        answer = self.post(f"/callbacks/{callback_id}/claim", {})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        claimed: dict[str, Any] = answer.get_json()
        return claimed

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} | more


def ports_of(app: Flask) -> Ports:
    """The ports the application itself uses."""
    found: Ports = app.extensions[NAME].ports
    return found


def somebody_waits(app: Flask, **given: Any) -> str:
    """Put a callback into the queue and return its id."""
    waiting: str = in_queue(ports_of(app), **given).id
    return waiting


class QuickPasswords:
    """Stands for argon2 where nobody signs in with a password: it is slow on purpose."""

    def hash(self, password: str) -> str:
        return f"plain:{password}"

    def matches(self, hashed: str, password: str) -> bool:
        return hashed == f"plain:{password}"


def staffed(app: Flask) -> None:
    """Put the demo's people and tokens there."""
    seed_demo(replace(ports_of(app), passwords=QuickPasswords()))
