"""A specialist leaves the room by star for help, told as phone calls: a colleague beside them or
in their place, an interpreter, a crisis line; and whatever may be lost on the way.
"""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask

from service.actions.callbacks import call_back, claim_callback, close_callback
from service.actions.transfer.ringing import ring_colleague
from service.domain.call import CallState
from service.domain.callback import Outcome, State
from service.domain.crisis_line import CrisisLine
from service.domain.errors import RefusedByCarrier, StaleToken
from service.domain.leg import LegState
from service.domain.specialist import Role
from tests.builders import CALLER, HELPLINE, TEXTER, a_callback
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

INTERPRETER = "+12125550188"
LINES = (
    CrisisLine(
        names=MappingProxyType({"en": "the 9 8 8 lifeline", "es": "el 9 8 8"}), number="988"
    ),
    CrisisLine(names=MappingProxyType({"en": "Poison", "es": "Veneno"}), number="+18002221222"),
)


@pytest.fixture
def board(twilio: Twilio, app: Flask, link, monkeypatch: pytest.MonkeyPatch) -> Switchboard:
    """The helpline with its workers, an interpreter and two crisis lines."""
    web = app.extensions["helpline"]
    policy = replace(web.ports.policy, interpreter_number=INTERPRETER, crisis_lines=LINES)
    ports = replace(web.ports, policy=policy)
    monkeypatch.setitem(app.extensions, "helpline", replace(web, ports=ports))
    return Switchboard(twilio, ports, link)


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
    person_phone = board.phone_of(TEXTER).answers().presses("1")
    assert amina.room == person_phone.room == "room-wish"
    return amina, person_phone


def in_the_menu(amina: RungPhone, other: Caller | RungPhone) -> None:
    """amina pressed star: the room is over for both, as Twilio does it."""
    amina.leaves_the_room()
    other.leaves_the_room()
    assert "One moment, please. You are still connected." in other.hears
    amina.looks_again()
    assert amina.hears.startswith("To bring in a colleague, press 1.")


def bo_beside(board: Switchboard, amina: RungPhone, other: Caller | RungPhone) -> RungPhone:
    """amina brought bo in: all three are in the room."""
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("1")
    board.works()
    other.looks_again()
    return board.phone_of("bo").answers().presses("1")


def rung_last(board: Switchboard) -> RungPhone:
    """The phone that was rung last."""
    leg = board.telephone.dialled[-1]
    return RungPhone(board, leg.id, board.telephone.sid_of(leg.id))


def a_while_passes(
    board: Switchboard, amina: RungPhone, other: Caller | RungPhone, passed: timedelta
) -> None:
    """As if they had come out of the room longer ago, as no clock can be moved."""
    leg = board.leg(amina.leg_id)
    entered, out = leg.in_room_at, leg.out_at
    back = replace(leg, in_room_at=entered and entered - passed, out_at=out and out - passed)
    if isinstance(other, Caller):
        call = board.call(other)
        assert call.held_since is not None
        board.keeps(back, replace(call, held_since=call.held_since - passed))
    else:
        person = board.leg(other.leg_id)
        assert person.out_at is not None
        board.keeps(back, replace(person, out_at=person.out_at - passed))


@pytest.fixture(params=["a caller", "a callback"])
def talk(request: pytest.FixtureRequest, board: Switchboard):
    """amina and whom she talks with."""
    return board.brings_together("amina") if request.param == "a caller" else called_back(board)


def test_star_leads_to_a_menu_and_silence_back_to_the_room(talk) -> None:
    amina, other = talk
    room = amina.room
    in_the_menu(amina, other)

    amina.stays_silent()
    other.looks_again()

    assert amina.room == other.room == room


def test_the_menu_offers_what_there_is(talk) -> None:
    amina, other = talk

    in_the_menu(amina, other)

    assert "For an interpreter, press 3. For a crisis line, press 4." in amina.hears


