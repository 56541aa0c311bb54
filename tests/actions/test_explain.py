"""`explain` answers as a stranger's text would be answered."""

import pytest

from service.actions.ports import Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.sms.explain import explain
from tests.builders import NOON, TEXTER, a_sid

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


@pytest.mark.parametrize(
    ("text", "channel", "written", "reply"),
    [
        ("spanish please", "sms", "en", "Ahora contestamos en español"),
        ("ingles por favor", "sms", "es", "We now answer in English"),
        ("spanish please", "voice", "en", "oprima"),
        ("can someone who speaks spanish call me", "voice", "en", "llam"),
    ],
)
def test_a_language_asked_for_is_replied_in_whatever_the_words_are_in(
    ports: Ports, text: str, channel: str, written: str, reply: str
) -> None:
    explained = explain(ports, text, channel, phone=TEXTER, now=NOON)

    assert explained.means.language == written
    assert reply in explained.reply
