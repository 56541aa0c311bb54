"""The whole web application on a real store, and somebody who signs like Twilio."""

from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from service.app import create
from service.settings import load_settings
from tests.builders import ACCOUNT, TEXTER, TOKEN, a_sid
from tests.valkey import UNHURRIED

PUBLIC_URL = "https://helpline.example.org"


@pytest.fixture(scope="session")
def application(valkey_url: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application in demo mode, built once as in a process of its own."""
    return create(
        load_settings(
            {
                "HELPLINE_MODE": "demo",
                "HELPLINE_REDIS_URL": f"{valkey_url}?{UNHURRIED}",
                "HELPLINE_DATA_DIR": str(tmp_path_factory.mktemp("web")),
                "HELPLINE_PUBLIC_URL": PUBLIC_URL,
                "TWILIO_ACCOUNT_SID": ACCOUNT,
                "TWILIO_AUTH_TOKEN": TOKEN,
            }
        )
    )


@pytest.fixture
def app(application: Flask, link: object) -> Flask:
    """The application on an empty store."""
    return application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client without a session."""
    return app.test_client()


class Twilio:
    """Sends webhooks as Twilio does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.validator = RequestValidator(TOKEN)

    def posts(self, target: str, fields: Mapping[str, str]) -> TestResponse:
        """Post genuine fields, signed over the public URL."""
        signature = self.validator.compute_signature(PUBLIC_URL + target, dict(fields))
        return self.client.post(
            target, data=dict(fields), headers={"X-Twilio-Signature": signature}
        )

    def texts(self, body: str, *, phone: str = TEXTER, sid: str = "", **more: str) -> TestResponse:
        """Deliver a text."""
        fields = {
            "MessageSid": sid or a_sid(),
            "AccountSid": ACCOUNT,
            "From": phone,
            "To": "+18009151270",
            "Body": body,
            "NumMedia": "0",
        }
        return self.posts("/sms/inbound", fields | more)


@pytest.fixture
def twilio(client: FlaskClient) -> Twilio:
    """Twilio, with the right token."""
    return Twilio(client)
