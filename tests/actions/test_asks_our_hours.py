"""Who asks when we are open hears when a call would come, and nothing is queued."""

import re

import pytest

from service.actions.ports import Ports
from tests.actions.test_receive_sms import Texter


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


@pytest.mark.parametrize(
    "text",
    [
        *("what time do you open", "are you open on sundays", "is this 24/7", "your hours?"),
        *("¿a qué hora abren?", "qué horario tienen", "estan abiertos los domingos"),
    ],
)
def test_the_hour_of_the_next_call_is_named_and_none_is_saved(texter: Texter, text: str) -> None:
    asked = texter.texts(text)
    saved = texter.texts("CALL" if asked.messages[0].startswith("If") else "LLAMAR")

    assert asked.outcome == "who"
    assert "800-915-1270" in asked.messages[0]
    assert saved.outcome == "callback-queued"
    assert _hour(asked.messages[0]) == _hour(saved.messages[0])


def test_with_a_call_saved_its_own_hour_is_named(texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("when do you open")

    assert answer.outcome == "callback-open"
    assert "already saved" in answer.messages[0]


def test_after_a_crisis_988_is_named_with_it(texter: Texter) -> None:
    texter.texts("i want to kill myself")

    answer = texter.texts("are you open at night")

    assert answer.outcome == "crisis"
    assert "988" in answer.messages[0]


@pytest.mark.parametrize(
    "text", ["is the clinic open on sundays", "i use 24/7", "what are the hours of the rehab"]
)
def test_the_hours_of_others_are_not_ours(texter: Texter, text: str) -> None:
    assert "If you reply CALL now" not in texter.texts(text).messages[0]


def _hour(words: str) -> str:
    """The hour that a text promises."""
    return re.findall(r"\d+:\d\d", words)[0]
