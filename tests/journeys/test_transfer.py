"""A call passes from one specialist to another through the whole stack: signed webhooks, real
workers, and phones that follow TwiML into the room, out of it by star, and back.
"""

import sys
from collections.abc import Iterator

import pytest

from tests.journeys.people import PATIENCE_S, Phone
from tests.journeys.running import RunningHelpline, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

CALLER, LIFELINE = "+13105550117", "988"
SPECIALISTS = ("+16465550101", "+16465550102")


@pytest.fixture(scope="module")
def helpline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHelpline]:
    running = RunningHelpline(tmp_path_factory.mktemp("journey"), HELPLINE_SIMULATOR_SPEED="4")
    running.wait_until_ready()
    yield running
    running.end_for_sure()


def which_rings(phones: list[Phone]) -> Phone:
    wait_for(lambda: any(phone.rings() for phone in phones), PATIENCE_S, "a specialist is rung")
    return next(phone for phone in phones if phone.rings())


def hears(phone: Phone, words: str) -> None:
    wait_for(lambda: words in phone.heard(), PATIENCE_S, f"{phone.number} hears {words!r}")


def is_gone(phone: Phone) -> None:
    wait_for(lambda: phone.call() is None, PATIENCE_S, f"{phone.number} is off the line")


def test_a_call_is_handed_over_and_then_joined_with_the_lifeline(helpline: RunningHelpline) -> None:
    caller, lifeline = Phone(helpline, CALLER), Phone(helpline, LIFELINE)
    phones = [Phone(helpline, number) for number in SPECIALISTS]
    caller.calls()
    caller.presses("0")
    first = which_rings(phones)
    second = next(phone for phone in phones if phone is not first)
    first.answers()
    first.presses("1")
    caller.is_joined_with(first)

    first.presses("*")
    hears(caller, "You are still connected.")
    hears(first, "To hand over to a colleague, press 2.")
    first.presses("2")
    second.answers()
    second.presses("1")

    caller.is_joined_with(second)
    hears(first, "Your colleague has taken the call. Goodbye.")
    is_gone(first)
    second.presses("*")
    hears(second, "For a crisis line, press 4.")
    second.presses("4")
    hears(second, "For the 9 8 8 lifeline, press 1.")
    second.presses("1")
    lifeline.answers_at_once()
    caller.is_joined_with(lifeline)
    caller.is_joined_with(second)

    second.hangs_up()
    caller.is_joined_with(lifeline)
    caller.hangs_up()
    is_gone(lifeline)
