"""Nobody here speaks the caller's language: said truthfully, and where an interpreter can be rung,
offered by phone and by text; they come into the same room beside whoever takes the call.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.callbacks import call_back, claim_next
from service.domain.callback import State
from service.domain.leg import Leg, LegState
from tests.builders import CALLER, TEXTER, a_callback
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

INTERPRETER = "+12125550177"


@pytest.fixture
def plain(twilio: Twilio, app: Flask, link) -> Switchboard:
    """A helpline without an interpreter; amina speaks English only."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link)
    board.on_shift("amina", "en")
    return board


@pytest.fixture
def board(plain: Switchboard, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Switchboard:
    """The same helpline, with an interpreter's number."""
    web = app.extensions["helpline"]
    policy = replace(web.ports.policy, interpreter_number=INTERPRETER)
    monkeypatch.setitem(
        app.extensions, "helpline", replace(web, ports=replace(web.ports, policy=policy))
    )
    plain.ports = replace(plain.ports, policy=policy)
    return plain


def in_spanish(board: Switchboard, phone: str = CALLER) -> Caller:
    return board.someone_calls(phone).presses("2").presses("0")


def with_interpreter(board: Switchboard) -> Caller:
    caller = in_spanish(board).presses("6").waits()
    board.works()
    return caller


def sooner(board: Switchboard) -> str:
    """Somebody asks by text in Spanish, and then for an interpreter."""
    board.twilio.texts("LLAMAR")
    answer = board.twilio.texts("Antes.")
    assert answer.status_code == 200
    return answer.text


def test_an_interpreter_is_offered_only_where_there_is_one(plain: Switchboard) -> None:
    caller = in_spanish(plain)

    assert "nadie que hable español" in caller.hears
    assert "intérprete" not in caller.hears
    caller.presses("6")
    assert caller.verb("Enqueue") is None


def test_the_truth_comes_before_the_offer(board: Switchboard) -> None:
    caller = in_spanish(board)

    assert caller.hears.startswith("Ahora no hay nadie que hable español.")
    assert "intérprete, oprima 6" in caller.hears
    assert "le llamemos, oprima 5" in caller.hears
    assert board.was_rung("amina") == 0


def test_a_callback_may_be_had_instead(board: Switchboard) -> None:
    caller = in_spanish(board).presses("5")

    assert caller.hears.startswith("Anotado.")
    assert not board.callback().interpreter


def test_a_specialist_of_another_language_and_the_interpreter_come_into_the_room(
    board: Switchboard,
) -> None:
    caller = with_interpreter(board)
    amina = board.phone_of("amina").answers()
    assert board.was_rung(INTERPRETER) == 0  # not before somebody is there to speak with

    amina.presses("1")
    assert amina.hears == "With an interpreter."
    board.works()
    caller.leaves_the_queue("redirected").is_led_to(board.telephone.brought_in[0][2])
    interpreter = board.phone_of(INTERPRETER).answers()

    assert interpreter.room == amina.room == f"room-{caller.sid}"
    assert interpreter.hears == ""
    amina.hangs_up()
    board.works()
    caller.hangs_up()
    board.works()
    interpreter.hangs_up()
    assert board.leg(interpreter.leg_id).state is LegState.ENDED
    assert board.call(caller).is_over


def test_a_spoken_word_asks_for_the_interpreter_too(board: Switchboard) -> None:
    caller = in_spanish(board).says("con intérprete por favor")

    assert caller.verb("Enqueue") is not None
    assert board.call(caller).interpreter


def test_who_speaks_the_language_needs_no_interpreter(board: Switchboard) -> None:
    caller = in_spanish(board)
    board.on_shift("bo")  # comes on shift meanwhile, and speaks both
    caller.presses("6").waits()
    board.works()

    board.phone_of("bo").answers().presses("1")
    board.works()

    assert board.was_rung("amina") == 0
    assert board.was_rung(INTERPRETER) == 0


def test_a_crisis_in_another_language_gets_one_unasked(board: Switchboard) -> None:
    board.someone_calls().presses("2").presses("8").waits()
    board.works()

    board.phone_of("amina").answers().presses("1")
    board.works()

    assert board.was_rung(INTERPRETER) == 1


def test_an_interpreter_who_does_not_answer_is_told_to_both_and_ends_nothing(
    board: Switchboard,
) -> None:
    caller = with_interpreter(board)
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    caller.leaves_the_queue("redirected").is_led_to(board.telephone.brought_in[0][2])

    board.phone_of(INTERPRETER).does_not_answer()
    board.works()

    amina.is_led_to(board.telephone.redirected[-1][1])
    caller.leaves_the_room()
    assert caller.hears.startswith("Ningún intérprete contesta ahora.")
    assert amina.looks_again().hears.startswith("No interpreter answers.")
    assert amina.room == caller.looks_again().room == f"room-{caller.sid}"
    assert board.call(caller).specialist == "amina"
    assert board.leg(amina.leg_id).is_live
    assert board.specialist("amina").engaged == f"leg:{amina.leg_id}"


def test_the_same_key_twice_rings_one_interpreter(board: Switchboard) -> None:
    with_interpreter(board)
    amina = board.phone_of("amina").answers()
    before = amina.document
    first = amina.presses("1").document
    amina.document = before
    board.works()

    assert amina.presses("1").document == first
    board.works()
    assert board.was_rung(INTERPRETER) == 1


def test_a_wait_with_an_interpreter_becomes_a_callback_anybody_may_take(
    board: Switchboard,
) -> None:
    caller = with_interpreter(board)

    caller.presses_while_waiting("5").leaves_the_queue()

    assert board.callback().interpreter
    taken = claim_next(board.ports, "amina")
    assert taken is not None
    assert taken.id == board.callback().id


def test_by_text_sooner_is_offered_only_with_an_interpreter(plain: Switchboard) -> None:
    answer = plain.twilio.texts("LLAMAR").text

    assert "habla español" in answer
    assert "ANTES" not in answer
    plain.twilio.texts("ANTES")
    assert not plain.callback().interpreter


def test_antes_lets_anybody_take_the_callback(board: Switchboard) -> None:
    assert "Mande ANTES" in board.twilio.texts("LLAMAR").text
    assert claim_next(board.ports, "amina") is None

    answer = board.twilio.texts("Antes")

    assert "intérprete" in answer.text
    assert board.callback().interpreter
    taken = claim_next(board.ports, "amina")
    assert taken is not None
    assert taken.id == board.callback().id
    assert claim_next(board.ports, "amina") is None


def test_antes_without_a_request_or_twice_does_no_harm(board: Switchboard) -> None:
    assert "Mande ANTES" in board.twilio.texts("antes").text
    assert not board.callback().interpreter

    sooner(board)
    promised = board.callback().promise_at
    board.twilio.texts("ANTES")

    assert board.callback().interpreter
    assert board.callback().promise_at == promised


def test_antes_for_a_callback_that_is_held_already_changes_nothing(board: Switchboard) -> None:
    board.twilio.texts("LLAMAR")
    callback = board.callback()
    board.keeps(callback.claim("amina", board.now))

    board.twilio.texts("ANTES")

    assert not board.callback().interpreter
    assert board.callback().state is State.CLAIMED


def called_back(board: Switchboard) -> RungPhone:
    """amina calls back somebody who agreed to an interpreter."""
    person = board.ports.identity.person(TEXTER)
    at = board.now - timedelta(hours=1)
    wish = a_callback(
        id="wish", person=person, phone=TEXTER, at=at, language="es", interpreter=True
    )
    board.keeps(wish)
    claimed = claim_next(board.ports, "amina")
    assert claimed is not None
    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()
    return board.phone_of("amina").answers()


def test_the_brief_names_the_interpreter_who_is_rung_once_the_person_is_there(
    board: Switchboard,
) -> None:
    amina = called_back(board).presses("1")
    assert "Spanish. No voicemail. With an interpreter." in amina.hears
    board.works()
    assert board.was_rung(INTERPRETER) == 0

    person = board.phone_of(TEXTER).answers().presses("1")
    board.works()

    interpreter = board.phone_of(INTERPRETER).answers()
    assert interpreter.room == person.room == "room-wish"


def test_an_interpreter_comes_also_when_the_specialist_speaks_first(board: Switchboard) -> None:
    amina = called_back(board).presses("1")
    board.works()
    amina.presses("1")

    board.phone_of(TEXTER).answers()
    board.works()

    assert board.was_rung(INTERPRETER) == 1
    legs = board.ports.store.get_many(Leg, board.leg(amina.leg_id).helpers)
    assert [leg.purpose for leg in legs] == ["interpreter"]
