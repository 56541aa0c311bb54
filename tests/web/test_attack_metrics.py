"""What is counted of requests: routes, never addresses, and nothing a stranger can make grow."""

import logging

import pytest
from flask.testing import FlaskClient

from service.actions.ports import Ports
from service.web import metering
from tests.web.conftest import Twilio


def test_an_answered_text_is_counted_by_its_route(client: FlaskClient, twilio: Twilio) -> None:
    twilio.texts("KETAMINE")

    page = client.get("/metrics").text

    assert 'method="POST",route="/sms/inbound",status="200"' in page


def test_addresses_and_methods_of_a_strangers_choice_are_not_kept(client: FlaskClient) -> None:
    client.open("/nowhere/12125550142", method="EVIL")
    client.get("/api/v1/callbacks/12125550142")

    page = client.get("/metrics").text

    assert "12125550142" not in page
    assert "EVIL" not in page
    assert 'method="other",route="none",status="404"' in page


def test_a_refused_webhook_is_counted_too(client: FlaskClient) -> None:
    client.post("/voice/inbound", data={"CallSid": "x"})

    page = client.get("/metrics").text

    assert 'method="POST",route="/voice/inbound",status="403"' in page


def test_a_monitor_sees_what_today_has_cost(client: FlaskClient, ports: Ports) -> None:
    for _ in range(3):
        ports.spending.spend("dial", ports.store.now())

    page = client.get("/metrics").text

    assert "helpline_dials_today 3.0" in page
    assert "helpline_texts_today 0.0" in page
    assert "helpline_dial_budget 0.0" in page


def test_a_text_is_answered_though_it_cannot_be_counted(
    twilio: Twilio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(metering, "observe_request", full)

    with caplog.at_level(logging.ERROR):
        answer = twilio.texts("KETAMINE")

    assert answer.headers["X-Helpline-Outcome"] == "fact"
    assert len(caplog.records) == 1
