"""A number keyed in with more than ten digits: no digit of it is taken for a key of the menu."""

import pytest
from flask import Flask

from service.domain.call import Call
from tests.builders import TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

ELEVEN = "12125550142"


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def keys_in(caller: Caller, number: str) -> Caller:
    """Press key after key: each Gather takes what it waits for, the next one has the rest."""
    while number:
        gather = caller.verb("Gather")
        assert gather is not None
        most = int(gather.get("numDigits") or len(number))
        now, number = number[:most], number[most:]
        caller.presses(now.rstrip(gather.get("finishOnKey") or " "))
    return caller


def gives(board: Switchboard, number: str, phone: str = "anonymous") -> Caller:
    return keys_in(board.someone_calls(phone).presses("5"), number)


def test_ten_digits_are_read_back_at_once(board: Switchboard) -> None:
    caller = gives(board, ELEVEN[1:])

    assert caller.hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")


def test_eleven_digits_with_the_country_s_1_are_read_back_whole(board: Switchboard) -> None:
    caller = gives(board, ELEVEN)

    assert caller.hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")
    assert "And the last digit, please." in caller.said
    caller.presses("1")
    assert board.callback().phone == TEXTER
    assert board.callback().person == board.ports.identity.person(TEXTER)


@pytest.mark.parametrize("last", "0123456789")
def test_the_last_digit_is_no_key_of_the_menu(board: Switchboard, last: str) -> None:
    caller = gives(board, f"1212555014{last}#")

    assert caller.hears.startswith(f"We heard 2 1 2, 5 5 5, 0 1 4 {last}.")
    assert board.ports.store.open_alerts() == []


def test_the_last_digit_may_take_its_time_and_may_be_spoken(board: Switchboard) -> None:
    caller = gives(board, ELEVEN[:10])
    gather = caller.verb("Gather")

    assert gather is not None
    assert int(gather.get("timeout") or 0) >= 10  # R41
    assert caller.says("Two.").hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")


def test_the_whole_number_may_be_spoken_instead(board: Switchboard) -> None:
    caller = gives(board, "1310555011").says("212-555-0142")

    assert caller.hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")


def test_a_spoken_number_with_the_country_s_1_is_read_back(board: Switchboard) -> None:
    caller = board.someone_calls("anonymous").presses("5").says("1 212-555-0142.")

    assert caller.hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")


@pytest.mark.parametrize(
    "abroad", ["34612345678", "525512345678", "4420794600188", "01144207946018"]
)
def test_a_number_abroad_is_refused_with_all_its_digits(board: Switchboard, abroad: str) -> None:
    caller = gives(board, f"{abroad}#")

    assert caller.hears.startswith("We cannot call that number.")
    assert board.ports.store.open_alerts() == []
    assert gives(board, ELEVEN[1:]).hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")


def test_more_digits_are_not_waited_for_long_once_it_is_no_number_of_ours(
    board: Switchboard,
) -> None:
    gather = gives(board, "8765550123").verb("Gather")

    assert gather is not None
    assert gather.get("timeout") == "2"
    assert list(gather) == []


@pytest.mark.parametrize("key", ["*", "#"])
def test_the_number_can_be_begun_again(board: Switchboard, key: str) -> None:
    caller = gives(board, ELEVEN[:10]).presses(key)

    assert caller.hears.endswith("number in this country, all ten digits.") or (
        caller.hears.startswith("Please enter the number")
    )
    assert keys_in(caller, ELEVEN).hears.startswith("We heard 2 1 2, 5 5 5, 0 1 4 2.")


def test_three_numbers_refused_lead_to_a_person(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls("anonymous").presses("5")

    for _ in range(3):
        keys_in(caller, ELEVEN[:10]).stays_silent()

    assert caller.verb("Enqueue") is not None


def test_three_long_numbers_refused_lead_to_a_person_too(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls("anonymous").presses("5")

    for _ in range(3):
        keys_in(caller, "18765550123")
    caller.looks_again()

    assert caller.verb("Enqueue") is not None
    call = board.ports.store.get(Call, caller.sid)
    assert call is not None
    assert not call.silent


def test_a_crisis_is_heard_while_the_last_digit_is_waited_for(board: Switchboard) -> None:
    caller = gives(board, ELEVEN[:10]).says("I want to kill myself")

    assert "9 8 8" in caller.hears
    assert len(board.ports.store.open_alerts()) == 1


def test_the_digits_that_are_there_already_stand_in_no_address(board: Switchboard) -> None:
    caller = gives(board, ELEVEN[:10])

    assert "2125550" not in caller.document


def test_the_same_last_digit_twice_is_one_number(board: Switchboard) -> None:
    caller = gives(board, ELEVEN[:10])
    asked = caller.document
    first = caller.presses("2").hears
    caller.document = asked

    assert caller.presses("2").hears == first
    call = board.ports.store.get(Call, caller.sid)
    assert call is not None
    assert call.given_phone == TEXTER
