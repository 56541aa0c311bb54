"""What became of a call is counted once, however it ended and however often Twilio reports it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.callbacks import call_back, claim_callback
from service.actions.figures import read_figures, read_range
from service.domain.contact import month_of
from service.domain.statistics import Figures
from tests.builders import CALLER, TEXTER, a_callback
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, and one specialist on shift."""
    found = Switchboard(twilio, app.extensions["helpline"].ports, link)
    found.on_shift("amina")
    return found


def counted(board: Switchboard) -> Figures:
    return read_figures(board.ports, read_range(board.ports)).whole


def test_a_caller_who_talked_was_answered_with_the_wait_until_they_were_joined(
    board: Switchboard,
) -> None:
    caller = board.someone_calls().presses("0").waits()
    board.works()
    board.phone_of("amina").answers().presses("1")
    board.works()
    caller.is_led_to("/voice/room")
    before = counted(board).calls.offered

    caller.hangs_up()
    caller.hangs_up()
    board.works()

    calls = counted(board).calls
    assert before == 0  # it is not over: nothing is known yet
    assert calls.outcomes == {"answered": 1}
    assert calls.waits.count == 1
    assert calls.waits.longest is not None
    assert calls.waits.longest < 60


def test_a_caller_who_waited_and_hung_up_gave_up(board: Switchboard) -> None:
    caller = board.someone_calls().presses("0").waits()
    call = board.call(caller)
    board.keeps(replace(call, queued_at=board.now - timedelta(seconds=40)))

    caller.hangs_up()

    calls = counted(board).calls
    assert (calls.offered, calls.abandoned, calls.short) == (1, 1, 0)
    assert calls.service_level(20) == 0


def test_a_caller_who_hung_up_at_once_is_counted_apart(board: Switchboard) -> None:
    board.someone_calls().presses("0").waits().hangs_up()

    calls = counted(board).calls
    assert (calls.offered, calls.abandoned, calls.short) == (1, 0, 1)
    assert calls.service_level(20) is None


def test_a_caller_who_heard_a_fact_asked_for_nobody(board: Switchboard) -> None:
    board.someone_calls().presses("1").hangs_up()

    calls = counted(board).calls
    assert (calls.offered, calls.not_offered) == (0, 1)


def test_a_caller_who_left_the_line_for_a_callback_is_promised_one(board: Switchboard) -> None:
    caller = board.someone_calls().presses("0").waits()

    caller.presses_while_waiting("1").leaves_the_queue().hangs_up()

    found = counted(board)
    assert found.calls.outcomes == Counter({"callback": 1})
    assert found.callbacks.promised == 1


def test_two_callers_are_two_calls_and_two_people(board: Switchboard) -> None:
    for phone in (CALLER, TEXTER, TEXTER):
        board.someone_calls(phone).presses("1").hangs_up()

    month = month_of(board.now, board.ports.policy.hours.zone)
    assert counted(board).calls.not_offered == 3
    assert board.ports.statistics.people(month)["channel-voice"] == 2


@pytest.mark.parametrize(("promised_in", "kept"), [(1, 1), (-1, 0)])
def test_a_promise_is_kept_by_ringing_the_person_in_time_and_not_by_claiming(
    board: Switchboard, promised_in: int, kept: int
) -> None:
    promise_at = board.now + timedelta(minutes=promised_in)
    person = board.ports.identity.person(TEXTER)
    at = board.now - timedelta(hours=1)
    board.keeps(a_callback(id="wish", person=person, phone=TEXTER, at=at, promise_at=promise_at))
    claimed = claim_callback(board.ports, "wish", "amina")
    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()
    before = counted(board).callbacks.tried

    board.phone_of("amina").answers().presses("1")
    board.works()
    board.phone_of(TEXTER).answers().presses("1")

    callbacks = counted(board).callbacks
    assert before == 0  # only the specialist's own phone had been rung
    assert (callbacks.promised, callbacks.tried, callbacks.kept) == (1, 1, kept)
    assert callbacks.kept_share == kept
    assert callbacks.waits.longest in range(3600, 3700)
