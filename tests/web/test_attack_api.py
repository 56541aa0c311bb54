"""Bodies on which two programs could disagree are refused."""

import pytest
from flask import Flask

from tests.web.api_client import ports_of, staffed


@pytest.mark.parametrize(
    "body",
    [
        '{"phone": "+12125550142", "phone": "+12125550143"}',
        '{"phone": "+12125550142", "phone": "+12125550142"}',
        '{"phone": "+12125550142", "\\u0070hone": "+12125550143"}',
    ],
)
def test_a_field_given_twice_is_refused(app: Flask, body: str) -> None:
    staffed(app)

    answer = app.test_client().post(
        "/api/v1/callbacks",
        data=body,
        headers={"Authorization": "Bearer demo-specialist", "Content-Type": "application/json"},
    )

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert ports_of(app).store.all_callbacks(10, "")[0] == []
