"""A specialist's line stays open between callbacks: they hear the next one on the phone they hold,
press 1, and are never rung anew; and whatever may be lost on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.abusive_call import end_abusive_call
from service.actions.callbacks import call_back, cancel_callback, claim_callback, close_callback
from service.actions.legs import dial
from service.actions.staff import change_phone, end_shift, keep_line, take_break
from service.domain.callback import Outcome, State
from service.domain.errors import RefusedByCarrier, TryLater
from service.domain.leg import FIRST_LOOK, Leg, LegState
from service.domain.open_line import IDLE, LONGEST
from tests.builders import a_callback
from tests.fakes import FakeTelephone
from tests.web.conftest import Twilio
from tests.web.switchboard import RungPhone, Switchboard

FIRST, NEXT, AMINA = "+12125550142", "+13105550117", "+16465550181"
WAITING = "+17185550163"
OPEN = "Your line stays open."
RING = "Callback. Press 1 to take it."


@dataclass
class Leading(FakeTelephone):
    """Leads phones on, but for once each with what is in `not_led`."""

    not_led: list[Exception] = field(default_factory=list)

    def redirect(self, sid: str, path: str) -> None:
        if self.not_led:
            raise self.not_led.pop(0)
        super().redirect(sid, path)


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """amina is on shift and keeps her line open."""
    board = Switchboard(twilio, app.extensions["helpline"].ports, link, Leading())
    board.on_shift("amina", phone=AMINA)
    keep_line(board.ports, "amina", wanted=True)
    return board


def asks(board: Switchboard, name: str, phone: str) -> None:
    """Somebody asks to be called, and amina presses call."""
    person = board.ports.identity.person(phone)
    at = board.now - timedelta(hours=1)
    board.keeps(a_callback(id=name, person=person, phone=phone, at=at))
    claimed = claim_callback(board.ports, name, "amina")
    call_back(board.ports, name, claimed.token, "amina")
    board.works()


def talking(board: Switchboard) -> tuple[RungPhone, RungPhone]:
    """amina was rung for the first one, and both talk."""
    asks(board, "first", FIRST)
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    person = board.phone_of(FIRST).answers().presses("1")
    assert amina.room == person.room == "room-first"
    return amina, person


def on_open_line(board: Switchboard) -> RungPhone:
    """The first talk is over, and amina is still on the phone."""
    amina, person = talking(board)
    person.hangs_up()
    amina.leaves_the_room().looks_again()
    assert amina.hears.startswith(OPEN)
    return amina


def led_to_next(board: Switchboard, amina: RungPhone) -> RungPhone:
    """amina chose the next one, and hears it on her line."""
    asks(board, "next", NEXT)
    sid, path = board.telephone.redirected[-1]
    assert sid == amina.sid
    return amina.is_led_to(path)


def talking_on_line(board: Switchboard) -> tuple[RungPhone, RungPhone]:
    """amina talks with the second one, on the line of the first."""
    amina = led_to_next(board, on_open_line(board)).presses("1")
    board.works()
    person = board.phone_of(NEXT).answers().presses("1")
    assert amina.room == person.room == "room-next"
    return amina, person


def line(board: Switchboard) -> Leg:
    return board.leg(board.specialist("amina").line)


def rider(board: Switchboard) -> Leg:
    """What goes over the line now."""
    return board.leg(board.specialist("amina").engaged.removeprefix("leg:"))


def test_off_unless_switched_on_the_phone_hangs_up(board: Switchboard) -> None:
    keep_line(board.ports, "amina", wanted=False)
    amina, person = talking(board)

    person.hangs_up()
    amina.leaves_the_room()

    assert amina.hears == "The other person has hung up. Goodbye."
    assert amina.hangs


def test_after_a_talk_the_line_stays_open_and_the_talk_is_over(board: Switchboard) -> None:
    on_open_line(board)

    amina, first = board.specialist("amina"), board.callback("first")
    assert (amina.engaged, line(board).purpose) == ("", "line")
    assert amina.rest_until is not None
    assert (first.state, first.spoke_at is None) == (State.CLAIMED, False)
    assert close_callback(board.ports, "first", first.token, Outcome.REACHED, "amina")


def test_the_next_one_is_heard_on_the_line_and_nobody_is_rung_anew(board: Switchboard) -> None:
    amina = led_to_next(board, on_open_line(board))
    assert amina.hears == RING

    amina.presses("1")
    assert amina.hears.startswith("English. No voicemail.")
    board.works()
    person = board.phone_of(NEXT).answers().presses("1")

    assert amina.room == person.room == "room-next"
    assert board.was_rung(AMINA) == 1
    assert board.callback("next").state is State.TALKING
    person.hangs_up()
    assert amina.leaves_the_room().looks_again().hears.startswith(OPEN)
    assert board.specialist("amina").engaged == ""


def test_where_nobody_answers_the_line_stays_open(board: Switchboard) -> None:
    amina = led_to_next(board, on_open_line(board)).presses("1")
    board.works()

    board.phone_of(NEXT).does_not_answer()
    board.works()

    assert amina.is_led_to(board.telephone.redirected[-1][1]).hears == "No answer."
    assert amina.looks_again().hears.startswith(OPEN)
    assert board.callback("next").state is State.WAITING


def test_the_line_is_heard_to_be_open_now_and_then(board: Switchboard) -> None:
    amina = on_open_line(board)

    heard = [amina.looks_again().hears for _ in range(24)]

    assert [words for words in heard if words] == ["Your line is open.", "Your line is open."]


def test_a_webhook_and_a_wake_up_that_come_twice_do_nothing_twice(board: Switchboard) -> None:
    amina, person = talking(board)
    person.hangs_up()
    amina.leaves_the_room()
    amina.twice(amina.looks_again)
    assert amina.hears.startswith(OPEN)
    opened = line(board)
    led_to_next(board, amina)
    led = len(board.telephone.redirected)

    dial(board.ports, rider(board).id)
    amina.twice(lambda: amina.presses("1"))
    board.works()

    assert len(board.telephone.redirected) == led
    assert board.specialist("amina").line == opened.id
    assert (board.was_rung(AMINA), board.was_rung(NEXT)) == (1, 1)


def test_another_key_leaves_it_and_the_line_stays_open(board: Switchboard) -> None:
    amina = led_to_next(board, on_open_line(board))

    amina.presses("7").presses("7")

    assert amina.looks_again().hears.startswith(OPEN)
    assert board.callback("next").state is State.CLAIMED
    assert board.specialist("amina").engaged == ""


def test_where_nobody_listens_the_line_is_hung_up(board: Switchboard) -> None:
    amina = led_to_next(board, on_open_line(board))

    amina.stays_silent()
    assert amina.hangs
    amina.hangs_up()

    assert board.callback("next").state is State.CLAIMED
    assert (board.specialist("amina").line, board.specialist("amina").engaged) == ("", "")
    assert board.was_rung(NEXT) == 0


def test_hung_up_in_a_talk_on_the_line_everything_is_over(board: Switchboard) -> None:
    amina, _ = talking_on_line(board)

    amina.hangs_up()

    callback, who = board.callback("next"), board.specialist("amina")
    assert (callback.state, callback.spoke_at is None) == (State.CLAIMED, False)
    assert (who.line, who.engaged) == ("", "")
    asks(board, "third", "+17185550163")
    assert board.was_rung(AMINA) == 2


@pytest.mark.parametrize("order", ["the line first", "the talk first"])
def test_a_lost_report_of_the_end_is_asked_for(board: Switchboard, order: str) -> None:
    amina, _ = talking_on_line(board)
    members = [f"leg:{line(board).id}", f"leg:{rider(board).id}"]
    board.telephone.statuses[amina.sid] = "completed"

    for member in members if order == "the line first" else reversed(members):
        board.looks_at(member)

    assert board.callback("next").state is State.CLAIMED
    assert (board.specialist("amina").line, board.specialist("amina").engaged) == ("", "")


def test_while_the_line_is_on_the_sweep_leaves_it(board: Switchboard) -> None:
    amina, _ = talking_on_line(board)
    board.telephone.statuses[amina.sid] = "in-progress"
    led, open_line = list(board.telephone.redirected), line(board)

    board.looks_at(f"leg:{open_line.id}").looks_at(f"leg:{rider(board).id}")

    assert board.telephone.redirected == led
    assert board.callback("next").state is State.TALKING
    assert line(board).due_at > board.now


def test_chosen_on_a_line_that_is_over_the_phone_is_rung_once(board: Switchboard) -> None:
    amina = on_open_line(board)
    board.telephone.statuses[amina.sid] = "completed"
    board.telephone.not_led.append(RefusedByCarrier("not in progress", 21220))
    open_line = line(board)
    asks(board, "next", NEXT)
    assert board.was_rung(AMINA) == 1

    board.looks_at(f"leg:{open_line.id}")

    assert board.was_rung(AMINA) == 2
    amina.hangs_up()
    again = board.phone_of("amina").answers()
    assert (again.hears, again.sid == amina.sid) == (RING, False)
    again.presses("1")
    board.works()
    assert board.was_rung(NEXT) == 1


def test_the_report_of_a_line_that_is_over_overtaken_by_a_call_rings_once(
    board: Switchboard,
) -> None:
    amina = on_open_line(board)
    claimed_line = board.specialist("amina").line

    amina.hangs_up()
    board.keeps(replace(board.specialist("amina"), line=claimed_line))  # the page of a moment ago
    asks(board, "next", NEXT)

    assert board.was_rung(AMINA) == 2
    assert rider(board).line == ""


def test_a_lost_way_to_it_is_found_by_the_line_itself(board: Switchboard) -> None:
    amina = on_open_line(board)
    board.telephone.not_led.append(TryLater("no answer"))
    led = len(board.telephone.redirected)
    asks(board, "next", NEXT)
    assert len(board.telephone.redirected) == led

    amina.looks_again()
    assert amina.hears == ""
    board.keeps(replace(rider(board), created_at=board.now - FIRST_LOOK))
    amina.looks_again().looks_again()

    assert amina.hears == RING
    assert amina.presses("1").hears.startswith("English.")
    assert board.was_rung(AMINA) == 1


def test_what_the_line_never_came_to_is_let_go_with_its_claim_kept(board: Switchboard) -> None:
    on_open_line(board)
    asks(board, "next", NEXT)

    board.looks_at(f"leg:{rider(board).id}")

    assert board.callback("next").state is State.CLAIMED
    assert board.specialist("amina").engaged == ""
    assert board.specialist("amina").line != ""


def test_what_they_took_back_is_not_heard_on_the_line(board: Switchboard) -> None:
    amina = on_open_line(board)
    asks(board, "next", NEXT)
    path = board.telephone.redirected[-1][1]

    cancel_callback(board.ports, "next")
    board.works()

    assert "no longer waiting" in amina.is_led_to(board.telephone.redirected[-1][1]).hears
    assert amina.looks_again().hears.startswith(OPEN)
    assert amina.is_led_to(path).looks_again().hears.startswith(OPEN)
    assert (board.telephone.hung_up, board.was_rung(NEXT)) == ([], 0)


def rests(board: Switchboard, name: str = "amina") -> None:
    """The wrap-up is over, as no clock can be moved."""
    board.keeps(replace(board.specialist(name), rest_until=None))


def test_a_caller_who_waits_comes_over_the_line_too(board: Switchboard) -> None:
    amina = on_open_line(board)
    rests(board)

    caller = board.someone_calls(WAITING).presses("0").waits()
    board.works()
    amina.is_led_to(board.telephone.redirected[-1][1])
    assert amina.hears == "A caller is waiting. Press 1 to take the call."
    amina.presses("1")
    board.works()
    caller.leaves_the_queue("redirected").is_led_to(board.telephone.brought_in[0][2])

    assert amina.room == caller.room == f"room-{caller.sid}"
    assert board.was_rung(AMINA) == 1
    caller.hangs_up()
    assert amina.leaves_the_room().looks_again().hears.startswith(OPEN)


def test_whom_a_colleague_was_faster_to_take_costs_nobody_their_line(board: Switchboard) -> None:
    amina = on_open_line(board)
    rests(board)
    board.on_shift("bo")
    caller = board.someone_calls(WAITING).presses("8").waits()
    board.works()
    amina.is_led_to(board.telephone.redirected[-1][1])
    assert amina.hears.startswith("Urgent.")

    board.phone_of("bo").answers().presses("1")
    board.works()

    amina.is_led_to(board.telephone.redirected[-1][1])
    assert amina.hears == "Thank you, the call is already taken."
    assert amina.looks_again().hears.startswith(OPEN)
    assert board.telephone.hung_up == []
    assert board.call(caller).state == "taken"
    assert board.specialist("amina").engaged == ""


def test_in_the_wrap_up_no_caller_comes_over_the_line(board: Switchboard) -> None:
    on_open_line(board)
    led = len(board.telephone.redirected)

    board.someone_calls(WAITING).presses("0").waits()
    board.works()

    assert len(board.telephone.redirected) == led


def test_a_colleague_is_asked_for_help_over_their_own_line(board: Switchboard) -> None:
    amina = on_open_line(board)
    rests(board)
    board.on_shift("bo")
    caller = board.someone_calls(WAITING).presses("0").waits()
    board.keeps(replace(board.specialist("amina"), on_break=True))
    board.works()
    board.keeps(replace(board.specialist("amina"), on_break=False))
    bo = board.phone_of("bo").answers().presses("1")
    board.works()
    caller.leaves_the_queue("redirected").is_led_to(board.telephone.brought_in[0][2])
    bo.leaves_the_room()
    caller.leaves_the_room()

    bo.looks_again().presses("2")
    board.works()
    amina.is_led_to(board.telephone.redirected[-1][1])
    assert amina.hears == "A colleague hands over a call. Press 1 to take it."
    amina.presses("1")

    assert amina.room == f"room-{caller.sid}"
    assert board.was_rung(AMINA) == 1
    caller.hangs_up()
    assert amina.leaves_the_room().looks_again().hears.startswith(OPEN)


CLOSING: dict[str, Callable[[Switchboard], object]] = {
    "switched off": lambda board: keep_line(board.ports, "amina", wanted=False),
    "a break": lambda board: take_break(board.ports, "amina"),
    "ten minutes": lambda board: take_break(
        board.ports, "amina", board.now + timedelta(minutes=10)
    ),
    "the shift is over": lambda board: end_shift(board.ports, "amina"),
    "another phone": lambda board: change_phone(board.ports, "amina", "+16465550199", by="chi"),
}


@pytest.mark.parametrize("why", CLOSING)
def test_a_line_that_is_wanted_no_longer_is_closed_at_once(board: Switchboard, why: str) -> None:
    amina, closed = on_open_line(board), line(board)

    CLOSING[why](board)
    board.works()

    sid, path = board.telephone.redirected[-1]
    assert sid == amina.sid
    assert amina.is_led_to(path).hears == "Your line is closed now. Goodbye."
    assert amina.hangs
    amina.hangs_up()
    assert board.leg(closed.id).state is LegState.ENDED
    assert board.specialist("amina").line == ""


@pytest.mark.parametrize("why", CLOSING)
def test_a_talk_is_never_cut_off_by_that(board: Switchboard, why: str) -> None:
    amina, person = talking_on_line(board)
    led = len(board.telephone.redirected)

    CLOSING[why](board)
    board.works()

    assert (len(board.telephone.redirected), board.telephone.hung_up) == (led, [])
    person.hangs_up()
    amina.leaves_the_room().looks_again()
    assert amina.hears == "Your line is closed now. Goodbye."
    assert amina.hangs


def test_called_on_a_line_that_is_just_being_closed_no_phone_is_rung(board: Switchboard) -> None:
    amina = on_open_line(board)
    keep_line(board.ports, "amina", wanted=False)

    asks(board, "next", NEXT)

    assert board.was_rung(AMINA) == 1
    assert amina.looks_again().hears == ""
    amina.is_led_to(board.telephone.redirected[-1][1]).presses("1")
    board.works()
    board.phone_of(NEXT).answers().presses("2")
    board.works()
    amina.is_led_to(board.telephone.redirected[-1][1]).looks_again()
    assert amina.hears == "Your line is closed now. Goodbye."


def test_a_break_taken_in_the_first_talk_opens_no_line(board: Switchboard) -> None:
    amina, person = talking(board)
    take_break(board.ports, "amina", board.now + timedelta(minutes=10))

    person.hangs_up()

    assert amina.leaves_the_room().hangs


@pytest.mark.parametrize(
    "older",
    [
        lambda leg: {"out_at": leg.out_at - IDLE},
        lambda leg: {"created_at": leg.created_at - LONGEST},
    ],
    ids=["idle", "as long as Twilio lets a call last"],
)
def test_nobody_stays_on_the_line_for_ever(board: Switchboard, older) -> None:
    amina = on_open_line(board)
    board.keeps(replace(line(board), **older(line(board))))

    amina.looks_again()

    assert amina.hears == "Your line is closed now. Goodbye."
    assert amina.hangs


def test_closed_in_mid_talk_it_is_over_and_the_line_stays_open(board: Switchboard) -> None:
    amina, person = talking_on_line(board)
    token = board.callback("next").token

    close_callback(board.ports, "next", token, Outcome.REACHED, "amina")
    board.works()

    assert board.telephone.hung_up == [person.sid]
    assert "hung up" in amina.is_led_to(board.telephone.redirected[-1][1]).hears
    assert amina.looks_again().hears.startswith(OPEN)


def test_an_abusive_call_is_cut_off_on_an_open_line_too(board: Switchboard) -> None:
    amina, _ = talking_on_line(board)

    end_abusive_call(board.ports, "amina")
    board.works()

    assert amina.sid in board.telephone.hung_up
    amina.hangs_up()
    assert (board.specialist("amina").line, board.specialist("amina").engaged) == ("", "")


def test_whoever_pressed_no_1_has_no_open_line(board: Switchboard) -> None:
    asks(board, "first", FIRST)
    amina = board.phone_of("amina").answers()

    assert amina.stays_silent().hangs
    assert board.specialist("amina").line == ""


def test_nobody_elses_call_gets_onto_the_line(board: Switchboard) -> None:
    amina = on_open_line(board)
    stranger = RungPhone(board, amina.leg_id, "CA" + "f" * 32, amina.document)

    assert stranger.looks_again().hangs
    assert stranger.is_led_to(f"/voice/leg/line?leg={line(board).id}").hangs
    assert stranger.is_led_to("/voice/leg/line?leg=nosuch").hangs
