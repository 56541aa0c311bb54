"""YES: a carrier's word for opting in, and what people answer a question with."""

import pytest

from service.actions.ports import Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.domain.callback import State
from service.domain.person import Person
from tests.builders import TEXTER, a_sid

LONG_CODE = "+12125550100"


def texts(ports: Ports, body: str, **extra: str) -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=body, **extra))


def person_of(ports: Ports) -> Person:
    return ports.store.around(ports.identity.person(TEXTER)).person


@pytest.mark.parametrize("stop", ["STOP", "QUIT"])
@pytest.mark.parametrize("word", ["YES", "yes", "Yes.", " Yes! "])
def test_yes_to_a_toll_free_number_opts_nobody_in_and_says_what_does(
    ports: Ports, word: str, stop: str
) -> None:
    confirmed = texts(ports, stop)

    answer = texts(ports, word)

    assert person_of(ports).opted_out == "all"
    assert answer.outcome == "noted"
    assert "START" in answer.messages[0]
    assert answer.messages != confirmed.messages


@pytest.mark.parametrize("word", ["START", "unstop"])
def test_start_and_unstop_opt_in_on_a_toll_free_number(ports: Ports, word: str) -> None:
    texts(ports, "STOP")

    answer = texts(ports, word)

    assert answer.outcome == "opted-in"
    assert person_of(ports).opted_out == ""


def test_not_even_twilio_makes_a_yes_opt_in_on_a_toll_free_number(ports: Ports) -> None:
    texts(ports, "STOP")

    answer = texts(ports, "YES", opt_out_type="START")

    assert answer.messages == ()
    assert person_of(ports).opted_out == "all"


def test_yes_to_a_long_code_opts_in_whoever_is_opted_out(with_policy) -> None:
    ports = with_policy(number=LONG_CODE)
    texts(ports, "STOP")

    answer = texts(ports, "YES")

    assert answer.outcome == "opted-in"
    assert person_of(ports).opted_out == ""


@pytest.mark.parametrize("number", [LONG_CODE, "+18009151270"])
def test_yes_while_a_question_is_open_is_the_answer_to_it(with_policy, number: str) -> None:
    ports = with_policy(number=number, twilio_answers_keywords=True)
    texts(ports, "STOP")
    texts(ports, "CALL")

    answer = texts(ports, "YES")

    assert answer.outcome == "callback-open"
    assert person_of(ports).opted_out == "sms"
    callback = ports.store.around(ports.identity.person(TEXTER)).callback
    assert callback is not None
    assert callback.state is State.WAITING


def test_yes_from_somebody_who_never_opted_out_opts_nobody_in(with_policy) -> None:
    ports = with_policy(number=LONG_CODE)

    answer = texts(ports, "YES")

    assert answer.outcome == "noted"
    assert answer.messages
    assert person_of(ports).opted_in_at is None


def test_a_yes_that_twilio_took_for_help_opts_nobody_in(with_policy) -> None:
    ports = with_policy(number=LONG_CODE)
    texts(ports, "STOP")
    texts(ports, "CALL")  # a question is open: YES is its answer

    texts(ports, "YES", opt_out_type="HELP")

    assert person_of(ports).opted_out == "sms"
