"""Bodies that do not say how long they are, as Granian hands them on: read to a limit, not cut."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import ACCOUNT, a_sid
from tests.web.api_client import staffed
from tests.web.conftest import PUBLIC_URL, Twilio

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
KNOWN = {"Authorization": "Bearer demo-specialist"}


class Counting(io.BytesIO):
    """A body that remembers how much of it was read."""

    taken = 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        count = super().readinto(buffer)
        self.taken += count
        return count

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found


def send(
    client: FlaskClient, path: str, body: io.BytesIO, mimetype: str, **headers: str
) -> TestResponse:
    """POST without Content-Length, as with chunked transfer coding."""
    return client.post(
        path,
        input_stream=body,
        content_type=mimetype,
        headers=headers | {"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )


@pytest.mark.parametrize(
    ("path", "mimetype"),
    [
        ("/sms/inbound", FORM),
        ("/voice/inbound", FORM),
        ("/console/login", FORM),
        ("/console/login", "multipart/form-data; boundary=x"),
        ("/api/v1/callbacks", JSON),
        ("/simulator/faults", JSON),
        ("/health/live", JSON),
        ("/nowhere", FORM),
    ],
)
def test_a_body_without_end_is_refused_early(client: FlaskClient, path: str, mimetype: str) -> None:
    body = Counting(b"Body=" + b"x" * 3_000_000)

    answer = send(client, path, body, mimetype)

    assert answer.status_code in (401, 413)
    assert answer.data
    assert body.taken < 200_000


@pytest.mark.parametrize("size", [16 * 1024 + 1, 60_000])
def test_an_api_body_is_refused_by_its_true_size(
    app: Flask, client: FlaskClient, size: int
) -> None:
    staffed(app)
    body = b'{"phone":"+12125550142"}'.ljust(size)

    told = client.post("/api/v1/callbacks", data=body, content_type=JSON, headers=KNOWN)
    untold = send(client, "/api/v1/callbacks", io.BytesIO(body), JSON, **KNOWN)

    assert (told.status_code, told.mimetype) == (413, "application/problem+json")
    assert (untold.status_code, untold.mimetype) == (413, "application/problem+json")


def test_a_genuine_webhook_of_unstated_length_is_answered(
    client: FlaskClient, twilio: Twilio
) -> None:
    fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "From": "+12125550142", "Body": "MENU"}
    signature = twilio.validator.compute_signature(f"{PUBLIC_URL}/sms/inbound", fields)
    body = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in fields.items())

    answer = send(
        client,
        "/sms/inbound",
        io.BytesIO(body.encode()),
        FORM,
        **{"X-Twilio-Signature": signature},
    )

    assert answer.status_code == 200
    assert answer.headers["X-Helpline-Outcome"] == "menu"


def test_a_webhook_is_not_read_in_part(client: FlaskClient, twilio: Twilio) -> None:
    rest = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "From": "12125550142"}
    start = "&".join(f"{name}={value}" for name, value in rest.items()) + "&Body="
    body = "x" * (64 * 1024 - len(start))
    signature = twilio.validator.compute_signature(
        f"{PUBLIC_URL}/sms/inbound", rest | {"Body": body}
    )
    longer = io.BytesIO((start + body + "y").encode())

    answer = send(client, "/sms/inbound", longer, FORM, **{"X-Twilio-Signature": signature})

    assert answer.status_code == 413
