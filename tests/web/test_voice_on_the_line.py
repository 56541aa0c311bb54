"""Whoever is on the line with us is dialled by nobody meanwhile (DESIGN, rule 8), whichever way a
call to them was asked for, and one phone is rung by one specialist at a time.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.alert_taking import callback_for_alert, take_alert
from service.actions.alerts import alert_is_due, spread_alert
from service.actions.asking import Wish
from service.actions.callbacks import call_back, claim_callback, request_callback
from service.domain.alert import Alert
from service.domain.callback import Callback, Reason, State
from service.domain.errors import LostRace, NotAllowed
from service.domain.specialist import Role, Specialist
from tests.builders import CALLER, TEXTER, a_callback, a_leg
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


def texts_call(board: Switchboard) -> None:
    board.twilio.texts("CALL", phone=CALLER)


def asks_by_web_form(board: Switchboard) -> None:
    wish = Wish(phone=CALLER, language="en", reason=Reason.WEB_FORM, channel="api")
    request_callback(board.ports, wish)


ASK = pytest.mark.parametrize("asks", [texts_call, asks_by_web_form])


def presses_call(board: Switchboard, who: str, callback: Callback) -> None:
    if board.ports.store.get(Specialist, who) is None:
        board.on_shift(who, phone=f"+1646555016{len(who)}")
    claimed = claim_callback(board.ports, callback.id, who)
    call_back(board.ports, claimed.id, claimed.token, who)
    board.works()


def called_by(board: Switchboard, who: str, callback: Callback) -> RungPhone:
    """Another specialist takes it, presses call, and 1 on their own phone."""
    presses_call(board, who, callback)
    phone = board.phone_of(who).answers().presses("1")
    board.works()
    return phone


@ASK
def test_a_call_asked_for_in_the_talk_comes_after_it(board: Switchboard, asks) -> None:
    caller, amina = talks_with_amina(board)

    asks(board)

    asked = board.callback()
    assert board.ports.store.ready(9) == []
    with pytest.raises(NotAllowed, match="on the line with us"):
        called_by(board, "bela", asked)
    amina.hangs_up()
    caller.hangs_up()
    board.works()
    assert board.callback().on_line == ""
    assert board.callback().state is State.CLAIMED


@ASK
def test_a_call_asked_for_in_line_is_settled_by_the_talk(board: Switchboard, asks) -> None:
    caller = board.someone_calls().presses("0").waits()
    asks(board)
    assert board.callback().on_line == caller.sid
    board.works()
    board.phone_of("amina").answers().presses("1")
    brought_in(board, caller)

    caller.hangs_up()

    assert board.callback().state is State.CLOSED


@ASK
def test_who_left_the_line_without_anybody_has_their_call(board: Switchboard, asks) -> None:
    caller = board.someone_calls().presses("0").waits()
    asks(board)

    caller.hangs_up()

    assert [each.id for each in board.ports.store.ready(9)] == [board.callback().id]


def test_a_phone_that_is_on_the_line_is_not_rung_for_whoever_gave_its_number(
    board: Switchboard,
) -> None:
    relative = board.ports.identity.person(TEXTER)
    wish = a_callback(id="wish", person=relative, phone=CALLER, number_given=True, at=board.now)
    board.keeps(wish)
    caller, _ = talks_with_amina(board)

    presses_call(board, "bela", board.callback("wish"))

    assert board.was_rung(CALLER) == board.was_rung("bela") == 0
    put_off = board.callback("wish")
    assert (put_off.state, put_off.attempts) == (State.WAITING, 0)
    assert timedelta(0) < put_off.due_at - board.now <= timedelta(minutes=5)
    assert board.specialist("bela").engaged == ""
    caller.hangs_up()
    called_by(board, "bela", put_off)
    assert board.was_rung(CALLER) == 1


def test_a_call_that_is_over_stands_in_no_way(board: Switchboard) -> None:
    """Should its end have been left in the index."""
    caller = board.someone_calls().presses("0").waits()
    caller.hangs_up()
    person = board.ports.identity.person(CALLER)
    assert board.link.exists(f"on-line:{person}") == 0
    board.link.sadd(f"on-line:{person}", caller.sid)
    board.keeps(a_callback(id="wish", person=person, phone=CALLER, at=board.now))

    called_by(board, "bela", board.callback("wish"))

    assert board.was_rung(CALLER) == 1


def both_ask_for_one_phone(board: Switchboard) -> tuple[Callback, Callback]:
    """A relative gave the number of somebody who has asked too."""
    people = {"relative": TEXTER, "own": CALLER}
    for name, phone in people.items():
        person = board.ports.identity.person(phone)
        given = name == "relative"
        board.keeps(
            a_callback(id=name, person=person, phone=CALLER, number_given=given, at=board.now)
        )
    return board.callback("relative"), board.callback("own")


def test_one_phone_is_rung_by_one_specialist_at_a_time(board: Switchboard) -> None:
    relative, own = both_ask_for_one_phone(board)
    amina = called_by(board, "amina", relative)
    person = board.phone_of(CALLER)

    presses_call(board, "bela", own)

    assert (board.was_rung(CALLER), board.was_rung("bela")) == (1, 0)
    assert board.callback("own").state is State.WAITING
    person.answers().presses("1").hangs_up()
    board.works()
    amina.hangs_up()
    called_by(board, "bela", board.callback("own"))
    assert board.was_rung(CALLER) == 2


def test_two_who_press_one_together_ring_one_phone_once(board: Switchboard) -> None:
    relative, own = both_ask_for_one_phone(board)
    presses_call(board, "amina", relative)
    presses_call(board, "bela", own)
    amina = board.phone_of("amina").answers().presses("1")
    bela = board.phone_of("bela").answers().presses("1")

    board.works()

    assert board.was_rung(CALLER) == 1
    states = {board.callback(each.id).state for each in (relative, own)}
    assert states == {State.CALLING, State.WAITING}
    assert amina.room
    assert bela.room
    assert board.callback("own").attempts == 0


def test_two_workers_dial_one_phone_in_the_same_instant_and_one_wins(board: Switchboard) -> None:
    now = board.now
    legs = [
        a_leg(id=f"{each}-p", purpose="person", phone=CALLER, callee="p1", at=now)
        for each in ("one", "two")
    ]
    board.keeps(*legs)
    one, two = (board.leg(each.id) for each in legs)
    board.keeps(one.posting(now))

    with pytest.raises(LostRace):
        board.keeps(two.posting(now))

    board.keeps(replace(board.leg("one-p"), unwanted=True))
    board.keeps(board.leg("one-p").ended("no-answer", now))
    board.keeps(two.posting(now))
    assert 0 < board.link.ttl("ringing:p1") <= 86_400


@pytest.mark.parametrize("phone", ["anonymous", "+442079460123"])
def test_an_alert_without_a_number_we_can_call_makes_no_callback(
    board: Switchboard, phone: str
) -> None:
    board.someone_calls(phone).presses("8").hangs_up()
    alert = take_alert(board.ports, the_alert(board).id, "amina")

    with pytest.raises(NotAllowed, match="no number that we can call"):
        callback_for_alert(board.ports, alert.id, "amina")

    assert board.ports.store.all_callbacks(10)[0] == []
