"""Genuine signatures on addresses that no document of ours ever named: words, and nothing lost."""

import logging

import pytest

from tests.builders import ACCOUNT, CALLER, HELPLINE, a_sid
from tests.twiml_rules import problems
from tests.web.conftest import Twilio

LEVELS = ("info", "topic", "readback", "nonsense")
COUNTS = ("", "0", "9", "99", "10000", "9" * 5000, "-1", "%C2%B2", "%FF", "%00")


def a_step(**more: str) -> dict[str, str]:
    return {
        "CallSid": a_sid("CA"),
        "AccountSid": ACCOUNT,
        "From": CALLER,
        "To": HELPLINE,
        "CallStatus": "in-progress",
    } | more


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("level", LEVELS)
def test_a_place_that_does_not_exist_is_answered_like_one_that_does(
    twilio: Twilio, caplog: pytest.LogCaptureFixture, level: str, count: str
) -> None:
    with caplog.at_level(logging.ERROR):
        for key in ("", "1", "6"):
            for name in ("page", "item", "fact", "turn"):
                target = f"/voice/menu?level={level}&{name}={count}"
                answer = twilio.posts(target, a_step(Digits=key))

                assert answer.status_code == 200, target[:80]
                assert problems(answer.text) == []

    assert caplog.records == []
