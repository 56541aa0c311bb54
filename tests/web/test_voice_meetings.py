"""Where two features meet: a second wait in one call, the switch, a block, an erasure, STOP, a lost
race. Nobody is rung in vain, left in the line or sent round in a circle.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.blocking import block_number
from service.actions.callbacks import call_back, claim_callback
from service.actions.due import look_at
from service.actions.erasing import erasing_of
from service.actions.ports import Change
from service.actions.switch import COMMAND_LINE, Shutting, close_helpline
from service.domain.blocking import BlockReason
from service.domain.call import Call, CallState
from service.domain.callback import State
from service.domain.errors import LostRace, Refused, StoreUnavailable
from service.domain.policy import Ringing
from tests.builders import ACCOUNT, CALLER, HELPLINE, TEXTER, a_callback, a_sid
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

Talker = Caller | RungPhone


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def brought_in(board: Switchboard, caller: Caller) -> Caller:
    """The worker led the caller out of the queue into the room."""
    board.works()
    _, _, path = board.telephone.brought_in[-1]
    return caller.leaves_the_queue("redirected").is_led_to(path)


def talking(board: Switchboard, caller: Caller) -> tuple[Caller, RungPhone]:
    board.works()
    phone = board.phone_of("amina").answers().presses("1")
    return brought_in(board, caller), phone


def ready_again(board: Switchboard, name: str) -> None:
    board.keeps(replace(board.specialist(name), missed_at=None, rest_until=None))


@pytest.mark.parametrize("silences", range(5))
def test_who_asks_for_a_person_again_in_one_call_is_rung_for_again(
    board: Switchboard, silences: int
) -> None:
    board.on_shift("amina")
    caller = board.someone_calls()
    for _ in range(silences):  # each is one step further in the menus
        caller.presses("*")
    caller, amina = talking(board, caller.presses("0").waits())
    amina.hangs_up()
    ready_again(board, "amina")
    caller.leaves_the_room()
    while caller.verb("Gather") is None:
        board.telephone.statuses.clear()
        caller.looks_again()
    assert "has left the call" in caller.hears

    caller.presses("0").waits()
    board.works()

    assert board.call(caller).is_waiting
    assert board.was_rung("amina") == 2


@pytest.mark.parametrize("stars", range(4))
def test_who_asks_for_a_person_after_the_ceiling_is_in_line_again(
    board: Switchboard, stars: int
) -> None:
    board.on_shift("amina")
    caller = board.someone_calls()
    for _ in range(stars):
        caller.presses("*")
    caller.presses("0").waits()
    long_ago = board.now - timedelta(seconds=900)
    board.keeps(replace(board.call(caller), queued_at=long_ago))
    board.looks_at(f"call:{caller.sid}")
    [(_, path)] = board.telephone.redirected
    caller.is_led_to(path)
    assert board.call(caller).state is CallState.CALLBACK

    caller.presses("0").waits()

    assert board.call(caller).is_waiting
    assert caller.verb("Leave") is None


def test_whoever_is_just_led_in_is_not_led_astray_by_another_writer(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.works()
    board.phone_of("amina").answers().presses("1")
    commit, lost = type(board.ports.store).commit, [True]

    def overtaken(store: object, change: Change) -> object:
        if lost.pop() if lost else False:
            raise LostRace("the sweep was faster")
        return commit(store, change)  # type: ignore[arg-type]

    monkeypatch.setattr(type(board.ports.store), "commit", overtaken)
    brought_in(board, caller)

    assert not lost
    assert caller.room == f"room-{caller.sid}"


@pytest.mark.parametrize(("key", "ends_in"), [("", CallState.MENU), ("1", CallState.CALLBACK)])
def test_who_pressed_a_key_in_line_is_not_silent_any_more(
    board: Switchboard, key: str, ends_in: CallState
) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().stays_silent().stays_silent().waits()

    if key:
        caller.presses_while_waiting(key)
    caller.waits(999)

    assert board.call(caller).state is ends_in


@pytest.mark.parametrize("joins", [False, True])
def test_a_call_ended_with_a_specialist_only_if_they_came_together(
    board: Switchboard, joins: bool
) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.works()
    board.phone_of("amina").answers().presses("1")
    if joins:
        brought_in(board, caller)

    caller.hangs_up()

    assert board.call(caller).ending == ("specialist" if joins else "hang-up")


def test_who_waits_when_the_switch_is_thrown_is_still_rung_for(board: Switchboard) -> None:
    board.on_shift("amina")
    board.on_shift("bo", phone="+16465550162")
    caller = board.someone_calls().presses("0").waits()
    board.works()
    first = board.phone_of("amina").answers()

    close_helpline(board.ports, COMMAND_LINE, Shutting(say_en="A storm."))
    first.does_not_answer()
    board.works()
    board.phone_of("bo").answers().presses("1")

    assert brought_in(board, caller).room == f"room-{caller.sid}"


def test_a_transfer_goes_on_when_the_switch_is_thrown(board: Switchboard) -> None:
    board.on_shift("amina")
    caller, amina = talking(board, board.someone_calls().presses("0").waits())
    board.on_shift("bo", phone="+16465550162")
    amina.leaves_the_room()
    caller.leaves_the_room()
    amina.looks_again().presses("2")
    board.works()

    close_helpline(board.ports, COMMAND_LINE, Shutting(say_en="A storm."))
    bo = board.phone_of("bo").answers().presses("1")
    caller.looks_again()

    assert caller.room == bo.room == f"room-{caller.sid}"
    assert board.call(caller).specialist == "bo"


def test_who_was_blocked_while_talking_hears_until_when_after_the_talk(board: Switchboard) -> None:
    board.on_shift("amina")
    caller, amina = talking(board, board.someone_calls().presses("0").waits())

    block_number(board.ports, CALLER, timedelta(hours=9), BlockReason.ABUSE, COMMAND_LINE)
    assert caller.room
    amina.hangs_up()
    caller.leaves_the_room()
    caller.presses("0")

    assert "We cannot take calls from this number until" in caller.hears
    caller.presses("8")
    assert board.call(caller).is_waiting


def test_whoever_is_blocked_while_a_crisis_waits_stays_first_in_line(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().presses("8").waits()

    block_number(board.ports, CALLER, timedelta(hours=9), BlockReason.ABUSE, COMMAND_LINE)
    caller.waits(999)

    assert board.call(caller).state is CallState.CALLBACK
    assert board.callback().crisis


@pytest.mark.parametrize("how", Ringing)
def test_who_asks_to_be_forgotten_while_they_wait_still_reaches_somebody(
    board: Switchboard, how: Ringing
) -> None:
    board.ports = replace(board.ports, policy=replace(board.ports.policy, ringing=how))
    board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    erased(board)
    talking(board, caller)
    erased(board)

    assert caller.room == f"room-{caller.sid}"
    caller.hangs_up()
    board.works()
    board.phone_of("amina").hangs_up()
    erased(board)
    assert board.ports.store.get(Call, caller.sid) is None


def test_a_callback_handed_over_and_stopped_by_text_is_held_by_the_colleague(
    board: Switchboard,
) -> None:
    amina, person = called_back(board)
    board.on_shift("bo", phone="+16465550162")
    amina.leaves_the_room()
    person.leaves_the_room()
    amina.looks_again().presses("2")
    board.works()

    texts(board, "STOP")
    bo = board.phone_of("bo").answers().presses("1")
    person.looks_again()

    assert person.room == bo.room == "room-wish"
    held = board.callback("wish")
    assert (held.state, held.specialist) == (State.TALKING, "bo")
    bo.hangs_up()
    person.leaves_the_room()
    board.works()
    with suppress(Refused):
        call_back(board.ports, "wish", board.callback("wish").token, "bo")
    board.works()
    assert board.was_rung(TEXTER) == 1
    assert board.was_rung("bo") == 1


def erased(board: Switchboard) -> None:
    """ERASE was asked for just now, and the sweep comes."""
    person = board.ports.identity.person(CALLER)
    member = erasing_of(person, board.now)
    board.link.zadd("due", {member: board.now.timestamp() - 1})
    look_at(board.ports, member)
    board.works()


def texts(board: Switchboard, words: str) -> None:
    fields = {"MessageSid": a_sid("SM"), "AccountSid": ACCOUNT, "From": TEXTER, "To": HELPLINE}
    assert board.twilio.posts("/sms/inbound", fields | {"Body": words}).status_code == 200
    board.works()


def called_back(board: Switchboard) -> tuple[RungPhone, RungPhone]:
    """amina talks with somebody who asked to be called."""
    board.on_shift("amina")
    person = board.ports.identity.person(TEXTER)
    at = board.now - timedelta(hours=1)
    board.keeps(a_callback(id="wish", person=person, phone=TEXTER, at=at))
    claimed = claim_callback(board.ports, "wish", "amina")
    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    return amina, board.phone_of(TEXTER).answers().presses("1")


@pytest.fixture(params=["a caller", "a callback"])
def apart(request: pytest.FixtureRequest, board: Switchboard) -> tuple[RungPhone, Talker]:
    """amina has pressed star, and whom she talks with is about to hear of it."""
    if request.param == "a caller":
        board.on_shift("amina")
        caller, amina = talking(board, board.someone_calls().presses("0").waits())
        return amina.leaves_the_room(), caller
    amina, person = called_back(board)
    return amina.leaves_the_room(), person


@pytest.mark.parametrize("looks", [0, 2, 13])
def test_a_store_that_is_away_for_seconds_parts_nobody_who_is_out_of_the_room(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch, apart: tuple[RungPhone, Talker], looks: int
) -> None:
    amina, other = apart

    with monkeypatch.context() as patch:
        away(board, patch)
        other.leaves_the_room()
        for _ in range(looks + 1):
            amina.looks_again()
        for _ in range(looks):
            other.looks_again()
    other.looks_again()
    amina.looks_again()

    assert "<Redirect" in other.document
    assert amina.hears.startswith("To bring in a colleague, press 1.")


def test_a_store_that_stays_away_is_no_reason_to_hold_anybody_for_long(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch, apart: tuple[RungPhone, Talker]
) -> None:
    amina, other = apart
    away(board, monkeypatch)
    other.leaves_the_room()

    for phone in (amina, other):
        looked = 0
        while "<Redirect" in phone.document:
            looked += 1
            phone.looks_again()

        assert looked in (15, 16)
        assert "Goodbye" in phone.hears


def away(board: Switchboard, patch: pytest.MonkeyPatch) -> None:
    """What is known around a call or a phone cannot be read from now on."""

    def unreachable(*_: object, **__: object) -> None:
        raise StoreUnavailable("away")

    for name in ("around", "around_leg"):
        patch.setattr(type(board.ports.store), name, unreachable)
