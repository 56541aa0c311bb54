"""The demo's way to the simulator leads to its phones, and nowhere else on that port."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.web.ports import NAME


class Stand(BaseHTTPRequestHandler):
    """Answers like the simulator, and remembers what it was asked."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(308 if self.path.endswith("/away") else 200)
        self.send_header("Location", "http://127.0.0.1:1/simulator/")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def asked(app: Flask) -> Iterator[list[str]]:
    """What a stand-in for the simulator's process is asked."""
    paths: list[str] = []
    handler = type("Stand", (Stand,), {"asked": paths})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    before = app.extensions[NAME]
    app.extensions[NAME] = replace(before, simulator_port=server.server_port)
    yield paths
    app.extensions[NAME] = before
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "address",
    [
        "/simulator/..%2f2010-04-01/Accounts/x/Messages.json",
        "/simulator/%2e%2e/2010-04-01/Accounts/x/Calls.json",
        "/simulator/../2010-04-01",
        "/simulator/x/..%2f..%2f2010-04-01",
        "/simulator/.%2e/2010-04-01",
        "/simulator/%2e%2e",
        "/simulator/./state",
        "/simulator/..%5c2010-04-01",
        "/simulator/%00",
        "/simulator/a%0d%0ab",
    ],
)
def test_no_path_leads_out_of_the_phones(
    client: FlaskClient, asked: list[str], address: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert asked == []


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/simulator/", "/simulator/"),
        ("/simulator/state?since=3", "/simulator/state?since=3"),
        ("/simulator/phones/%2B12125550142/text", "/simulator/phones/%2B12125550142/text"),
        ("/simulator/state%3Fsince=1", "/simulator/state%3Fsince%3D1"),
        ("/simulator/state%23x", "/simulator/state%23x"),
        ("/simulator/@other.example/", "/simulator/%40other.example/"),
    ],
)
def test_a_path_is_handed_on_as_it_is(
    client: FlaskClient, asked: list[str], address: str, path: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert asked == [path]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_the_simulators_own_address_is_not_told(client: FlaskClient, asked: list[str]) -> None:
    answer = client.get("/simulator/away")

    assert asked == ["/simulator/away"]
    assert "Location" not in answer.headers
