"""A call that they put off comes as early as it can once they no longer want to wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.ports import Change, Ports
from service.domain.callback import State
from service.domain.calling_hours import CallingHours
from tests.actions.texting import TimedTexter
from tests.builders import NOON


@pytest.fixture
def texter(ports: Ports, web_link) -> TimedTexter:
    return TimedTexter.at_noon(ports, web_link)


def at_hour(with_policy, web_link, hour: int) -> TimedTexter:
    """Somebody who texts on a Wednesday at that hour, and is called in the day only."""
    someone = TimedTexter(with_policy(calling=CallingHours()), web_link)
    someone.it_is(NOON + timedelta(hours=hour - 12))
    return someone


@pytest.mark.parametrize(
    "words",
    """actually can you call me now | now | sooner | today | asap please | as soon as possible
    | i cant wait til tomorrow | can it be earlier? | tomorrow is too late | call me now im in ohio
    | i relapsed, please call me right now | dont call me tomorrow, call me now
    | no, mejor ahora | antes | lo antes posible | no puedo esperar hasta mañana
    | pueden llamarme hoy?""".split("|"),
)
@pytest.mark.parametrize("between", [None, "thanks"])
def test_a_call_put_off_is_moved_to_the_earliest_that_can_be_promised(
    texter: TimedTexter, words: str, between: str | None
) -> None:
    texter.texts("call me tomorrow at 9am")
    if between:
        texter.texts(between)

    answer = texter.reads(words.strip())

    assert answer.startswith(("OK. A person calls today", "Bien. Le llaman hoy"))
    assert (texter.due(), texter.call.named_at) == ("Wed 25 12:00", None)
    assert texter.call.promise_at <= NOON + timedelta(hours=1, minutes=20)


@pytest.mark.parametrize("words", ["now", "sooner", "as soon as possible", "call me now", "today"])
def test_a_call_that_is_as_early_as_it_can_be_stays_and_they_read_when(
    texter: TimedTexter, words: str
) -> None:
    texter.texts("CALL")
    saved = texter.call

    answer = texter.texts(words)

    assert answer.messages[0].startswith("Your call is already saved")
    assert "today by 12:20 PM" in answer.messages[0]
    assert (texter.call.due_at, texter.call.promise_at) == (saved.due_at, saved.promise_at)


@pytest.mark.parametrize(
    "words",
    """thanks for today | is it today? | ok for now | anytime | whenever you can | im ok now
    | your call earlier | will you call me today | hoy no | CALL | call me""".split("|"),
)
def test_the_hour_that_they_named_stays_if_they_do_not_say_so(
    texter: TimedTexter, words: str
) -> None:
    texter.texts("call me tomorrow at 9am")

    texter.texts(words.strip())

    assert texter.due() == "Thu 26 09:00"


def test_not_now_is_later_still(texter: TimedTexter) -> None:
    texter.texts("call me tomorrow at 9am")

    texter.texts("not now")

    assert texter.due() == "Thu 26 11:00"


def test_an_hour_named_beside_now_is_the_hour(texter: TimedTexter) -> None:
    texter.texts("call me tomorrow at 9am")

    texter.texts("call me now or at 5")

    assert texter.due() == "Thu 26 17:00"


def test_after_later_a_call_can_be_wanted_now(texter: TimedTexter) -> None:
    texter.texts("CALL")
    texter.texts("LATER")

    assert "today by 12:20 PM" in texter.reads("now")
    assert texter.due() == "Wed 25 12:00"


def test_a_second_try_can_be_wanted_sooner(texter: TimedTexter) -> None:
    texter.texts("CALL")
    retried = replace(texter.call, due_at=NOON + timedelta(hours=4), attempts=1)
    texter.store.commit(Change(now=texter.store.now(), records=(retried,)))

    texter.texts("call me now")

    assert (texter.due(), texter.call.attempts) == ("Wed 25 12:00", 1)


def test_when_nobody_may_call_now_it_is_the_first_hour_in_which_they_may(
    with_policy, web_link
) -> None:
    texter = at_hour(with_policy, web_link, 22)
    texter.texts("call me tomorrow at 11am")

    answer = texter.reads("now")

    assert "tomorrow after 8:00 AM" in answer
    assert texter.due() == "Thu 26 08:00"


def test_today_that_cannot_be_kept_moves_it_to_no_other_day(with_policy, web_link) -> None:
    texter = at_hour(with_policy, web_link, 22)
    texter.texts("call me tomorrow at 11am")

    answer = texter.reads("today")

    assert answer.startswith("Your call is already saved")
    assert texter.due() == "Thu 26 11:00"


def test_a_call_held_for_an_hour_that_we_can_keep_comes_now_after_all(
    with_policy, web_link
) -> None:
    texter = at_hour(with_policy, web_link, 10)
    texter.texts("CALL")
    texter.texts("only call me after 10pm")
    assert texter.call.state is State.REVIEW

    texter.texts("now")

    assert texter.call.state is State.WAITING
    assert texter.due() == "Wed 25 10:00"


def test_after_a_crisis_too(texter: TimedTexter) -> None:
    texter.texts("i want to die")
    texter.texts("CALL")
    texter.texts("tomorrow at 9am")

    answer = texter.reads("now")

    assert "today by" in answer
    assert texter.due() == "Wed 25 12:00"


@pytest.mark.parametrize("words", ["now", "as soon as possible", "i cant wait til tomorrow"])
def test_with_no_call_saved_it_makes_none(texter: TimedTexter, words: str) -> None:
    texter.texts(words)

    assert texter.callback is None


def test_after_a_stop_it_brings_none_back(texter: TimedTexter) -> None:
    texter.texts("call me tomorrow at 9am")
    texter.texts("STOP")

    texter.texts("now")

    assert texter.call.state is State.REVIEW


def test_a_call_refused_tomorrow_and_asked_for_now_is_asked_for(texter: TimedTexter) -> None:
    answer = texter.texts("dont call me tomorrow, call me now")

    assert answer.outcome == "callback-queued"
