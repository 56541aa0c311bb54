"""The service asks its own public address whether it leads to itself."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from service.adapters.public_address import mark_of, what_is_wrong

OURS = mark_of("an index key for tests")


class Front(ThreadingHTTPServer):
    """Whatever answers at the public address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.body = 200, json.dumps({"status": "live", "service": OURS})
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Front

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/health/live")
        self.end_headers()
        self.wfile.write(self.server.body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def front() -> Iterator[Front]:
    server = Front()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield server
    server.shutdown()
    server.server_close()


def test_we_find_ourselves_also_below_a_path(front: Front) -> None:
    assert what_is_wrong(front.url, OURS) == ""
    assert what_is_wrong(f"{front.url}/helpline/", OURS) == ""

    assert front.asked == ["/health/live", "/helpline/health/live"]


@pytest.mark.parametrize(
    "body", ["", "{}", "<h1>Welcome to nginx!</h1>", json.dumps({"service": mark_of("theirs")})]
)
def test_somebody_else_is_not_us(front: Front, body: str) -> None:
    front.body = body

    assert "leads to something else" in what_is_wrong(front.url, OURS)


@pytest.mark.parametrize("status", [302, 403, 404, 502])
def test_another_answer_is_told(front: Front, status: int) -> None:
    front.status = status

    assert f"answers {status}" in what_is_wrong(front.url, OURS)


def test_an_address_that_leads_nowhere_is_told() -> None:
    with socket.socket() as unused:  # kept meanwhile, so that nobody else listens there
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"

        assert "cannot be reached" in what_is_wrong(url, OURS)


def test_the_mark_is_no_key() -> None:
    assert len(OURS) == 16
    assert mark_of("another index key") != OURS
