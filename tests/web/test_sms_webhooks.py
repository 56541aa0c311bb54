"""The webhooks of text messages, from outside: what is refused, and that words always come back."""

from itertools import count
from xml.etree import ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.builders import ACCOUNT, a_sid
from tests.web.conftest import Twilio

STRANGERS = count(2_000_000)


def messages_of(response: TestResponse) -> list[str]:
    root: ET.Element = fromstring(response.data)
    return [message.text or "" for message in root.iter("Message")]


def test_a_signed_text_is_answered_in_twiml_with_its_outcome(twilio: Twilio) -> None:
    response = twilio.texts("KETAMINE")

    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    assert response.headers["X-Helpline-Outcome"] == "fact"
    assert "hallucinogen" in messages_of(response)[0]


def test_a_repeated_webhook_has_the_same_bytes_and_outcome(twilio: Twilio) -> None:
    sid = a_sid()
    first = twilio.texts("CALL", sid=sid)

    second = twilio.texts("CALL", sid=sid)

    assert second.data == first.data
    assert second.headers["X-Helpline-Outcome"] == "callback-queued"


@pytest.mark.parametrize("path", ["/sms/inbound", "/sms/status", "/sms/fallback"])
@pytest.mark.parametrize("signature", [None, "", "wrong", "ÿ", "a" * 5000])
def test_an_unsigned_webhook_is_refused(
    client: FlaskClient, path: str, signature: str | None
) -> None:
    headers = {} if signature is None else {"X-Twilio-Signature": signature}

    response = client.post(path, data={"MessageSid": a_sid(), "Body": "hi"}, headers=headers)

    assert response.status_code == 403
    assert response.data


def test_a_signature_covers_every_field_and_the_query(twilio: Twilio) -> None:
    fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "From": "+12125550142", "Body": "hi"}
    signature = twilio.validator.compute_signature(
        "https://helpline.example.org/sms/inbound", fields
    )
    headers = {"X-Twilio-Signature": signature}

    changed = twilio.client.post("/sms/inbound", data=fields | {"Body": "ho"}, headers=headers)
    queried = twilio.client.post("/sms/inbound?x=1", data=fields, headers=headers)
    genuine = twilio.client.post("/sms/inbound", data=fields, headers=headers)

    assert [changed.status_code, queried.status_code, genuine.status_code] == [403, 403, 200]


def test_another_accounts_webhook_is_refused(twilio: Twilio) -> None:
    assert twilio.texts("hi", AccountSid="AC" + "1" * 32).status_code == 403


def test_json_is_refused_by_its_type(client: FlaskClient) -> None:
    assert client.post("/sms/inbound", json={"Body": "hi"}).status_code == 415


def test_a_megabyte_is_refused_by_its_size(client: FlaskClient) -> None:
    response = client.post("/sms/inbound", data=b"Body=" + b"x" * 1_000_000, content_type=FORM)

    assert response.status_code == 413


def test_too_many_fields_are_refused(twilio: Twilio) -> None:
    many = {f"F{n}": "x" for n in range(101)}

    assert twilio.posts("/sms/inbound", many).status_code == 413


def test_a_repeated_field_is_refused(client: FlaskClient) -> None:
    response = client.post("/sms/inbound", data="Body=a&Body=b", content_type=FORM)

    assert response.status_code == 400


@pytest.mark.parametrize("missing", ["MessageSid", "From"])
def test_a_missing_field_is_named(twilio: Twilio, missing: str) -> None:
    fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "From": "+12125550142", "Body": "hi"}
    del fields[missing]

    response = twilio.posts("/sms/inbound", fields)

    assert response.status_code == 400
    assert missing in response.text


def test_a_malformed_sid_is_refused(twilio: Twilio) -> None:
    assert twilio.texts("hi", sid="SMnonsense").status_code == 400


@pytest.mark.parametrize("phone", ["anonymous", "+", "12345", "+999", "not a number", "+1" * 40])
def test_a_strange_sender_still_gets_words(twilio: Twilio, phone: str) -> None:
    response = twilio.texts("CALL", phone=phone)

    assert response.status_code == 200
    assert messages_of(response)[0]
    assert response.headers["X-Helpline-Outcome"] != "callback-queued"


@pytest.mark.parametrize(
    "body", ["", "\0", "💀" * 800, "\u202e\u200b", "x" * 1600, "<Say>hi</Say>", "&lt;", "\x0b\x1b"]
)
def test_strange_bodies_get_words_and_never_an_echo(twilio: Twilio, body: str) -> None:
    response = twilio.texts(body)

    assert response.status_code == 200
    words = messages_of(response)
    assert words[0]
    assert not body.strip() or all(body not in each for each in words)


def test_an_mms_without_text_gets_words(twilio: Twilio) -> None:
    response = twilio.texts("", NumMedia="1")

    assert messages_of(response)[0]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.text(max_size=300))
def test_any_text_at_all_gets_words(fuzzing: Twilio, body: str) -> None:
    # What came before may make silence right: a second thanks, or the same text again and again.
    response = fuzzing.texts(body, phone=f"+1212{next(STRANGERS):07}")

    assert response.status_code == 200
    assert messages_of(response)


@pytest.fixture(scope="module")
def fuzzing(application: Flask) -> Twilio:
    """One client for all examples of a property."""
    return Twilio(application.test_client())


FORM = "application/x-www-form-urlencoded"


def test_the_status_of_an_unknown_text_is_taken_quietly(twilio: Twilio) -> None:
    fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "MessageStatus": "delivered"}

    assert twilio.posts("/sms/status?text=nobody", fields).status_code == 204


def test_an_undelivered_crisis_reply_becomes_an_alert(app: Flask, twilio: Twilio) -> None:
    fields = {
        "MessageSid": a_sid(),
        "AccountSid": ACCOUNT,
        "MessageStatus": "undelivered",
        "To": "+12125550142",
    }

    twilio.posts("/sms/status?reply=crisis", fields)
    twilio.posts("/sms/status?reply=crisis", fields)

    alerts = app.extensions["helpline"].ports.store.open_alerts()
    assert [alert.kind for alert in alerts] == ["undelivered"]


def test_the_fallback_answers_in_both_languages(twilio: Twilio) -> None:
    fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "From": "+12125550142", "Body": "x"}

    english, spanish = messages_of(twilio.posts("/sms/fallback", fields))

    assert "988" in english
    assert "988" in spanish


def test_a_get_is_refused_and_an_unknown_route_is_not_found(client: FlaskClient) -> None:
    assert client.get("/sms/inbound").status_code == 405
    assert client.post("/sms/nowhere").status_code == 404
