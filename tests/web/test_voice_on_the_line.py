"""Whoever is on the line with us is dialled by nobody meanwhile (DESIGN, rule 8), whichever way a
call to them was asked for, and one phone is rung by one specialist at a time.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.alert_taking import callback_for_alert, take_alert
from service.actions.alerts import alert_is_due, spread_alert
from service.domain.alert import Alert
from service.domain.errors import NotAllowed
from service.domain.specialist import Role
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """A helpline with two specialists on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina")
    return board


def the_alert(board: Switchboard) -> Alert:
    [alert] = board.ports.store.open_alerts()
    return alert


def brought_in(board: Switchboard, caller: Caller) -> Caller:
    board.works()
    _, _, path = board.telephone.brought_in[-1]
    return caller.leaves_the_queue("redirected").is_led_to(path)


def talks_with_amina(board: Switchboard, key: str = "0") -> tuple[Caller, RungPhone]:
    caller = board.someone_calls().presses(key).waits()
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    return brought_in(board, caller), amina


def test_the_alert_of_a_caller_who_waits_rings_nobody(board: Switchboard) -> None:
    board.someone_calls().presses("8").waits()
    alert = take_alert(board.ports, the_alert(board).id, "bela")

    with pytest.raises(NotAllowed, match="on the line with us"):
        callback_for_alert(board.ports, alert.id, "bela")

    assert board.ports.store.all_callbacks(10)[0] == []


def test_taken_by_another_the_alert_of_a_caller_who_talks_rings_nobody(board: Switchboard) -> None:
    caller = board.someone_calls().presses("8").waits()
    alert = take_alert(board.ports, the_alert(board).id, "bela")
    board.works()
    board.phone_of("amina").answers().presses("1")
    brought_in(board, caller)

    with pytest.raises(NotAllowed, match="on the line with us"):
        callback_for_alert(board.ports, alert.id, "bela")

    assert the_alert(board).taken_by == "bela"


def test_once_they_have_hung_up_the_alert_rings_them(board: Switchboard) -> None:
    caller = board.someone_calls().presses("8").waits()
    alert = take_alert(board.ports, the_alert(board).id, "bela")

    caller.hangs_up()

    assert callback_for_alert(board.ports, alert.id, "bela").crisis


@pytest.mark.parametrize("in_line", [False, True])
def test_whoever_talks_with_a_caller_in_crisis_has_their_alert(
    board: Switchboard, in_line: bool
) -> None:
    board.on_shift("sue", on_shift=False, role=Role.SUPERVISOR)
    if in_line:
        caller = board.someone_calls().presses("0").waits().presses_while_waiting("8")
    else:
        caller = board.someone_calls().presses("8").waits()
    spread_alert(board.ports, the_alert(board).id)
    board.works()
    board.phone_of("amina").answers().presses("1")
    assert the_alert(board).is_unanswered

    brought_in(board, caller)
    board.keeps(replace(the_alert(board), due_at=board.now - timedelta(minutes=1)))
    alert_is_due(board.ports, the_alert(board).id)

    alert = the_alert(board)
    assert (alert.taken_by, alert.told, alert.escalations) == ("amina", ("amina",), 0)
    audited = [(line["who"], line["what"]) for _, line in board.link.xrange("audit")]
    assert ("amina", "took the alert and saw the number") in audited


def test_a_specialist_who_is_gone_before_the_caller_comes_leaves_the_alert_open(
    board: Switchboard,
) -> None:
    board.someone_calls().presses("8").waits()
    board.works()

    board.phone_of("amina").answers().presses("1").hangs_up()

    assert the_alert(board).is_unanswered
