"""An hour texted for a call is promised only when somebody answers and they may be called."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from service.actions.ports import Change
from service.domain.callback import State
from service.domain.calling_hours import CallingHours
from service.domain.closing import Closing
from service.domain.hours import OpeningHours
from tests.actions.texting import NEW_YORK, TimedTexter

DAY, WEEKEND = ((time(9), time(21)),), ((time(10), time(18)),)
WEEK = OpeningHours("America/New_York", (DAY,) * 5 + (WEEKEND,) * 2)
SUNDAY = datetime(2026, 11, 29, 12, 0, tzinfo=NEW_YORK)
MONDAY = SUNDAY + timedelta(days=1)
ASKED = "We could not read a time in that"


@pytest.fixture
def by_day(with_policy, web_link):
    """Somebody whose helpline is open in the day only, and who is called in the day only."""

    def texting(phone: str = "+12125550142", at: datetime = SUNDAY) -> TimedTexter:
        someone = TimedTexter(with_policy(hours=WEEK, calling=CallingHours()), web_link, phone)
        someone.it_is(at)
        return someone

    return texting


@pytest.mark.parametrize(
    ("words", "told", "due"),
    [
        ("today at 7pm", "tomorrow after 9:00 AM", "Mon 30 09:00"),
        ("call me today at 7pm", "tomorrow after 9:00 AM", "Mon 30 09:00"),
        ("saturday 7pm", "Dec 6 after 10:00 AM", "Sun 06 10:00"),
        ("monday at 7am", "tomorrow after 9:00 AM", "Mon 30 09:00"),
        ("monday at 8:30pm", "Tuesday after 9:00 AM", "Tue 01 09:00"),
        ("today at 3pm", "today after 3:00 PM", "Sun 29 15:00"),
        ("hoy a las 7 de la noche", "desde las 9:00 AM", "Mon 30 09:00"),
    ],
)
def test_an_hour_at_which_nobody_answers_becomes_the_next_one_that_can_be_kept(
    by_day, words: str, told: str, due: str
) -> None:
    texter = by_day()
    texter.texts("CALL")

    answer = texter.texts(words)

    assert told in answer.messages[0]
    assert texter.due() == due
    assert texter.call.named_at == texter.call.due_at


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("monday either 8am or 10am", "Mon 30 10:00"),
        ("monday 10am or 11am", "Mon 30 10:00"),
        ("today 7pm or 8pm", "Mon 30 09:00"),
    ],
)
def test_of_two_hours_it_is_the_first_that_can_be_kept(by_day, words: str, due: str) -> None:
    texter = by_day()
    texter.texts("CALL")

    texter.texts(words)

    assert texter.due() == due


def test_in_the_request_itself_too_the_hour_named_is_one_that_can_be_kept(by_day) -> None:
    texter = by_day()

    answer = texter.texts("call me sunday at 7pm")

    assert "tomorrow after 9:00 AM" in answer.messages[0]
    assert texter.due() == "Mon 30 09:00"


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("+13105550142", "only call after 6 my husband is home before that"),
        ("+12125550142", "only call after 9pm, my husband is home before that"),
        ("+13105550142", "i work until 6"),
        ("+13105550142", "evenings"),
        ("+13105550142", "despues del trabajo"),
        ("+18085550142", "after work"),
        ("+12125550142", "tonight"),
    ],
)
def test_who_may_be_called_only_when_nobody_calls_is_asked_and_not_rung(
    by_day, phone: str, words: str
) -> None:
    texter = by_day(phone)
    texter.texts("CALL")

    answer = texter.texts(words)

    assert "Your call stays saved" in answer.messages[0] or "sigue anotada" in answer.messages[0]
    assert texter.call.state is State.REVIEW
    assert texter.store.ready(9) == []


def test_in_the_request_itself_too_they_are_not_rung_at_another_hour(by_day) -> None:
    texter = by_day()

    answer = texter.texts("call me only after 9pm")

    assert answer.outcome == "callback-queued"
    assert ASKED in answer.messages[0]
    assert texter.call.state is State.REVIEW


def test_an_hour_that_can_be_kept_brings_their_call_back(by_day) -> None:
    texter = by_day("+13105550142")
    texter.texts("CALL")
    texter.texts("evenings")

    nothing_new = texter.reads("ok")
    texter.texts("tomorrow 3pm")

    assert ASKED in nothing_new
    assert texter.call.state is State.WAITING
    assert texter.due() == "Mon 30 18:00"


@pytest.mark.parametrize(
    ("words", "due"),
    [("after 6", "Mon 30 18:00"), ("evenings", "Mon 30 18:00"), ("mornings", "Mon 30 09:00")],
)
def test_without_a_day_it_is_the_first_on_which_they_can_be_called_then(
    by_day, words: str, due: str
) -> None:
    texter = by_day()
    texter.texts("CALL")

    texter.texts(words)

    assert texter.due() == due


def test_later_too_is_put_where_somebody_answers(by_day) -> None:
    texter = by_day(at=SUNDAY.replace(hour=17))
    texter.texts("CALL")

    texter.texts("LATER")

    assert texter.due() == "Mon 30 09:00"


def test_while_the_switch_is_thrown_an_hour_waits_for_the_reopening(by_day) -> None:
    texter = by_day()
    until = SUNDAY + timedelta(days=2)
    closed = replace(Closing(), closed=True, until=until)
    texter.store.commit(Change(now=texter.store.now(), records=(closed,)))
    texter.texts("CALL")

    texter.texts("tomorrow 3pm")

    assert texter.call.due_at == until


@pytest.mark.parametrize(
    ("words", "due"), [("today at 3pm", "Mon 30 12:00"), ("monday 3pm", "Mon 30 15:00")]
)
def test_while_nobody_knows_when_it_reopens_an_hour_is_no_sooner_than_any_promise(
    by_day, words: str, due: str
) -> None:
    texter = by_day()
    closed = replace(Closing(), closed=True)
    texter.store.commit(Change(now=texter.store.now(), records=(closed,)))
    texter.texts("CALL")

    texter.texts(words)

    assert texter.due() == due


def test_what_was_put_off_is_found_again_for_the_place_that_follows(by_day) -> None:
    texter = by_day()
    texter.texts("CALL")
    texter.texts("today at 7pm")

    texter.texts("90210")

    assert texter.due() == "Mon 30 11:00"  # 8 AM there, the first hour in which they may be called


def test_before_an_hour_that_cannot_be_kept_is_asked_again(by_day) -> None:
    texter = by_day(at=SUNDAY.replace(hour=19))
    texter.texts("CALL")

    assert ASKED in texter.reads("monday before 9am")
    assert "tomorrow after 9:00 AM" in texter.reads("monday before noon")


@pytest.mark.parametrize(
    ("before", "due"), [("i want to die", "Sun 29 23:00"), ("detox", "Mon 30 08:00")]
)
def test_only_in_a_crisis_an_hour_outside_the_calling_hours_is_kept(
    with_policy, web_link, before: str, due: str
) -> None:
    policy = {"hours": WEEK.day_and_night(), "calling": CallingHours()}
    someone = TimedTexter(with_policy(**policy), web_link)
    someone.it_is(SUNDAY)

    for text in (before, "CALL", "11pm"):
        someone.texts(text)

    assert someone.due() == due


NOT_KNOWN_WHERE, IN_LOS_ANGELES = "+19865550142", "+13105550142"


@pytest.mark.parametrize("words", ["evenings", "after 6", "tonight"])
@pytest.mark.parametrize("minutes", [0, 30])
def test_a_part_of_the_day_at_which_nobody_calls_in_their_place_is_asked_for_again(
    by_day, words: str, minutes: int
) -> None:
    texter = by_day(NOT_KNOWN_WHERE, MONDAY)
    texter.texts("CALL")
    texter.texts(words)
    texter.it_is(MONDAY + timedelta(minutes=minutes))

    answer = texter.texts("90210")  # 6 PM there is 9 PM here, when nobody answers any more

    assert ASKED in answer.messages[0]
    assert texter.call.state is State.REVIEW
    assert texter.call.zone == "America/Los_Angeles"


@pytest.mark.parametrize("minutes", [0, 30])
@pytest.mark.parametrize(
    ("words", "due"),
    [("evenings", "Mon 30 18:00"), ("tomorrow evening", "Tue 01 18:00")],
)
def test_held_for_their_evening_it_comes_in_it_once_their_place_is_known(
    by_day, words: str, due: str, minutes: int
) -> None:
    texter = by_day(IN_LOS_ANGELES, MONDAY)
    texter.texts("CALL")
    assert ASKED in texter.reads(words)
    texter.it_is(MONDAY + timedelta(minutes=minutes))

    answer = texter.texts("10001")

    assert "after 6:00 PM" in answer.messages[0]
    assert texter.due() == due
    assert texter.call.named_at == texter.call.due_at


def test_another_hour_takes_the_place_of_the_part_of_the_day(by_day) -> None:
    texter = by_day(NOT_KNOWN_WHERE, MONDAY)
    for text in ("CALL", "evenings", "tomorrow 3pm"):
        texter.texts(text)

    texter.texts("90210")

    assert texter.call.state is State.WAITING
    assert texter.due() == "Tue 01 18:00"  # 3 PM there


def test_what_a_specialist_put_it_off_to_is_not_undone_by_the_place(by_day) -> None:
    texter = by_day(NOT_KNOWN_WHERE, MONDAY)
    texter.texts("CALL")
    texter.texts("evenings")
    put = texter.call.reschedule(MONDAY + timedelta(days=1, hours=1), texter.store.now())
    texter.store.commit(Change(now=texter.store.now(), records=(put,)))
    texter.it_is(MONDAY + timedelta(minutes=30))

    texter.texts("60614")

    assert texter.due() == "Tue 01 14:00"  # 1 PM on the clock of their place
