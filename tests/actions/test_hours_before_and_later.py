"""What is promised stays: before an hour that they name, and when they ask for later."""

from datetime import timedelta

import pytest

from service.actions.ports import Ports
from tests.actions.texting import TimedTexter
from tests.builders import NOON


@pytest.fixture
def texter(ports: Ports, web_link) -> TimedTexter:
    return TimedTexter.at_noon(ports, web_link)


BEFORE = ["before 5", "by 5pm", "antes de las 5", "dont call after 8", "no later than 3"]


@pytest.mark.parametrize("words", BEFORE)
def test_a_promise_that_lies_before_the_hour_they_name_stays(
    texter: TimedTexter, words: str
) -> None:
    texter.texts("CALL")
    saved = texter.call

    answer = texter.texts(words)

    assert "12:20 PM" in answer.messages[0]
    assert "after 12:20" not in answer.messages[0]
    assert (texter.call.due_at, texter.call.promise_at) == (saved.due_at, saved.promise_at)
    assert texter.call.named_at is None


@pytest.mark.parametrize("words", ["call me before 5", "call me, but dont call after 8"])
def test_in_a_request_too_before_an_hour_is_the_promise_that_lies_before_it(
    texter: TimedTexter, words: str
) -> None:
    answer = texter.texts(words)

    assert "by 12:20 PM" in answer.messages[0]
    assert texter.call.named_at is None


@pytest.mark.parametrize("words", ["friday before 5", "this afternoon before 5", "tomorrow by 10"])
def test_a_day_or_part_of_the_day_beside_it_still_moves_the_call(
    texter: TimedTexter, words: str
) -> None:
    texter.texts("CALL")

    texter.texts(words)

    assert texter.due() in ("Fri 27 09:00", "Wed 25 14:00", "Thu 26 09:00")
    assert texter.call.named_at == texter.call.due_at


def test_an_hour_they_named_that_lies_before_the_limit_stays(texter: TimedTexter) -> None:
    texter.texts("CALL at 2pm")

    answer = texter.texts("before 5")

    assert "after 2:00 PM" in answer.messages[0]
    assert texter.due() == "Wed 25 14:00"


def test_an_hour_they_named_that_lies_behind_the_limit_moves(texter: TimedTexter) -> None:
    texter.texts("CALL at 6pm")

    texter.texts("before 5")

    assert texter.due() == "Wed 25 12:20"


def test_a_promise_that_is_past_does_not_stay(texter: TimedTexter) -> None:
    texter.texts("CALL")
    texter.it_is(NOON + timedelta(hours=1))

    texter.texts("before 5")

    assert texter.due() == "Wed 25 13:20"


@pytest.mark.parametrize("waiting", [1, 30])
def test_what_is_put_off_never_comes_before_what_was_promised(
    texter: TimedTexter, ports: Ports, web_link, waiting: int
) -> None:
    for number in range(waiting):
        TimedTexter(texter.ports, web_link, f"+1212555{2000 + number}").texts("CALL")
    texter.texts("CALL")
    promised = texter.call.promise_at

    texter.texts("LATER")

    assert texter.call.due_at >= promised
    assert texter.call.due_at >= NOON + timedelta(hours=2)
