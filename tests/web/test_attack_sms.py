"""A text is answered in words also when our own code breaks, and one phone is one person."""

import logging

import pytest
from flask import Flask

from service.web import sms
from service.web.ports import NAME
from tests.builders import ACCOUNT, a_sid
from tests.web.conftest import Twilio


def breaks(*_: object) -> None:
    raise ZeroDivisionError("a text with a number in it: +12125550142")


def test_a_mistake_of_ours_is_answered_in_both_languages(
    twilio: Twilio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sms, "receive_sms", breaks)

    with caplog.at_level(logging.ERROR):
        answer = twilio.texts("CALL")

    assert answer.status_code == 200
    assert answer.headers["X-Helpline-Outcome"] == "not-noted"
    assert "NOT save" in answer.text
    assert "NO pudimos" in answer.text
    assert len(caplog.records) == 1


def test_a_mistake_over_a_status_asks_for_nothing_to_be_believed(
    twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sms, "note_text_status", breaks)
    fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "MessageStatus": "sent"}

    assert twilio.posts("/sms/status?text=x", fields).status_code == 503


@pytest.mark.parametrize("written", ["+1 212 555 0142", "12125550142", "+1(212)555-0142"])
def test_one_number_is_one_person_however_it_is_written(
    app: Flask, twilio: Twilio, written: str
) -> None:
    twilio.texts("CALL", phone="+12125550142")

    answer = twilio.texts("CALL", phone=written)

    assert answer.headers["X-Helpline-Outcome"] == "callback-open"
    found, _ = app.extensions[NAME].ports.store.all_callbacks(10, "")
    assert len(found) == 1
