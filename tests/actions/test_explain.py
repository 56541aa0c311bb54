"""`explain` answers as a stranger's text would be answered."""

import pytest

from service.actions.ports import Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.sms.explain import explain
from tests.builders import TEXTER, a_sid

TEXTS = [
    "tomorrow at 3",
    "3pm",
    "in the morning",
    "mañana a las 3",
    "por la tarde",
    "212-555-0188",
    "call my mom at 212-555-0188",
    "555-0188",
    "876-555-0123",
    "800-915-1270",
    "90210",
    "ERASE",
    "KETAMINE",
    "STOP",
    "aaaaaaa",
]


@pytest.mark.parametrize("confirms", [True, False], ids=["asks holders", "asks nobody"])
@pytest.mark.parametrize("text", TEXTS)
def test_the_reply_is_the_one_that_a_stranger_gets(with_policy, text: str, confirms: bool) -> None:
    ports: Ports = with_policy(confirms_numbers=confirms)

    told = explain(ports, text, "sms", phone=TEXTER, now=ports.store.now())

    answer = receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=text))
    assert told.reply == answer.messages[0]
