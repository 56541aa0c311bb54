"""Ready is said only when whatever one then opens answers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from service.supervision.readiness import why_not_ready


class WebWithoutPhones(BaseHTTPRequestHandler):
    """A web process that is ready, while the simulator behind it is still starting."""

    def do_GET(self) -> None:
        self.send_response(503 if self.path.startswith("/simulator/") else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@pytest.fixture
def url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), WebWithoutPhones) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_demo_is_ready_when_its_phones_are(url: str) -> None:
    assert why_not_ready(url, has_phones=True) != ""


def test_the_address_that_was_tried_is_said() -> None:
    with HTTPServer(("127.0.0.1", 0), WebWithoutPhones) as closed:
        url = f"http://127.0.0.1:{closed.server_port}"

    assert f"does not answer at {url}/health/ready" in why_not_ready(url)


def test_without_phones_nobody_waits_for_them(url: str) -> None:
    assert why_not_ready(url) == ""
