"""A specialist who has nothing but a phone: signed webhooks, real workers, and a callback from
NEXT to DONE, without the console.
"""

import sys
from collections.abc import Iterator

import pytest

from tests.journeys.people import PATIENCE_S, Phone, ask
from tests.journeys.running import RunningHelpline, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

TEXTER, OTHER_TEXTER = "+12125550142", "+12125550143"
SPECIALIST, SUPERVISOR = "+16465550101", "+16465550103"


@pytest.fixture(scope="module")
def helpline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHelpline]:
    running = RunningHelpline(tmp_path_factory.mktemp("journey"), HELPLINE_SIMULATOR_SPEED="4")
    running.wait_until_ready()
    yield running
    running.end_for_sure()


def reads(phone: Phone, command: str) -> str:
    """What comes back for a command: one text."""
    (answer,) = phone.texts(command)
    return str(answer["body"])


def callback_of(helpline: RunningHelpline, state: str) -> dict[str, str]:
    found = ask(helpline, "/api/v1/callbacks", token="demo-supervisor")["callbacks"]
    return next(each for each in found if each["state"] == state)


def test_from_next_to_done_with_nothing_but_a_phone(helpline: RunningHelpline) -> None:
    texter, specialist = Phone(helpline, TEXTER), Phone(helpline, SPECIALIST)
    texter.texts("CALL")

    assert "English, for themselves, first try" in reads(specialist, "NEXT")
    assert "Press 1" in reads(specialist, "DIAL")
    specialist.answers()
    specialist.presses("1")
    texter.answers()
    texter.presses("1")
    specialist.is_joined_with(texter)
    assert "Hang up first" in reads(specialist, "DONE REACHED")
    texter.hangs_up()
    specialist_is_free = lambda: specialist.call() is None  # noqa: E731
    wait_for(specialist_is_free, PATIENCE_S, "the specialist's phone is free")
    wait_for(
        lambda: "Closed: reached" in reads(specialist, "DONE REACHED"), PATIENCE_S, "it is closed"
    )

    assert callback_of(helpline, "closed")["outcome"] == "reached"
    assert "hold none" in reads(specialist, "DIAL")


def test_a_crisis_is_told_taken_and_rung_by_text(helpline: RunningHelpline) -> None:
    texter, specialist = Phone(helpline, OTHER_TEXTER), Phone(helpline, SPECIALIST)
    texter.texts("kms")

    notice = "Someone needs you now. Text TAKE if you can be there for them, or open the console."
    wait_for(lambda: notice in [m["body"] for m in specialist._messages()], PATIENCE_S, "a notice")
    assert "DIAL" in reads(specialist, "TAKE")
    assert "Press 1" in reads(specialist, "DIAL")

    wait_for(specialist.rings, PATIENCE_S, "the specialist's phone rings")


def test_a_supervisor_closes_with_the_code_their_phone_read(helpline: RunningHelpline) -> None:
    supervisor = Phone(helpline, SUPERVISOR)

    code = reads(supervisor, "CLOSE FOR 1 HOUR").partition("reply CLOSE ")[2][:4]
    assert "Closed" in reads(supervisor, f"CLOSE {code}")

    assert "Open again" in reads(supervisor, "OPEN")