def test_a_colleague_joins_and_the_specialist_stays(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)

    amina.presses("1")
    board.works()
    other.looks_again()
    bo = board.phone_of("bo").answers()
    assert bo.hears == "A colleague asks for help on a call. Press 1 to join."
    bo.presses("1")

    assert amina.room == other.room == bo.room
    assert bo.ends_the_room is False
    assert board.specialist("bo").engaged == f"leg:{bo.leg_id}"
    bo.hangs_up()
    assert board.specialist("bo").engaged == ""
    assert board.leg(amina.leg_id).is_talking
    assert board.was_rung("bo") == 1


def test_a_supervisor_is_asked_first_for_help(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    now = board.now
    board.on_shift("super", role=Role.SUPERVISOR, last_call_at=now)
    in_the_menu(amina, other)

    amina.presses("1")
    board.works()

    assert (board.was_rung("super"), board.was_rung("bo")) == (1, 0)


def test_the_first_specialist_may_leave_and_the_colleague_goes_on(board: Switchboard, talk) -> None:
    amina, other = talk
    bo = bo_beside(board, amina, other)

    amina.hangs_up()
    other.leaves_the_room()
    bo.leaves_the_room().looks_again()
    other.looks_again()

    assert bo.hears == "The call is yours now."
    assert other.room == bo.room != ""
    assert bo.ends_the_room is True
    assert board.specialist("amina").engaged == ""
    assert board.specialist("bo").engaged == f"leg:{bo.leg_id}"
    other.hangs_up()
    board.works()
    assert bo.leaves_the_room().hears == "The other person has hung up. Goodbye."
    bo.hangs_up()
    assert board.specialist("bo").rest_until is not None


def test_star_with_a_colleague_in_the_room_leaves_nobody_alone(board: Switchboard, talk) -> None:
    amina, other = talk
    bo = bo_beside(board, amina, other)

    amina.leaves_the_room()
    other.leaves_the_room()
    bo.leaves_the_room().looks_again()

    assert other.room == bo.room != ""
    assert amina.looks_again().hears.startswith("To bring in a colleague")
    amina.presses("*")
    assert amina.room == other.room


def test_a_colleague_takes_the_call_over(board: Switchboard) -> None:
    amina, caller = board.brings_together("amina")
    board.on_shift("bo")
    in_the_menu(amina, caller)

    amina.presses("2")
    board.works()
    assert amina.hears == "Ringing a colleague. To go back, press star."
    bo = board.phone_of("bo").answers()
    assert bo.hears == "A colleague hands over a call. Press 1 to take it."
    bo.presses("1")

    assert bo.hears == "The call is yours now."
    caller.looks_again()
    assert bo.room == caller.room == f"room-{caller.sid}"
    assert bo.ends_the_room
    assert amina.stays_silent().hears == "Your colleague has taken the call. Goodbye."
    amina.hangs_up()
    call = board.call(caller)
    assert (call.state, call.specialist, call.leg) == (CallState.TAKEN, "bo", bo.leg_id)
    assert board.specialist("amina").engaged == ""
    assert board.specialist("amina").rest_until is not None
    assert board.specialist("bo").engaged == f"leg:{bo.leg_id}"


def test_whoever_took_it_over_may_hand_it_on(board: Switchboard) -> None:
    amina, caller = board.brings_together("amina")
    board.on_shift("bo")
    in_the_menu(amina, caller)
    amina.presses("2")
    board.works()
    bo = board.phone_of("bo").answers().presses("1")
    caller.looks_again()
    board.on_shift("cleo")

    in_the_menu(bo, caller)
    bo.presses("2")
    board.works()
    cleo = board.phone_of("cleo").answers().presses("1")
    caller.looks_again()

    assert cleo.room == caller.room != ""
    assert bo.stays_silent().hangs


def test_a_callback_handed_over_changes_its_holder_and_token(board: Switchboard) -> None:
    amina, person = called_back(board)
    before = board.callback("wish")
    board.on_shift("bo")
    in_the_menu(amina, person)

    amina.presses("2")
    board.works()
    bo = board.phone_of("bo").answers().presses("1")
    person.looks_again()
    amina.stays_silent().hangs_up()

    after = board.callback("wish")
    assert bo.room == person.room == "room-wish"
    assert (after.state, after.specialist) == (State.TALKING, "bo")
    assert after.token == before.token + 1
    person.hangs_up()
    board.works()
    path = board.telephone.redirected[-1][1]
    assert bo.is_led_to(path).hears == "The other person has hung up. Goodbye."
    bo.hangs_up()
    with pytest.raises(StaleToken):
        close_callback(board.ports, "wish", before.token, Outcome.REACHED, "amina")
    assert board.callback("wish").state is State.CLAIMED
    close_callback(board.ports, "wish", after.token, Outcome.REACHED, "bo")
    assert board.callback("wish").state is State.CLOSED


def test_nobody_else_is_free(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("busy", engaged="leg:another")
    in_the_menu(amina, other)

    amina.presses("2")
    board.works()
    other.looks_again()

    assert amina.hears == "Nobody took it. You are back with the other person."
    assert amina.room == other.room != ""
    assert board.was_rung("busy") == 0


def test_a_colleagues_voicemail_never_comes_in(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("2")
    board.works()

    bo = board.phone_of("bo").answers().stays_silent()

    assert bo.hangs
    assert bo.room == ""
    bo.hangs_up()
    board.works()
    assert amina.stays_silent().hears.startswith("Nobody took it.")
    assert other.looks_again().room == amina.room


def test_the_next_colleague_is_rung_and_then_the_specialist_is_told(
    board: Switchboard, talk
) -> None:
    amina, other = talk
    for name in ("bo", "cleo", "dan"):
        board.on_shift(name)
    in_the_menu(amina, other)
    amina.presses("1")
    board.works()
    other.looks_again()

    rung_last(board).does_not_answer()
    board.works()
    rung_last(board).does_not_answer()
    board.works()

    assert sum(board.was_rung(name) for name in ("bo", "cleo", "dan")) == 2
    sid, path = board.telephone.redirected[-1]
    assert sid == amina.sid
    amina.is_led_to(path)
    other.leaves_the_room()
    amina.looks_again()
    other.looks_again()
    assert amina.hears == "Nobody took it. You are back with the other person."
    assert amina.room == other.room != ""


def test_star_while_it_rings_leads_back_and_stops_the_ring(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("2")
    board.works()
    bo = board.phone_of("bo")

    amina.presses("*")
    board.works()
    other.looks_again()

    assert amina.room == other.room != ""
    assert bo.sid in board.telephone.hung_up
    bo.status("canceled")
    assert board.specialist("bo").engaged == ""
    assert board.was_rung("bo") == 1


def test_a_colleague_who_is_too_late_is_told(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("2")
    board.works()
    bo = board.phone_of("bo").answers()

    other.hangs_up()
    bo.presses("1")

    assert "no longer waiting" in bo.hears
    assert bo.hangs
    assert bo.room == ""


def test_an_interpreter_comes_in_without_a_key(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)

    amina.presses("3")
    board.works()
    other.looks_again()
    interpreter = board.phone_of(INTERPRETER).answers()

    assert amina.hears == "It is ringing. You are back with the other person."
    assert interpreter.room == amina.room == other.room
    assert interpreter.ends_the_room is False


def test_an_interpreter_who_is_there_is_not_rung_again(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)
    amina.presses("3")
    board.works()
    other.looks_again()
    board.phone_of(INTERPRETER).answers()

    in_the_menu(amina, other)
    amina.presses("3")
    board.works()

    assert amina.room
    assert board.was_rung(INTERPRETER) == 1


def test_a_line_that_does_not_answer_is_told(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)
    amina.presses("3")
    board.works()
    other.looks_again()

    board.phone_of(INTERPRETER).does_not_answer()
    board.works()

    sid, path = board.telephone.redirected[-1]
    assert sid == amina.sid
    amina.is_led_to(path)
    other.leaves_the_room()
    assert other.hears.startswith("No interpreter answers right now.")
    told = amina.looks_again().hears
    assert told.startswith("No interpreter answers. You are back with the other person.")
    other.looks_again()
    assert other.room == amina.room


def test_a_crisis_line_that_does_not_answer_is_told(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)
    amina.presses("4").presses("1")
    board.works()
    other.looks_again()

    rung_last(board).does_not_answer()
    board.works()

    amina.is_led_to(board.telephone.redirected[-1][1])
    other.leaves_the_room()
    assert other.hears.startswith("The other line does not answer.")
    assert amina.looks_again().hears.startswith("The other line does not answer.")


def test_an_emergency_number_is_never_dialled_wherever_it_came_from(
    board: Switchboard, talk
) -> None:
    amina, other = talk
    line = CrisisLine(names=LINES[0].names, number="+1911")
    board.ports = replace(board.ports, policy=replace(board.ports.policy, crisis_lines=(line,)))
    in_the_menu(amina, other)
    amina.presses("4").presses("1")
    leg = board.leg(board.leg(amina.leg_id).helpers[0])
    board.keeps(replace(leg, phone="911"))

    board.works()

    assert board.was_rung("911") == 0
    assert board.leg(leg.id).state is LegState.ENDED
    assert board.telephone.redirected[-1][0] == amina.sid


def test_nobody_is_left_alone_with_an_interpreter(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)
    amina.presses("3")
    board.works()
    other.looks_again()
    interpreter = board.phone_of(INTERPRETER).answers()

    amina.hangs_up()
    other.leaves_the_room()
    board.works()
    interpreter.leaves_the_room()

    assert other.hears.startswith("The other person has")
    assert interpreter.hears == "The other person has hung up. Goodbye."


def test_a_crisis_line_is_chosen_from_the_list(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)

    amina.presses("4")
    assert amina.hears.startswith("For the 9 8 8 lifeline, press 1. For Poison, press 2.")
    assert "cannot dial 9 1 1. Ask where they are" in amina.hears
    amina.presses("1")
    board.works()
    other.looks_again()
    line = board.phone_of("988").answers()

    assert line.room == amina.room == other.room


def test_the_caller_stays_with_the_crisis_line_when_the_specialist_leaves(
    board: Switchboard, talk
) -> None:
    amina, other = talk
    in_the_menu(amina, other)
    amina.presses("4").presses("1")
    board.works()
    other.looks_again()
    line = board.phone_of("988").answers()

    amina.hangs_up()
    other.leaves_the_room()
    line.leaves_the_room().looks_again()
    other.looks_again()

    assert other.room == line.room != ""
    assert line.ends_the_room
    line.hangs_up()
    assert other.leaves_the_room().hears.startswith("The other person has")


def test_the_caller_hangs_up_in_the_menu(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)

    other.hangs_up()
    board.works()

    sid, path = board.telephone.redirected[-1]
    assert sid == amina.sid
    assert amina.is_led_to(path).hears == "The other person has hung up. Goodbye."


def test_a_caller_who_hangs_up_is_no_star(board: Switchboard, talk) -> None:
    amina, other = talk

    amina.leaves_the_room()
    assert amina.hears == ""
    other.hangs_up()

    assert amina.looks_again().hears == "The other person has hung up. Goodbye."


def test_a_caller_whose_hang_up_is_lost_is_given_up_after_seconds(board: Switchboard, talk) -> None:
    amina, other = talk
    if isinstance(other, RungPhone):
        person = board.leg(other.leg_id)
        board.keeps(replace(person, in_room_at=board.now - timedelta(minutes=1)))
    amina.leaves_the_room()

    looks = 0
    while not amina.hangs:
        amina.looks_again()
        looks += 1

    assert amina.hears == "The other person has hung up. Goodbye."
    assert looks < 10


def test_the_specialist_hangs_up_in_the_menu(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)

    amina.hangs_up()
    other.looks_again()

    assert other.hears.startswith("The other person has")
    assert board.specialist("amina").engaged == ""


def test_the_specialists_lost_hang_up_keeps_nobody_waiting(board: Switchboard, talk) -> None:
    amina, other = talk
    in_the_menu(amina, other)

    a_while_passes(board, amina, other, timedelta(seconds=61))
    other.looks_again()

    assert other.hears.startswith("The other person has")


def test_without_a_sign_of_the_specialist_the_wait_is_short(board: Switchboard, talk) -> None:
    amina, other = talk
    other.leaves_the_room()
    assert "One moment" in other.hears

    a_while_passes(board, amina, other, timedelta(seconds=9))
    other.looks_again()

    assert other.hears.startswith("The other person has")


def test_dial_itself_says_that_the_specialist_hung_up(board: Switchboard, talk) -> None:
    amina, other = talk

    amina.leaves_the_room(CallStatus="completed")

    assert board.leg(amina.leg_id).state is LegState.ENDED
    assert other.leaves_the_room().hears.startswith("The other person has")


def test_the_ring_goes_on_when_the_specialist_has_hung_up(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("2")
    board.works()

    amina.hangs_up()
    board.works()
    assert other.looks_again().room == ""
    bo = board.phone_of("bo").answers().presses("1")

    assert other.looks_again().room == bo.room != ""
    assert bo.sid not in board.telephone.hung_up
    if isinstance(other, RungPhone):
        assert board.callback("wish").specialist == "bo"


def test_nobody_takes_it_when_the_specialist_has_hung_up(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("2")
    board.works()
    amina.hangs_up()

    board.phone_of("bo").does_not_answer()
    board.works()

    assert other.looks_again().hears.startswith("The other person has")


def test_what_only_the_specialist_wanted_stops_ringing_with_them(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("1")
    board.works()
    other.looks_again()

    amina.hangs_up()
    board.works()

    assert board.phone_of("bo").sid in board.telephone.hung_up
    assert other.leaves_the_room().hears.startswith("The other person has")


def test_the_callers_hang_up_stops_the_colleagues_phone(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("1")
    board.works()
    other.looks_again()

    other.hangs_up()
    board.works()

    bo = board.phone_of("bo")
    assert bo.sid in board.telephone.hung_up
    assert board.leg(bo.leg_id).is_live  # until Twilio says so, its owner is not rung
    bo.status("canceled")
    assert board.specialist("bo").engaged == ""


def test_a_lost_wakeup_of_the_ring_is_made_up_for(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("2")
    board.link.delete("wakeups")

    board.looks_at(f"leg:{board.leg(amina.leg_id).helpers[0]}")

    assert board.was_rung("bo") == 1


def test_the_end_of_a_ring_nobody_reported_is_asked_for(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("1")
    board.works()
    other.looks_again()
    bo = board.phone_of("bo")
    board.telephone.statuses[bo.sid] = "no-answer"

    board.looks_at(f"leg:{bo.leg_id}")

    sid, path = board.telephone.redirected[-1]
    assert sid == amina.sid
    amina.is_led_to(path)
    other.leaves_the_room()
    assert amina.looks_again().hears.startswith("Nobody took it.")


@pytest.mark.parametrize("lost", ["ring_colleague", "lead_on"])
def test_a_lost_wakeup_leaves_the_specialist_told(board: Switchboard, talk, lost: str) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("1")
    board.works()
    other.looks_again()
    board.phone_of("bo").does_not_answer()
    if lost == "lead_on":
        ring_colleague(board.ports, amina.leg_id)
    board.link.delete("wakeups")
    assert not board.telephone.redirected

    board.telephone.statuses[amina.sid] = "in-progress"
    board.looks_at(f"leg:{amina.leg_id}")

    assert board.telephone.redirected[-1][0] == amina.sid


def test_the_sweep_leaves_a_talk_with_a_colleague_alone(board: Switchboard, talk) -> None:
    amina, other = talk
    bo = bo_beside(board, amina, other)
    for phone in (amina, bo):
        board.telephone.statuses[phone.sid] = "in-progress"

    board.looks_at(f"leg:{bo.leg_id}").looks_at(f"leg:{amina.leg_id}")

    assert board.telephone.redirected == []
    assert board.leg(bo.leg_id).is_talking


def test_a_webhook_that_comes_twice_changes_nothing(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)

    amina.twice(lambda: amina.presses("2"))
    board.works()
    bo = board.phone_of("bo").answers()
    bo.twice(lambda: bo.presses("1"))
    other.looks_again()

    assert board.was_rung("bo") == 1
    assert bo.room == other.room != ""


def test_a_late_second_report_of_star_does_not_take_anybody_out(board: Switchboard, talk) -> None:
    amina, other = talk
    first = amina.document
    in_the_menu(amina, other)
    amina.presses("#")
    other.looks_again()
    now = amina.document

    amina.document = first
    amina.leaves_the_room()

    assert board.leg(amina.leg_id).in_room_at is not None
    amina.document = now
    assert amina.room == other.room


def test_a_number_that_cannot_be_dialled_is_marked_and_the_next_is_rung(
    board: Switchboard, talk
) -> None:
    amina, other = talk
    board.on_shift("bo")
    board.on_shift("cleo")
    in_the_menu(amina, other)
    board.telephone.fails_with = [RefusedByCarrier("no such phone", 21211)]

    amina.presses("1")
    board.works()

    assert [board.specialist(name).phone_dead for name in ("bo", "cleo")].count(True) == 1
    assert board.was_rung("bo") + board.was_rung("cleo") == 1


def test_nobody_sees_a_colleagues_number(board: Switchboard, talk) -> None:
    amina, other = talk
    who = board.on_shift("bo")
    in_the_menu(amina, other)
    amina.presses("2")
    board.works()
    bo = board.phone_of("bo").answers().presses("1")
    other.looks_again()

    for document in (amina.document, other.document, bo.document):
        assert who.phone not in document
        assert CALLER not in document
        assert HELPLINE not in document


def test_one_specialist_is_not_rung_for_two(board: Switchboard) -> None:
    amina, caller = board.brings_together("amina")
    board.on_shift("bo")
    in_the_menu(amina, caller)
    amina.presses("2")
    board.works()

    board.someone_calls("+13105550199").presses("0").waits()
    board.works()

    assert board.was_rung("bo") == 1


@pytest.mark.parametrize("key", ["5", "0", "9", "12"])
def test_a_key_that_is_not_offered_is_asked_again_and_then_leads_back(talk, key: str) -> None:
    amina, other = talk
    in_the_menu(amina, other)

    amina.presses(key)
    assert amina.hears.startswith("That is not a choice. To bring in")
    amina.presses(key).presses(key)

    assert amina.room


def test_somebody_elses_call_cannot_use_the_menu(board: Switchboard, talk) -> None:
    amina, other = talk
    board.on_shift("bo")
    in_the_menu(amina, other)
    stranger = RungPhone(board, amina.leg_id, f"CA{99:032x}", amina.document)

    stranger.presses("2")
    board.works()

    assert stranger.hangs
    assert board.was_rung("bo") == 0


def test_star_before_the_person_answers_leads_back_to_wait(board: Switchboard) -> None:
    board.on_shift("amina")
    at = board.now - timedelta(hours=1)
    board.keeps(a_callback(id="wish", person=board.ports.identity.person(TEXTER), at=at))
    claimed = claim_callback(board.ports, "wish", "amina")
    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()
    amina = board.phone_of("amina").answers().presses("1")
    board.works()

    amina.leaves_the_room()

    assert amina.room == "room-wish"
