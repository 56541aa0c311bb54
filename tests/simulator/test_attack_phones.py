"""Odd requests at the phones' front door are refused in words."""

import pytest
from flask.testing import FlaskClient

from service.simulator.app import create_app
from service.simulator.exchange import build_exchange
from service.simulator.options import Options


@pytest.fixture
def phones() -> FlaskClient:
    """The simulator's own application; nothing is sent from it."""
    return create_app(build_exchange(Options(auth_token="x" * 32))).test_client()


@pytest.mark.parametrize("since", ["9" * 5000, "²", "٣", "-1", "", "x", "\0"])
def test_any_beginning_of_the_log_may_be_asked_for(phones: FlaskClient, since: str) -> None:
    answer = phones.get("/simulator/wire", query_string={"since": since})

    assert answer.status_code == 200
    assert answer.is_json


@pytest.mark.parametrize(
    "body", ["[" * 20_000, '{"a":' * 20_000, "{", "", "[]", "null", '{"body":' + "9" * 5000 + "}"]
)
def test_what_is_no_flat_object_is_refused(phones: FlaskClient, body: str) -> None:
    answer = phones.post(
        "/simulator/phones/+12125550142/text", data=body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert answer.json["error"]
