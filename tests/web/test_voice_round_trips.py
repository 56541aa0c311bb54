"""No document of a call costs more than two round trips to the store, wherever a caller is."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.blocking import block_number
from service.actions.callbacks import call_back, claim_callback
from service.actions.switch import COMMAND_LINE, Shutting, close_helpline
from service.domain.blocking import BlockReason
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.round_trips import Trip, counted_trips, too_many
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


@pytest.fixture
def trips(board: Switchboard) -> Iterator[list[Trip]]:
    """What each document costs from here on."""
    board.someone_calls()  # a process's first call loads the scripts
    with counted_trips(board.twilio) as found:
        yield found


def staffed(board: Switchboard) -> None:
    board.on_shift("amina")


def shut(board: Switchboard) -> None:
    until = board.now + timedelta(hours=9)
    close_helpline(board.ports, COMMAND_LINE, Shutting(until=until, say_en="A storm."))


def led_elsewhere(board: Switchboard) -> None:
    close_helpline(board.ports, COMMAND_LINE, Shutting(forward_to="212-555-0188"))


def blocked(board: Switchboard) -> None:
    length = timedelta(hours=9)
    block_number(board.ports, CALLER, length, BlockReason.ABUSE, COMMAND_LINE)


@pytest.mark.parametrize("key", ["", *"0123456789*#"])
def test_while_a_number_is_blocked(board: Switchboard, trips: list[Trip], key: str) -> None:
    blocked(board)
    trips.clear()

    caller = board.someone_calls()
    caller.presses(key) if key else caller.stays_silent()

    assert len(trips) == 2
    assert too_many(trips) == []


@pytest.mark.parametrize("standing", [shut, led_elsewhere])
@pytest.mark.parametrize("key", ["", "0", "2", "5", "8", "*"])
def test_while_the_switch_is_thrown(
    board: Switchboard, trips: list[Trip], standing: Callable[[Switchboard], None], key: str
) -> None:
    standing(board)
    trips.clear()

    caller = board.someone_calls()
    (caller.presses(key) if key else caller.stays_silent()).presses("0")

    assert len(trips) == 3
    assert too_many(trips) == []


def test_on_the_way_to_a_person_and_back(board: Switchboard, trips: list[Trip]) -> None:
    staffed(board)
    caller = board.someone_calls().presses("0").waits()
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    [(_, _, path)] = board.telephone.brought_in
    caller.leaves_the_queue("redirected").is_led_to(path)
    amina.leaves_the_room()
    caller.leaves_the_room()

    assert len(trips) > 8
    assert too_many(trips) == []


@pytest.mark.parametrize("result", ["error", "queue-full", "system-error", "leave", "redirected"])
def test_out_of_the_queue_for_whatever_reason(
    board: Switchboard, trips: list[Trip], result: str
) -> None:
    staffed(board)

    board.someone_calls().presses("0").waits().leaves_the_queue(result)

    assert too_many(trips) == []


@pytest.mark.parametrize("phone", [CALLER, "anonymous"])
def test_at_the_ceiling_and_after_it(board: Switchboard, trips: list[Trip], phone: str) -> None:
    staffed(board)

    board.someone_calls(phone).presses("0").waits().waits(999).leaves_the_queue()

    assert too_many(trips) == []


@pytest.mark.parametrize("says", ["cancel my call", "tomorrow at 3 pm", "in the evening", "yes"])
def test_what_is_said_about_a_callback(board: Switchboard, trips: list[Trip], says: str) -> None:
    board.someone_calls(TEXTER).presses("5")

    for level in ("saved", "time", "first"):
        caller = Caller(board.twilio, TEXTER)
        caller._goes(f"/voice/menu?level={level}&language=en&turn=9", SpeechResult=says)

    assert too_many(trips) == []


def test_a_callback_call(board: Switchboard, trips: list[Trip]) -> None:
    staffed(board)
    board.someone_calls(TEXTER).presses("5").hangs_up()
    held = claim_callback(board.ports, board.callback().id, "amina")
    call_back(board.ports, held.id, held.token, "amina")
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    person = board.phone_of(TEXTER).answers().presses("1")
    board.works()
    person.leaves_the_room()
    amina.leaves_the_room()

    assert len([each for each in trips if "leg" in each[1]]) >= 6
    assert too_many(trips) == []


@pytest.mark.parametrize("key", ["1", "2"])
def test_asking_a_colleague_in_and_being_taken_over(
    board: Switchboard, trips: list[Trip], key: str
) -> None:
    staffed(board)
    board.someone_calls(TEXTER).presses("5").hangs_up()
    held = claim_callback(board.ports, board.callback().id, "amina")
    call_back(board.ports, held.id, held.token, "amina")
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    person = board.phone_of(TEXTER).answers().presses("1")
    board.on_shift("bo", phone="+16465550162")
    amina.leaves_the_room()
    person.leaves_the_room()
    amina.looks_again().presses(key)
    board.works()
    bo = board.phone_of("bo").answers().presses("1")
    person.looks_again()
    amina.hangs_up()

    assert bo.room == person.room
    assert any("/leg/menu" in each[1] for each in trips)
    assert too_many(trips) == []


def test_into_a_room_that_is_empty(board: Switchboard, trips: list[Trip]) -> None:
    staffed(board)
    caller = board.someone_calls().presses("0").waits()
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    [(_, _, path)] = board.telephone.brought_in
    caller.leaves_the_queue("redirected").is_led_to(path)
    amina.hangs_up()
    caller.is_led_to(path)

    assert "has left the call" in caller.hears
    assert too_many(trips) == []
