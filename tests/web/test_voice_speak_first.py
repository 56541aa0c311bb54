"""A callback in which the specialist speaks first: whoever picks up is joined with them before any
key, and what the record says stays true, whoever or whatever picked up.
"""

from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from service.domain.callback import State
from service.domain.errors import RefusedByCarrier
from service.domain.leg import LegState
from tests.builders import TEXTER
from tests.web.conftest import Twilio
from tests.web.switchboard import RungPhone, Switchboard
from tests.web.test_voice_callbacks import called, taken


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def speaks_first(board: Switchboard, **given) -> tuple[RungPhone, RungPhone]:
    """amina pressed 1 again while the person's phone still rings."""
    amina, person = taken(board, **given)
    return amina.presses("1"), person


def test_the_specialist_is_offered_to_speak_first_and_how(board: Switchboard) -> None:
    amina, _ = taken(board)

    assert "Calling now. To speak first, press 1." in amina.hears
    assert "give only your first name" in amina.hears
    assert "treatment" not in amina.hears
    gather = next(ET.fromstring(amina.document).iter("Gather"))
    assert gather.get("actionOnEmptyResult") == "false"
    assert amina.room == "room-wish"


def test_whoever_picks_up_is_joined_at_once_and_hears_none_of_our_words(
    board: Switchboard,
) -> None:
    amina, person = speaks_first(board)
    assert amina.room == "room-wish"

    person.answers()

    assert person.hears == ""
    assert person.room == "room-wish"
    assert board.callback("wish").state is State.TALKING
    person.hangs_up()
    amina.leaves_the_room().hangs_up()
    assert board.callback("wish").state is State.CLAIMED
    assert board.specialist("amina").rest_until is not None


def test_a_phone_that_was_picked_up_already_is_led_into_the_room(board: Switchboard) -> None:
    amina, person = taken(board)
    person.answers()
    assert "If that is you, press 1" in person.hears

    amina.presses("1")
    board.works()

    [(sid, path)] = board.telephone.redirected
    assert sid == person.sid
    assert person.is_led_to(path).room == "room-wish"
    assert person.hears == ""
    assert board.callback("wish").state is State.TALKING


def test_both_press_1_and_both_come_into_the_room_once(board: Switchboard) -> None:
    amina, person = taken(board)
    person.answers()
    amina.presses("1")

    person.presses("1")
    board.works()

    assert person.room == "room-wish"
    assert board.callback("wish").state is State.TALKING
    assert board.telephone.redirected == []


def test_not_me_holds_against_being_spoken_to_first(board: Switchboard) -> None:
    amina, person = taken(board)
    person.answers().presses("2")

    amina.presses("1")
    board.works()

    assert board.callback("wish").state is State.REVIEW
    assert board.leg(person.leg_id).result == "wrong-person"
    assert person.hangs
    assert all("/voice/leg/alone" in path for _, path in board.telephone.redirected)


def test_a_number_keyed_in_by_another_is_not_confirmed_by_being_spoken_to(
    board: Switchboard,
) -> None:
    _, person = speaks_first(board, number_given=True)

    person.answers()

    assert board.callback("wish").number_given


def test_another_key_or_none_lets_the_person_press_first(board: Switchboard) -> None:
    amina, person = taken(board)

    assert amina.presses("5").room == "room-wish"
    person.answers()

    assert "If that is you, press 1" in person.hears
    assert person.presses("1").room == "room-wish"


def test_pressed_twice_it_is_one_effect(board: Switchboard) -> None:
    amina, person = taken(board)
    before = amina.document
    first = amina.presses("1").document
    version = board.leg(amina.leg_id).version
    amina.document = before

    assert amina.presses("1").document == first
    assert board.leg(amina.leg_id).version == version
    person.answers()
    document, at = person.document, board.callback("wish").version
    assert person.answers().document == document
    assert board.callback("wish").version == at


def test_the_specialist_hangs_up_before_anybody_answers(board: Switchboard) -> None:
    amina, person = speaks_first(board)

    amina.hangs_up()
    board.works()
    person.answers()

    assert board.telephone.hung_up == [person.sid]
    assert person.room == ""
    assert "If that is you" in person.hears
    assert board.callback("wish").state is State.CLAIMED


def test_nobody_answers_though_they_were_to_be_spoken_to(board: Switchboard) -> None:
    amina, person = speaks_first(board)

    person.does_not_answer()
    board.works()

    assert board.callback("wish").state is State.WAITING
    [(sid, path)] = board.telephone.redirected
    assert sid == amina.sid
    assert amina.is_led_to(path).hears == "No answer. Goodbye."


def test_a_phone_that_hung_up_before_it_was_led_on_ends_like_any(board: Switchboard) -> None:
    amina, person = taken(board)
    person.answers()
    amina.presses("1")
    board.telephone.statuses[person.sid] = "completed"

    def gone(sid: str, path: str) -> None:
        raise RefusedByCarrier("the call is over", 21220)

    board.telephone.redirect = gone  # type: ignore[method-assign]
    board.works()

    assert board.leg(person.leg_id).state is LegState.ENDED
    assert board.callback("wish").state is State.WAITING


def test_a_key_from_a_phone_that_is_none_of_ours_does_nothing(board: Switchboard) -> None:
    amina = called(board).answers().presses("1")
    stranger = RungPhone(board, amina.leg_id, "CA" + "9" * 32, amina.document)

    stranger.presses("1")

    assert stranger.hangs
    assert not board.leg(amina.leg_id).speaks_first


def test_the_person_cannot_be_made_to_speak_first_by_their_own_address(
    board: Switchboard,
) -> None:
    _, person = taken(board)
    person.answers()

    person.is_led_to(f"/voice/leg/first?leg={person.leg_id}")

    assert person.hangs
    assert board.was_rung(TEXTER) == 1
