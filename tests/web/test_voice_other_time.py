"""ANOTHER TIME: a day and an hour, said aloud, are the new promise and are read back."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from service.actions.calls.said_hours import at_said_hour
from service.actions.switch import COMMAND_LINE, Shutting, close_helpline
from service.domain.calling_hours import CallingHours
from service.domain.hours import OpeningHours
from tests.builders import NOON, TEXTER, a_callback, a_policy, day_of
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

LOS_ANGELES = ZoneInfo("America/Los_Angeles")  # where the caller's number is
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


@pytest.fixture
def asked_when(board: Switchboard) -> Caller:
    """Somebody who asked for a callback and pressed 3, for another time."""
    caller = board.someone_calls().presses("5").presses("3")
    assert "You can also say a day and an hour." in caller.hears
    return caller


@pytest.mark.parametrize(
    ("words", "at", "read_back"),
    [
        ("tomorrow at three p.m.", time(15), "We call you tomorrow after 3 PM."),
        ("tomorrow at half past ten in the morning", time(10, 30), "tomorrow after 10:30 AM."),
        ("tomorrow", time(9), "tomorrow after 9 AM."),
    ],
)
def test_what_is_said_is_saved_and_read_back(
    board: Switchboard, asked_when: Caller, words: str, at: time, read_back: str
) -> None:
    asked_when.says(words)

    due = board.callback().due_at.astimezone(LOS_ANGELES)
    today = board.now.astimezone(LOS_ANGELES).date()
    assert (due.date() - today, due.time()) == (timedelta(days=1), at)
    assert read_back in asked_when.hears


def test_an_hour_that_was_misheard_is_put_right_in_the_same_call(
    board: Switchboard, asked_when: Caller
) -> None:
    asked_when.says("tomorrow at five p.m.")
    assert "For another time, press 3." in asked_when.hears

    asked_when.presses("3").says("tomorrow at three p.m.")

    assert board.callback().due_at.astimezone(LOS_ANGELES).time() == time(15)


def test_another_number_another_time_and_a_voicemail_are_one_call(
    board: Switchboard, asked_when: Caller
) -> None:
    asked_when.says("tomorrow at five p.m.").presses("4")
    asked_when.presses("2").presses("2125550142").presses("1").presses("1")

    callback = board.callback()
    day = day_of(callback.due_at, board.now)  # where the number is that they gave
    assert asked_when.hears.startswith(f"Good. We call you {day} after")
    assert asked_when.verb("Hangup") is not None
    assert callback.voicemail_ok
    assert callback.phone == TEXTER
    assert callback.due_at.astimezone(LOS_ANGELES).time() == time(17)


def test_the_hour_is_told_on_the_clock_of_the_phone_that_rings(
    board: Switchboard, asked_when: Caller
) -> None:
    """From Los Angeles they give a number in New York: the same hour from the first word on."""
    asked_when.says("tomorrow at three p.m.").presses("2").presses("2125550142").presses("1")
    told = f"{day_of(board.callback().due_at, board.now)} after 6 PM."
    assert asked_when.hears.startswith(f"Saved. We ring that number, {told}")

    asked_when.presses("*")

    assert f"0 1 4 2, {told}" in asked_when.hears


def test_in_spanish_too(board: Switchboard) -> None:
    caller = board.someone_calls().presses("2").presses("5").presses("3")

    caller.says("mañana a las tres y media de la tarde")

    assert "Le llamamos mañana desde las 3:30 de la tarde." in caller.hears


def test_a_part_of_the_day_is_what_it_was(board: Switchboard, asked_when: Caller) -> None:
    asked_when.says("in the afternoon please")

    assert "after 1 PM." in asked_when.hears


def test_what_names_no_time_is_asked_again_and_changes_nothing(
    board: Switchboard, asked_when: Caller
) -> None:
    before = board.callback().due_at

    asked_when.says("banana boat")
    assert "I did not get that" in asked_when.hears
    asked_when.says("tomorrow at 3 pm")

    assert board.callback().due_at > before
    assert "tomorrow after 3 PM" in asked_when.hears


def test_a_crisis_in_the_answer_is_heard_first(board: Switchboard, asked_when: Caller) -> None:
    asked_when.says("tomorrow i will kill myself")

    assert "9 8 8" in asked_when.hears
    assert len(board.ports.store.open_alerts()) == 1


def test_the_same_answer_twice_moves_it_once(board: Switchboard, asked_when: Caller) -> None:
    action = asked_when.verb("Gather").get("action")  # type: ignore[union-attr]
    first = asked_when._goes(action or "", SpeechResult="tomorrow at 3 pm").document

    assert asked_when._goes(action or "", SpeechResult="tomorrow at 3 pm").document == first


def test_an_hour_while_the_switch_is_thrown_waits_for_the_reopening(
    board: Switchboard, asked_when: Caller
) -> None:
    until = board.now + timedelta(days=5)
    close_helpline(board.ports, COMMAND_LINE, Shutting(until=until))

    asked_when.says("tomorrow at 3 pm")

    assert board.callback().due_at >= until


def test_outside_the_hours_it_becomes_the_next_hour_in_them() -> None:
    week = OpeningHours("America/New_York", (((time(9), time(17)),),) * 7)
    policy = a_policy(hours=week, calling=CallingHours())

    late = at_said_hour("tonight at 11 pm", a_callback(), policy, week, NOON)
    early = at_said_hour("tomorrow at 6 a.m.", a_callback(), policy, week, NOON)

    assert late is not None
    assert early is not None
    for callback in (late, early):
        assert f"{callback.due_at.astimezone(NEW_YORK):%a %H:%M}" == "Thu 09:00"
