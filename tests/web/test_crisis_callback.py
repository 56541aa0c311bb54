"""A crisis told by text, and the call that they ask for: one crisis, seen to once."""

from dataclasses import replace

import pytest
from flask import Flask

from service.actions.alerts import alert_is_due
from service.actions.callbacks import call_back, claim_next
from service.domain.alert import Alert
from service.domain.text import Text
from tests.builders import TEXTER
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """Somebody in crisis has asked for a call, and amina is on shift."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina", "en", "es", phone="+12125550177")
    twilio.texts("i want to die")
    twilio.texts("CALL")
    return board.works()


def the_alert(board: Switchboard) -> Alert:
    (alert,) = board.ports.store.open_alerts()
    return alert


def amina_rings(board: Switchboard) -> None:
    held = claim_next(board.ports, "amina")
    assert held is not None
    call_back(board.ports, held.id, held.token, "amina")
    board.works().phone_of("amina").answers().presses("1")
    board.works()


def times_out(board: Switchboard, times: int = 4) -> None:
    """Nobody presses anything for so many times three minutes."""
    for _ in range(times):
        alert = the_alert(board)
        board.keeps(replace(alert, due_at=board.now))
        alert_is_due(board.ports, alert.id)
        board.works()


def told(board: Switchboard) -> list[Text]:
    about = board.ports.store.about(board.ports.identity.person(TEXTER))
    texts = [each for each in about if isinstance(each, Text)]
    return [each for each in texts if each.words == "alert_unanswered"]


def test_who_talks_with_them_has_the_alert(board: Switchboard) -> None:
    amina_rings(board)
    assert the_alert(board).is_unanswered

    board.phone_of(TEXTER).answers().presses("1")

    assert the_alert(board).taken_by == "amina"


def test_somebody_who_was_talked_with_is_not_told_that_no_one_is_free(board: Switchboard) -> None:
    amina_rings(board)
    board.phone_of(TEXTER).answers().presses("1")
    board.keeps(replace(the_alert(board), taken_at=None, taken_by=""))

    times_out(board)

    assert told(board) == []


def test_nor_is_somebody_whose_phone_rings(board: Switchboard) -> None:
    amina_rings(board)

    times_out(board)

    assert told(board) == []


@pytest.mark.parametrize("words", ["quiero morir", "estoy muy solo y tengo miedo"])
def test_while_nobody_rings_them_they_are_told_in_their_own_language(
    board: Switchboard, twilio: Twilio, words: str
) -> None:
    twilio.texts(words)

    times_out(board)

    (text,) = told(board)
    assert text.language == "es"


def test_whoever_sees_the_alert_sees_the_language_of_the_last_crisis_text(
    board: Switchboard, twilio: Twilio
) -> None:
    twilio.texts("quiero morir")

    assert the_alert(board).language == "es"


def test_asked_for_on_the_phone_it_is_a_crisis_too(board: Switchboard, twilio: Twilio) -> None:
    phone = "+12125550166"
    twilio.texts("i want to die", phone=phone)

    board.someone_calls(phone).presses("5")

    callback = board.ports.store.around(board.ports.identity.person(phone)).callback
    assert callback is not None
    assert callback.crisis
