"""Odd addresses and invented hosts: a clear refusal, and nobody else's name in an answer."""

import pytest
from flask.testing import FlaskClient

HOSTS = ["evil.example", "evil.example:99", "a b", "evil.example/x", "@evil.example", "[::1"]
REDIRECTED = {
    "/console": "/console/",
    "/simulator": "/simulator/",
    "/health//live": "/health/live",
    "/console//team?a=b": "/console/team?a=b",
}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("address", REDIRECTED)
def test_a_redirect_never_names_the_host_that_was_claimed(
    client: FlaskClient, host: str, address: str
) -> None:
    answer = client.get(address, headers={"Host": host})

    assert answer.status_code == 308
    assert answer.headers["Location"] == REDIRECTED[address]
    assert "evil" not in answer.text


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "PUT", "TRACE", "FOO"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/nowhere",
        "/%00",
        "/%ff",
        "/..%2f..%2fetc/passwd",
        "//evil.example/console/",
        "/sms/nowhere",
        "/voice/inbound/",
        "/voice/inbound;x",
        "/api",
        "/api/v1/%00",
        "/console/%00",
        "/metrics/",
    ],
)
def test_an_address_that_is_none_is_refused(client: FlaskClient, method: str, address: str) -> None:
    answer = client.open(address, method=method)

    assert answer.status_code in (303, 400, 401, 404, 405)
