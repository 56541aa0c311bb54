"""Strangers at the console's door: odd addresses and forms get a page with words, never a crash."""

import pytest
from flask.testing import FlaskClient

ODD = [
    "//[",
    "http://[",
    "http://[/console/",
    "//%5b",
    "[",
    "/console/[",
    "\x01",
    "/console/\ud800",
]


@pytest.mark.parametrize("wanted", ODD)
def test_a_broken_address_to_come_back_to_leads_to_the_queue(
    client: FlaskClient, wanted: str
) -> None:
    page = client.get("/console/login", query_string={"next": wanted.encode("utf-8", "replace")})

    assert page.status_code == 200
    assert page.text.count('value="/console/') == 1


@pytest.mark.parametrize("wanted", ["http://[", "//[x", "http://[/console/", ""])
def test_a_poll_from_a_broken_address_is_led_to_sign_in(client: FlaskClient, wanted: str) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": wanted}

    answer = client.get("/console/", headers=headers)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/console/login?next=/console/"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/console/static/"),
        ("POST", "/console/static/"),
        ("POST", "/console/static/console.css"),
        ("HEAD", "/console/static/"),
        ("GET", "/console/static/../queue.html"),
        ("GET", "/console/static/nothing.js"),
    ],
)
def test_below_the_files_there_is_nothing_else(
    client: FlaskClient, method: str, address: str
) -> None:
    answer = client.open(address, method=method)

    assert answer.status_code in (303, 400, 404)
