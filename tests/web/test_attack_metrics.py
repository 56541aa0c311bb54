"""What is counted of requests: routes, never addresses, and nothing a stranger can make grow."""

from flask.testing import FlaskClient

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
