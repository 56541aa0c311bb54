"""Bad input to the voice webhooks: asked again or led on, never a 500, never silence."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from service.domain.errors import StoreFull, StoreUnavailable
from tests.builders import ACCOUNT, CALLER, HELPLINE, a_sid
from tests.twiml_rules import problems
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard

STEPS = [
    "/voice/inbound",
    "/voice/menu?level=first&language=en",
    "/voice/menu?level=saved&language=es&turn=4",
    "/voice/menu?level=readback&language=es&turn=4",
    "/voice/menu?level=number",
    "/voice/menu?level=time",
    "/voice/menu?level=topic&page=99&item=99&fact=99",
    "/voice/menu?level=info&page=99",
    "/voice/menu?level=nonsense&language=xx&turn=-1&open=maybe&item=x&via=y",
    "/voice/menu?level=first&level=saved&turn=99999999999999999999999",
    "/voice/menu",
    "/voice/wait",
    "/voice/wait/key",
    "/voice/queue-left",
    "/voice/room",
    "/voice/left-room",
    "/voice/hold",
    "/voice/hold?turn=7&away=99",
    "/voice/forwarded?level=first&open=0",
    "/voice/menu?level=crisis&open=0&via=crisis",
    "/voice/menu?level=alone&silences=9",
    "/voice/leg",
    "/voice/leg?leg=unknown",
    "/voice/leg/key?leg=unknown&turn=x",
    "/voice/leg/left?leg=unknown",
    "/voice/leg/alone",
    "/voice/leg/first?leg=unknown",
    "/voice/leg/step?leg=unknown&turn=x",
    "/voice/leg/menu?leg=unknown",
    "/voice/leg/lines?leg=unknown-p",
    "/voice/leg/ringing?leg=" + "x" * 500,
    "/voice/leg/hold",
    "/voice/voicemail",
    "/voice/voicemail?level=first&open=0&language=es",
    "/voice/fallback",
]
ODD = [
    {},
    {"Digits": "7"},
    {"Digits": "*"},
    {"Digits": "1"},
    {"Digits": "6"},
    {"Digits": "2"},
    {"Digits": "1" * 500},
    {"Digits": "abc"},
    {"Digits": "\x00"},
    {"SpeechResult": "blah " * 100},
    {"SpeechResult": "\x00\x1f😀\u202e"},
    {"QueueTime": "soon", "QueueResult": "never-heard-of", "CallStatus": "?"},
    {"From": ""},
    {"From": "+1"},
    {"From": "client:someone"},
]


@pytest.fixture
def board(twilio: Twilio, app: Flask, link: object) -> Switchboard:
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def fields(**more: str) -> dict[str, str]:
    given = {"CallSid": a_sid("CA"), "AccountSid": ACCOUNT, "From": CALLER, "To": HELPLINE}
    return given | more


@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.parametrize("step", STEPS)
def test_any_step_with_anything_is_answered_in_words_or_led_on(
    board: Switchboard, step: str, odd: dict[str, str]
) -> None:
    with capture_logs() as logged:
        answer = board.twilio.posts(step, fields(**odd))

    assert answer.status_code == 200, answer.text
    assert logged == []
    assert problems(answer.text, waiting=step.startswith("/voice/wait")) == []


@pytest.mark.parametrize("digits", ["", "0", "1", "5", "8"])
@pytest.mark.parametrize("step", STEPS)
def test_any_step_of_a_call_that_is_over_is_answered(
    board: Switchboard, step: str, digits: str
) -> None:
    """A webhook that overtook the hang-up, or a forged one: words, and nobody is rung for long."""
    board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.works()
    caller.hangs_up()

    answer = board.twilio.posts(step, fields(CallSid=caller.sid, Digits=digits))
    board.works()

    assert answer.status_code == 200, answer.text
    assert problems(answer.text, waiting=step.startswith("/voice/wait")) == []


@pytest.mark.parametrize("step", STEPS)
def test_an_unsigned_step_is_refused(board: Switchboard, step: str) -> None:
    assert board.twilio.client.post(step, data=fields()).status_code == 403


@pytest.mark.parametrize("step", [s for s in STEPS if "fallback" not in s and "leg/" not in s])
def test_a_step_without_a_call_is_a_400(board: Switchboard, step: str) -> None:
    answer = board.twilio.posts(step, {"AccountSid": ACCOUNT})

    assert answer.status_code == 400
    assert "CallSid" in answer.text


@pytest.mark.parametrize("status", ["completed", "ringing", "nonsense"])
@pytest.mark.parametrize("query", ["", "?leg=unknown", "?leg=" + "x" * 500])
def test_a_status_of_something_unknown_changes_nothing(
    board: Switchboard, status: str, query: str
) -> None:
    answer = board.twilio.posts(f"/voice/status{query}", fields(CallStatus=status))

    assert answer.status_code == 204


@given(digits=st.text(max_size=30), speech=st.text(max_size=600), level=st.text(max_size=12))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_anything_at_all_is_answered(
    board: Switchboard, digits: str, speech: str, level: str
) -> None:
    answer = board.twilio.posts(
        "/voice/menu?level=first", fields(Digits=digits, SpeechResult=speech)
    )

    assert answer.status_code == 200
    assert problems(answer.text) == []


@pytest.mark.parametrize("error", [StoreUnavailable("away"), StoreFull("full")], ids=str)
@pytest.mark.parametrize("step", [s for s in STEPS if "leg" not in s])
@pytest.mark.parametrize("digits", ["", "0", "5", "8", "9"])
def test_without_the_store_a_caller_hears_the_truth(
    twilio: Twilio, app: Flask, step: str, digits: str, error: Exception
) -> None:
    class Away:
        def __getattr__(self, _: str) -> object:
            def gone(*_: object, **__: object) -> None:
                raise error

            return gone

    web = app.extensions["helpline"]
    app.extensions["helpline"] = replace(web, ports=replace(web.ports, store=Away()))
    try:
        answer = twilio.posts(step, fields(Digits=digits))
    finally:
        app.extensions["helpline"] = web

    assert answer.status_code == 200
    assert problems(answer.text, waiting=step.startswith("/voice/wait")) == []
    words = " ".join(ET.fromstring(answer.text).itertext())
    assert "Saved" not in words
    assert "Anotado" not in words
    if digits == "8" and step.startswith("/voice/menu") and "number" not in step:
        assert "9 8 8" in words


def test_a_status_that_cannot_be_kept_is_not_acknowledged(twilio: Twilio, app: Flask) -> None:
    class Away:
        def around(self, *_: object, **__: object) -> None:
            raise StoreUnavailable("away")

    web = app.extensions["helpline"]
    app.extensions["helpline"] = replace(web, ports=replace(web.ports, store=Away()))
    try:
        answer = twilio.posts("/voice/status", fields(CallStatus="completed"))
    finally:
        app.extensions["helpline"] = web

    assert answer.status_code == 503


def test_a_fault_of_ours_is_owned_up_to_and_another_phone_is_tried(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = board.someone_calls()

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("service.actions.calls.menu.choice_of", breaks)
    caller.presses("1")

    assert caller.hears.startswith("Sorry, something went wrong on our side. In an emergency")
    assert caller.verb("Dial") is not None
