"""Calls to the helpline, told as phone calls: with whom or what each of them ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.call_due import call_is_due
from service.actions.calls.ringing import ring_specialist
from service.domain.call import CallState
from service.domain.callback import State
from service.domain.errors import RefusedByCarrier
from tests.builders import CALLER, TEXTER, a_callback
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


HOUR = timedelta(hours=1)


def not_in_the_queue(*_: str) -> None:
    raise RefusedByCarrier("no such member of the queue", 20404)


def waiting(board: Switchboard, phone: str = CALLER) -> Caller:
    caller = board.someone_calls(phone).presses("0").waits()
    board.works()
    return caller


def test_a_caller_reaches_the_specialist_who_presses_1(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)

    amina = board.phone_of("amina").answers()
    assert amina.hears == "A caller is waiting. Press 1 to take the call."
    amina.presses("1")
    board.works()

    assert amina.room == f"room-{caller.sid}"
    [(queue, sid, path)] = board.telephone.brought_in
    assert (queue, sid) == (caller.queue_sid, caller.sid)
    caller.leaves_the_queue("redirected").is_led_to(path)
    assert f"room-{caller.sid}" in caller.document
    amina.hangs_up()
    caller.leaves_the_room()
    assert "The other person has left the call" in caller.hears
    caller.hangs_up()
    assert board.call(caller).ending == "specialist"
    assert board.specialist("amina").engaged == ""
    assert board.specialist("amina").rest_until is not None


def test_a_caller_taken_before_they_are_in_the_queue_is_brought_in_at_once(
    board: Switchboard,
) -> None:
    """The words of a crisis take a quarter of a minute, and a specialist may be quicker."""
    board.on_shift("amina")
    caller = board.someone_calls().presses("8")
    board.works()

    amina = board.phone_of("amina").answers().presses("1")
    board.works()

    [(sid, path)] = board.telephone.redirected
    assert sid == caller.sid
    assert caller.is_led_to(path).room == amina.room


def test_the_wait_itself_leads_to_the_room_when_the_worker_cannot(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    board.phone_of("amina").answers().presses("1")

    caller.waits(9)

    assert caller.verb("Leave") is not None
    caller.leaves_the_queue()
    assert f"room-{caller.sid}" in caller.document


def test_a_specialist_is_rung_after_another_who_does_not_answer(board: Switchboard) -> None:
    board.on_shift("amina")
    board.on_shift("bo")
    caller = waiting(board)
    first = board.telephone.dialled[0].specialist

    board.phone_of(first).does_not_answer()
    board.works()

    assert [leg.specialist for leg in board.telephone.dialled] == [
        first,
        "bo" if first == "amina" else "amina",
    ]
    assert board.specialist(first).missed_at is not None
    assert board.call(caller).is_waiting


def test_a_specialists_voicemail_never_takes_a_call(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)

    amina = board.phone_of("amina").answers().stays_silent()

    assert amina.hangs
    assert board.call(caller).is_waiting
    board.works()
    assert board.was_rung("amina") == 1  # not before her phone's call is really over
    amina.hangs_up()
    assert board.specialist("amina").engaged == ""
    assert board.specialist("amina").missed_at is not None


def test_a_wrong_key_is_asked_again_once(board: Switchboard) -> None:
    board.on_shift("amina")
    waiting(board)

    amina = board.phone_of("amina").answers().presses("7")

    assert amina.hears == "Press 1 to take it."
    assert amina.presses("7").hangs
    assert amina.hears == "You did not take it. Goodbye."


def test_the_longest_idle_is_rung_first(board: Switchboard) -> None:
    amina = board.on_shift("amina")
    board.on_shift("bo")
    board.keeps(replace(board.specialist(amina.id), last_call_at=board.now))

    waiting(board)

    assert board.telephone.dialled[0].specialist == "bo"


def test_nobody_is_rung_while_ringing_or_talking(board: Switchboard) -> None:
    board.on_shift("amina")
    waiting(board)
    second = waiting(board, TEXTER)

    assert board.was_rung("amina") == 1
    assert "You are number 2 in line" in second.hears
    ring_specialist(board.ports, second.sid)
    assert board.was_rung("amina") == 1


def test_a_hang_up_cancels_the_phone_that_rings(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    amina = board.phone_of("amina")

    caller.hangs_up()
    board.works()

    assert board.telephone.hung_up == [amina.sid]
    assert board.call(caller).ending == "hang-up"
    amina.answers()
    late = amina.presses("1")
    assert late.hears == "Thank you, the caller is no longer waiting. Goodbye."
    assert late.hangs


@pytest.mark.parametrize("keys", ["0", "8"])
def test_a_key_that_comes_after_the_hang_up_rings_nobody(board: Switchboard, keys: str) -> None:
    """Pressed in the last moment: its webhook may reach us after the report of the end."""
    board.on_shift("amina")
    caller = board.someone_calls()
    caller.hangs_up()

    caller.presses(keys)
    board.works()

    assert board.was_rung("amina") == 0
    assert board.call(caller).is_over
    alerts = board.ports.store.open_alerts()
    assert [alert.kind for alert in alerts] == (["self-harm"] if keys == "8" else [])


def test_key_5_keeps_the_place_as_a_callback(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    amina = board.phone_of("amina")

    caller.presses_while_waiting("5").leaves_the_queue()
    board.works()

    assert "ending in 0 1 1 7" in caller.hears
    assert board.callback().reason == "left-the-line"
    assert board.callback().promise_at <= board.now
    assert board.telephone.hung_up == [amina.sid]
    caller.hangs_up()
    assert board.call(caller).ending == "callback"


def test_at_the_ceiling_a_wait_becomes_a_callback_by_itself(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)

    caller.waits(180)
    assert caller.verb("Leave") is not None
    caller.leaves_the_queue()

    assert caller.hears.startswith("Sorry, nobody could take your call yet.")
    assert board.callback().state is State.WAITING


def test_a_silent_caller_hears_closing_words_at_the_ceiling(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().stays_silent().stays_silent().waits()
    board.works()

    caller.waits(180).leaves_the_queue()

    assert caller.hears.startswith("Thank you for calling")
    assert caller.verb("Hangup") is not None
    assert board.ports.store.all_callbacks(10)[0] == []


def test_the_sweep_ends_a_wait_whose_documents_are_never_asked_for(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    call = board.call(caller)
    board.keeps(replace(call, queued_at=board.now - board.ports.policy.call_ceiling))

    board.looks_at(f"call:{caller.sid}")

    [(sid, path)] = board.telephone.redirected
    assert sid == caller.sid
    caller.leaves_the_queue("redirected").is_led_to(path)
    assert "nobody could take your call yet" in caller.hears


def test_when_all_were_tried_often_enough_the_wait_is_over(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    for _ in range(board.ports.policy.ring_rounds):
        board.phone_of("amina").does_not_answer()
        board.keeps(replace(board.specialist("amina"), missed_at=None))
        board.works().looks_at(f"call:{caller.sid}")

    assert board.was_rung("amina") == board.ports.policy.ring_rounds
    assert board.call(caller).state is CallState.CALLBACK


def test_nobody_on_shift_is_said_truthfully(board: Switchboard) -> None:
    caller = board.someone_calls()
    assert "Nobody can answer right now" in caller.hears

    caller.presses("0")

    assert caller.hears.startswith("Nobody is here until")
    caller.presses("5")
    assert caller.hears.startswith("Saved.")


def test_nobody_who_speaks_the_language_is_said_truthfully(board: Switchboard) -> None:
    board.on_shift("amina", "en")
    caller = board.someone_calls().presses("2").presses("0")

    assert "nadie que hable español" in caller.hears


def test_a_crisis_goes_to_the_front_and_alerts(board: Switchboard) -> None:
    board.on_shift("amina")
    first = waiting(board)
    second = board.someone_calls(TEXTER).presses("8")

    assert "988" in second.hears.replace(" ", "")
    assert [call.sid for call in board.ports.store.waiting_calls()] == [second.sid, first.sid]
    [alert] = board.ports.store.open_alerts()
    assert (alert.source, alert.kind, alert.call_sid) == ("voice", "self-harm", second.sid)
    board.phone_of("amina").does_not_answer()
    board.keeps(replace(board.specialist("amina"), missed_at=None))
    board.works().looks_at(f"call:{second.sid}")
    assert board.phone_of("amina").answers().hears.startswith("Urgent.")


def test_crisis_words_are_heard_at_every_level(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().presses("3").says("i want to kill myself")

    assert caller.hears.startswith("If anyone is in danger now")
    assert board.call(caller).crisis


def test_a_crisis_with_nobody_on_duty_is_told_again_and_again(board: Switchboard) -> None:
    caller = board.someone_calls().presses("8")

    for _ in range(3):
        assert "call 9 8 8" in caller.hears
        gather = caller.verb("Gather")
        assert gather is not None
        assert gather.get("timeout") == "20"
        caller.stays_silent()
    assert len(board.ports.store.open_alerts()) == 1


def test_an_open_callback_gives_its_place_and_is_closed_when_they_talk(
    board: Switchboard,
) -> None:
    board.on_shift("amina")
    person = board.ports.identity.person(TEXTER)
    board.keeps(a_callback(id="old", person=person, phone=TEXTER, at=board.now - HOUR))
    waiting(board)
    caller = waiting(board, TEXTER)

    assert board.ports.store.waiting_calls()[0].sid == caller.sid
    assert board.ports.store.count_ready() == 0
    board.phone_of("amina").does_not_answer()
    board.keeps(replace(board.specialist("amina"), missed_at=None))
    board.works().looks_at(f"call:{caller.sid}")
    amina = board.phone_of("amina").answers().presses("1")
    board.works()
    caller.is_led_to(board.telephone.brought_in[0][2])
    assert board.callback("old").is_open
    amina.hangs_up()
    caller.leaves_the_room().hangs_up()
    assert board.callback("old").outcome == "reached"


def test_an_open_callback_is_free_again_when_they_hang_up_untalked(board: Switchboard) -> None:
    board.on_shift("amina")
    person = board.ports.identity.person(TEXTER)
    board.keeps(a_callback(id="old", person=person, phone=TEXTER, at=board.now - HOUR))
    caller = waiting(board, TEXTER)

    caller.hangs_up()

    assert board.callback("old").is_open
    assert board.callback("old").on_line == ""
    assert board.ports.store.count_ready() == 1


def test_a_specialist_who_hangs_up_too_soon_leaves_the_caller_first_in_line(
    board: Switchboard,
) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    amina = board.phone_of("amina").answers().presses("1")

    amina.hangs_up()

    assert board.call(caller).is_waiting
    caller.is_led_to("/voice/room?language=en")
    assert caller.verb("Enqueue") is not None


def test_a_caller_left_alone_in_the_room_is_led_out(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    amina = board.phone_of("amina").answers().presses("1")
    caller.waits(3).leaves_the_queue()
    amina.hangs_up()
    board.telephone.statuses[caller.sid] = "in-progress"

    board.looks_at(f"call:{caller.sid}")

    [(sid, path)] = board.telephone.redirected
    assert sid == caller.sid
    caller.is_led_to(path)
    assert "The other person has left the call" in caller.hears
    caller.presses("0")
    assert caller.verb("Enqueue") is not None


def test_a_specialist_is_not_left_waiting_for_a_caller_who_hung_up(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    amina = board.phone_of("amina").answers().presses("1")

    caller.hangs_up()
    board.works()

    [(sid, path)] = board.telephone.redirected
    assert sid == amina.sid
    assert amina.is_led_to(path).hears == "The other person has hung up. Goodbye."
    assert amina.hangs


def test_a_hang_up_that_nobody_reported_is_found_when_the_caller_is_fetched(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    amina = board.phone_of("amina").answers().presses("1")
    board.telephone.statuses[caller.sid] = "completed"
    monkeypatch.setattr(board.telephone, "bring_in", not_in_the_queue)

    board.works()
    call_is_due(board.ports, caller.sid)
    board.works()

    assert board.call(caller).is_over
    assert [sid for sid, _ in board.telephone.redirected] == [amina.sid]


def test_an_empty_room_closes_no_callback(board: Switchboard) -> None:
    board.on_shift("amina")
    person = board.ports.identity.person(TEXTER)
    board.keeps(a_callback(id="old", person=person, phone=TEXTER, at=board.now - HOUR))
    caller = waiting(board, TEXTER)
    amina = board.phone_of("amina").answers().presses("1")
    caller.waits(3).leaves_the_queue()
    amina.hangs_up()

    caller.hangs_up()

    assert board.callback("old").is_open
    assert board.callback("old").on_line == ""


def test_a_crisis_is_never_hung_up_on_at_the_ceiling(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().presses("8").waits()
    board.works()

    caller.waits(180).leaves_the_queue()

    assert "call 9 8 8" in caller.hears
    for _ in range(3):
        caller.stays_silent()
    assert caller.verb("Hangup") is None
    assert board.callback().crisis


def test_asking_from_ones_own_phone_rings_that_phone(board: Switchboard) -> None:
    board.someone_calls().presses("5").presses("2").presses("2125550142").presses("1").hangs_up()
    assert board.callback().phone == TEXTER

    caller = board.someone_calls().presses("5")

    assert "ending in 0 1 1 7" in caller.hears
    assert board.callback().phone == CALLER
    assert not board.callback().number_given
