"""Who tells and asks for nothing is told whom to call; a call is queued when asked for (R15)."""

import pytest

from service.actions.ports import Ports
from tests.actions.test_receive_sms import Texter


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


@pytest.mark.parametrize(
    "text",
    [
        *("im scared", "i relapsed", "i am lonely", "is anyone there", "i dont know what to do"),
        *("tengo miedo", "estoy mal", "recai otra vez", "no puedo dejar la ketamina"),
    ],
)
def test_a_story_is_answered_with_whom_to_call_and_queues_nothing(
    texter: Texter, text: str
) -> None:
    answer = texter.texts(text)

    assert answer.outcome == "fact"
    assert "800-915-1270" in answer.messages[0]
    assert "CALL" in answer.messages[0] or "LLAMAR" in answer.messages[0]
    assert texter.callback is None


@pytest.mark.parametrize(
    "text",
    [
        *("i need help", "can i talk to someone", "i relapsed, can i talk to a person"),
        *("my son uses ketamine and i want to speak with someone", "real person please"),
        *("necesito ayuda", "estoy mal, quiero hablar con alguien"),
    ],
)
def test_whoever_asks_for_a_person_is_on_the_list_at_once(texter: Texter, text: str) -> None:
    answer = texter.texts(text)

    assert answer.outcome == "callback-queued"
    assert texter.callback is not None


def test_a_story_while_a_call_is_saved_hears_when_it_comes(texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("im so scared")

    assert answer.outcome == "callback-open"
    assert "already saved" in answer.messages[0]


def test_source_cites_what_the_offer_is_from(texter: Texter) -> None:
    texter.texts("i relapsed")

    assert "Our source" in texter.texts("SOURCE").messages[0]


def test_who_names_a_wrong_number_while_a_call_is_saved_hears_of_that_call(texter: Texter) -> None:
    texter.texts("CALL")

    answer = texter.texts("dont call my house")

    assert answer.outcome == "callback-open"
    assert "already saved" in answer.messages[0]
    assert answer.messages[1] == "We call the number you text from, and no other."
