"""What comes after STOP: nothing that was asked before is still open, and no call is promised."""

import pytest

from service.actions.ports import Ports
from service.domain.callback import State
from service.domain.calling_hours import CallingHours
from tests.actions.test_receive_sms import Texter
from tests.actions.texting import TimedTexter

LONG_CODE = "+12125550100"


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


@pytest.mark.parametrize("text", ["LATER", "VOICEMAIL", "tomorrow at 5pm", "LUEGO"])
@pytest.mark.parametrize("between", [(), ("START",)])
def test_what_refines_a_call_after_stop_hears_that_none_comes(
    texter: Texter, text: str, between: tuple[str, ...]
) -> None:
    for before in ("CALL", "STOP", *between):
        texter.texts(before)

    answer = texter.texts(text)

    assert texter.callback is not None
    assert texter.callback.state is State.REVIEW
    assert "saved: from" not in answer.messages[0]
    assert "none will come" in answer.messages[0] or "no llamaremos" in answer.messages[0]


def test_yes_after_stop_answers_no_question_of_before(texter: Texter) -> None:
    texter.texts("CALL")
    texter.texts("STOP")

    answer = texter.texts("YES")

    assert "saved" not in answer.messages[0]
    assert "START" in answer.messages[0]


def test_a_yes_that_twilio_took_for_start_opts_in_where_it_may(with_policy) -> None:
    texter = Texter(with_policy(number=LONG_CODE))
    texter.texts("CALL")
    texter.texts("STOP")

    answer = texter.texts("YES", opt_out_type="START")

    assert (answer.outcome, answer.messages) == ("opted-in", ())
    assert texter.person.opted_out == ""


def test_the_next_stop_is_confirmed_again_after_such_a_yes(with_policy) -> None:
    texter = Texter(with_policy(number=LONG_CODE))
    for text in ("STOP", "YES"):
        texter.texts(text, opt_out_type="START" if text == "YES" else "")

    answer = texter.texts("please stop texting me")

    assert answer.outcome == "opted-out"
    assert answer.messages


@pytest.mark.parametrize("text", ["im scared", "i relapsed", "tengo miedo"])
def test_a_story_after_stop_puts_nobody_back_on_the_list(texter: Texter, text: str) -> None:
    texter.texts("CALL")
    texter.texts("STOP")

    answer = texter.texts(text)

    assert texter.callback is not None
    assert texter.callback.state is State.REVIEW
    assert "Saved" not in answer.messages[0]
    assert texter.person.opted_out == "all"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("call me at 5 but stop texting me", "A person calls today after 5:00 PM from"),
        ("call me tomorrow at 3 but stop texting me", "A person calls tomorrow after 3:00 PM from"),
        ("llamenme mañana a las 3 pero ya no me manden mensajes", "desde las 3:00 PM del"),
    ],
)
def test_whoever_ends_the_texts_alone_is_told_when_the_call_comes(
    ports: Ports, web_link, words: str, told: str
) -> None:
    texter = TimedTexter.at_noon(ports, web_link)

    answer = texter.texts(words)

    assert len(answer.messages) == 1
    assert answer.messages[0].startswith(("You get no more texts", "Ya no recibe mensajes"))
    assert told in answer.messages[0]
    assert "START" in answer.messages[0]


def test_no_hour_is_promised_where_nobody_calls_then(with_policy, web_link) -> None:
    texter = TimedTexter.at_noon(with_policy(calling=CallingHours()), web_link)

    answer = texter.texts("call me only after 9pm but stop texting me")

    assert texter.call.state is State.REVIEW
    assert "A person calls" not in answer.messages[0]
    assert texter.person.opted_out == "sms"


@pytest.mark.parametrize("before", [(), ("CALL",)])
@pytest.mark.parametrize(
    "words",
    ["call me tomorrow but stop texting me", "llamenme mañana pero ya no me manden mensajes"],
)
def test_no_more_texts_but_a_call_ends_the_texts_alone(
    texter: Texter, words: str, before: tuple[str, ...]
) -> None:
    for each in before:
        texter.texts(each)

    answer = texter.texts(words)

    assert answer.outcome == "opted-out"
    assert len(answer.messages) == 1
    assert "no call" not in answer.messages[0]
    assert texter.person.opted_out == "sms"
    assert texter.callback is not None
    assert texter.callback.state is State.WAITING
    assert texter.callback.named_at is not None


@pytest.mark.parametrize("before", [(), ("CALL",)])
@pytest.mark.parametrize(
    "words",
    [
        "please stop texting me and just call",
        "stop texting me. call me instead",
        "dont text me just call",
        "no more texts, just the call",
        "ya no me manden mensajes, mejor llamenme",
    ],
)
def test_a_call_instead_of_texts_loses_neither_the_call_nor_the_opt_out(
    texter: Texter, words: str, before: tuple[str, ...]
) -> None:
    for each in before:
        texter.texts(each)

    answer = texter.texts(words)

    assert answer.outcome == "opted-out"
    assert answer.messages[0].startswith(("You get no more texts", "Ya no recibe mensajes"))
    assert "800-915-1270" in answer.messages[0]
    assert texter.person.opted_out == "sms"
    assert texter.callback is not None
    assert texter.callback.state is State.WAITING


def test_who_cannot_text_but_asks_for_a_call_keeps_the_texts(texter: Texter) -> None:
    answer = texter.texts("i cant text right now just call me")

    assert answer.outcome == "callback-queued"
    assert texter.person.opted_out == ""


@pytest.mark.parametrize(
    "words", ["stop texting me", "stop texting me or calling me", "stop texting and calling me"]
)
def test_in_doubt_a_stop_ends_texts_and_calls(texter: Texter, words: str) -> None:
    texter.texts("CALL")

    texter.texts(words)

    assert texter.person.opted_out == "all"
    assert texter.callback is not None
    assert texter.callback.state is State.REVIEW
