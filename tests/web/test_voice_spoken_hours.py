"""An hour said on a call is understood as a texted one: in asking for the call, and after."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from service.app import NAME
from service.domain.callable_now import NOBODY_CALLS_THEN
from service.domain.callback import State
from service.domain.calling_hours import CallingHours
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard

LOS_ANGELES = ZoneInfo("America/Los_Angeles")  # where the caller's number is


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


@pytest.fixture
def by_day(board: Switchboard, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Switchboard:
    """People may be called in the day only."""
    mine = app.extensions[NAME]
    policy = replace(mine.ports.policy, calling=CallingHours())
    monkeypatch.setitem(
        app.extensions, NAME, replace(mine, ports=replace(mine.ports, policy=policy))
    )
    return board


def due_tomorrow(board: Switchboard) -> str:
    """The hour of the one call there is, which comes tomorrow on their clock."""
    due = board.callback().due_at.astimezone(LOS_ANGELES)
    assert due.date() - board.now.astimezone(LOS_ANGELES).date() == timedelta(days=1)
    return f"{due:%H:%M}"


@pytest.mark.parametrize(
    ("words", "hour", "told"),
    [
        ("call me back tomorrow at three", "15:00", "tomorrow after 3 PM."),
        ("Can somebody call me tomorrow between three and five?", "15:00", "after 3 PM."),
        ("I want a callback tomorrow evening", "18:00", "tomorrow after 6 PM."),
        ("llámeme mañana a las tres", "15:00", "mañana desde las 3 de la tarde"),
    ],
)
def test_the_hour_in_the_wish_itself_is_kept(
    board: Switchboard, words: str, hour: str, told: str
) -> None:
    caller = board.someone_calls().says(words)

    assert told in caller.hears
    assert due_tomorrow(board) == hour
    assert board.callback().named_at == board.callback().due_at


@pytest.mark.parametrize(
    ("words", "hour"),
    [("tomorrow at three", "15:00"), ("no, call me tomorrow at four", "16:00")],
)
def test_once_it_is_saved_an_hour_may_be_said_at_once(
    board: Switchboard, words: str, hour: str
) -> None:
    caller = board.someone_calls().presses("5").says(words)

    assert "Saved. We call you tomorrow after" in caller.hears
    assert due_tomorrow(board) == hour


def test_the_day_that_was_said_stays_when_only_an_hour_follows(board: Switchboard) -> None:
    caller = board.someone_calls().says("call me tomorrow afternoon")

    caller.says("at four")

    assert due_tomorrow(board) == "16:00"


def test_words_about_something_else_move_no_saved_call(board: Switchboard) -> None:
    caller = board.someone_calls().presses("5")
    saved = board.callback()

    caller.says("i took three")

    assert board.callback().due_at == saved.due_at


@pytest.mark.parametrize("begins", ["5", "call me back"])
@pytest.mark.parametrize("words", ["only after nine pm", "after nine p.m. please"])
def test_at_an_hour_at_which_nobody_calls_they_are_asked_and_not_rung(
    by_day: Switchboard, begins: str, words: str
) -> None:
    caller = by_day.someone_calls()
    if begins == "5":
        caller.presses("5").presses("3").says(words)
    else:
        caller.says(f"{begins} {words}")

    assert caller.hears.startswith("When may we call?")
    assert by_day.callback().state is State.REVIEW
    assert by_day.callback().review_reason == NOBODY_CALLS_THEN

    caller.says("tomorrow at three")

    assert by_day.callback().state is State.WAITING
    assert due_tomorrow(by_day) == "15:00"


def test_an_end_that_cannot_be_kept_is_asked_again_and_moves_nothing(by_day: Switchboard) -> None:
    caller = by_day.someone_calls().presses("5").presses("3")
    saved = by_day.callback()

    caller.says("tomorrow before eight in the morning")

    assert caller.hears.startswith("When may we call?")
    assert by_day.callback().due_at == saved.due_at
