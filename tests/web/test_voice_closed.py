"""The switch "closed now, say this, forward there", as callers hear it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.switch import COMMAND_LINE, Shutting, close_helpline, open_helpline
from service.domain.callback import State
from service.domain.phone import known_zone
from service.domain.when_words import when_spoken
from tests.builders import HELPLINE
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

ELSEWHERE = "+12125550188"
HOURS = timedelta(hours=30)


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline, open day and night, with one specialist on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


def closed(board: Switchboard, *, length: timedelta | None = HOURS, **how: str) -> None:
    until = board.now + length if length else None
    close_helpline(board.ports, COMMAND_LINE, Shutting(until=until, **how))


def forwarded(caller: Caller, status: str) -> Caller:
    """The other phone's ring is over."""
    dial = caller.verb("Dial")
    assert dial is not None
    return caller._goes(dial.get("action") or "", DialCallStatus=status)


def test_a_caller_hears_the_words_and_the_hour_and_nobody_is_rung(board: Switchboard) -> None:
    closed(board, say_en="A storm has cut our power.")

    caller = board.someone_calls()

    assert "A storm has cut our power. Nobody can answer right now; people answer" in caller.hears
    caller.presses("0")
    assert caller.hears.startswith("Nobody is here until")
    board.works()
    assert board.was_rung("amina") == 0


def test_spanish_hears_its_own_words_or_none(board: Switchboard) -> None:
    closed(board, say_en="A storm.", say_es="Hay tormenta.")

    caller = board.someone_calls().presses("2")

    assert "Hay tormenta. Ahora nadie puede contestar" in caller.hears
    assert "A storm" not in caller.hears


def test_an_open_end_names_no_hour(board: Switchboard) -> None:
    closed(board, length=None)

    caller = board.someone_calls()
    assert "Nobody can answer right now. To be called back, press 5." in caller.hears
    caller.presses("0")
    assert "Nobody is here right now." in caller.hears


def test_a_callback_asked_for_meanwhile_waits_for_the_reopening(board: Switchboard) -> None:
    closed(board)
    reopens = board.now + HOURS

    caller = board.someone_calls().presses("5")

    callback = board.callback()
    assert callback.state is State.WAITING
    assert abs(callback.due_at - reopens) < timedelta(minutes=5)
    assert "after" in caller.hears


def test_a_crisis_goes_on_as_at_night(board: Switchboard) -> None:
    closed(board)

    caller = board.someone_calls().says("i want to die")

    assert "hang up and dial 9 1 1. You can call or text 9 8 8 at any hour." in caller.hears
    caller.waits()
    board.works()
    assert board.was_rung("amina") == 1
    [alert] = board.ports.store.open_alerts()
    assert alert.source == "voice"


def test_opened_again_a_caller_reaches_somebody(board: Switchboard) -> None:
    closed(board)
    open_helpline(board.ports, COMMAND_LINE)

    board.someone_calls().presses("0").waits()
    board.works()

    assert board.was_rung("amina") == 1


def test_the_end_comes_by_itself(board: Switchboard) -> None:
    closed(board)
    _, closing = board.ports.store.now_and_closing()
    board.keeps(replace(closing, until=board.now))

    assert "To talk with a person, press 0" in board.someone_calls().hears


@pytest.mark.parametrize(
    ("phone", "end"),
    [("+13105550117", ""), ("+12125550142", ""), ("anonymous", " Eastern time")],
)
def test_the_hour_people_answer_again_is_on_the_callers_own_clock(
    board: Switchboard, phone: str, end: str
) -> None:
    """As the callback promised a moment later is; nobody else's clock is meant unnamed."""
    closed(board)
    reopens = board.ports.store.now_and_closing()[1].until
    assert reopens is not None
    zone = known_zone(phone) if phone.startswith("+") else None

    caller = board.someone_calls(phone)

    again = when_spoken(reopens, now=board.now, zone=zone, language="en", kind="at")
    assert again.endswith(f"M{end}")
    assert f"people answer again {again}." in caller.hears
    assert f"Nobody is here until {again}." in caller.presses("0").hears
    caller.presses("*")
    assert f"Nobody is here until {again}." in caller.hears


def test_a_call_is_led_to_the_other_phone_which_sees_our_number(board: Switchboard) -> None:
    closed(board, say_en="A storm.", forward_to=ELSEWHERE)

    caller = board.someone_calls()

    dial, number = caller.verb("Dial"), caller.verb("Number")
    assert dial is not None
    assert number is not None
    assert number.text == ELSEWHERE
    assert dial.get("callerId") == HELPLINE
    assert int(dial.get("timeout") or 0) <= 30
    assert "dial 9 1 1" in caller.hears
    assert "A storm. To be called back, press 5. Or stay on the line" in caller.hears
    forwarded(caller, "completed")
    assert caller.hears.endswith("Goodbye.")
    assert caller.verb("Hangup") is not None
    caller.hangs_up()
    assert board.call(caller).ending == "forwarded"


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled", ""])
def test_nobody_there_leads_to_the_closed_level_and_rings_no_more(
    board: Switchboard, status: str
) -> None:
    closed(board, forward_to=ELSEWHERE)

    caller = forwarded(board.someone_calls(), status)

    assert "Nobody can answer right now; people answer" in caller.hears
    assert caller.verb("Dial") is None
    caller.presses("*")
    assert caller.verb("Dial") is None
    caller.presses("5")
    assert "Saved." in caller.hears


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("8", "call or text 9 8 8"),
        ("5", "Saved."),
        ("1", "For what ketamine is"),
        ("2", "otro teléfono"),
    ],
)
def test_a_key_pressed_before_the_other_phone_rings_counts(
    board: Switchboard, key: str, words: str
) -> None:
    closed(board, forward_to=ELSEWHERE)

    assert words in board.someone_calls().presses(key).hears


def test_a_person_asked_for_on_the_way_is_the_other_phone(board: Switchboard) -> None:
    closed(board, forward_to=ELSEWHERE)

    caller = board.someone_calls().presses("3").presses("0")

    number = caller.verb("Number")
    assert number is not None
    assert number.text == ELSEWHERE


def test_the_same_call_announced_twice_is_told_the_same(board: Switchboard) -> None:
    closed(board, say_en="A storm.")
    caller = board.someone_calls()
    open_helpline(board.ports, COMMAND_LINE)

    assert caller.document == caller.calls().document


def test_a_caller_who_hung_up_there_ends(board: Switchboard) -> None:
    closed(board, forward_to=ELSEWHERE)
    caller = board.someone_calls()
    dial = caller.verb("Dial")
    assert dial is not None

    caller._goes(dial.get("action") or "", DialCallStatus="completed", CallStatus="completed")

    assert board.call(caller).is_over


def test_whoever_looks_for_the_key_has_time_before_the_other_phone_rings(
    board: Switchboard,
) -> None:
    """No step waits less than ten seconds (R41)."""
    closed(board, forward_to=ELSEWHERE)

    gather = board.someone_calls().verb("Gather")

    assert gather is not None
    assert int(gather.get("timeout") or 0) >= 10
