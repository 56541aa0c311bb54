"""Whose phone rings for a caller: in every strategy exactly one specialist takes each call, and
nobody is rung who talks, rests, is on a break, missed a call just now or cannot be reached.
"""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.calls.ringing import ring_specialist
from service.domain.call import Call, CallState
from service.domain.errors import RefusedByCarrier
from service.domain.leg import LegState
from service.domain.policy import Ringing
from service.domain.specialist import Role
from tests.builders import CALLER, TEXTER
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import RungPhone, Switchboard

NAMES = ("amina", "bo", "chi")
TAKEN = "Thank you, the call is already taken. Goodbye."


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def rings(board: Switchboard, how: Ringing) -> Switchboard:
    """The operator has chosen whose phones ring."""
    board.ports = replace(board.ports, policy=replace(board.ports.policy, ringing=how))
    return board


@pytest.fixture
def everybody(board: Switchboard) -> Switchboard:
    """Three specialists whose phones all ring at once."""
    for number, name in enumerate(NAMES):
        board.on_shift(name, phone=f"+1646555{160 + number:04}")
    return rings(board, Ringing.ALL_AT_ONCE)


def waiting(board: Switchboard, phone: str = CALLER) -> Caller:
    caller = board.someone_calls(phone).presses("0").waits()
    board.works()
    return caller


def rung(board: Switchboard) -> list[str]:
    return [leg.specialist for leg in board.telephone.dialled]


def press_together(*phones: RungPhone) -> None:
    """Everybody presses 1 in the same instant."""
    together = threading.Barrier(len(phones))

    def press(phone: RungPhone) -> None:
        together.wait()
        phone.presses("1")

    pressing = [threading.Thread(target=press, args=(phone,)) for phone in phones]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()


def test_one_after_another_goes_by_a_fixed_order(board: Switchboard) -> None:
    for name in ("chi", "amina", "bo"):
        board.on_shift(name)
    board.keeps(replace(board.specialist("amina"), last_call_at=board.now))
    rings(board, Ringing.ONE_AFTER_ANOTHER)

    waiting(board)
    for name in NAMES:
        board.phone_of(name).does_not_answer()
        board.works()

    assert rung(board) == list(NAMES)


def test_all_at_once_rings_everybody_on_shift_who_speaks_the_language(
    everybody: Switchboard,
) -> None:
    everybody.on_shift("dora", "es")
    everybody.on_shift("eva", on_shift=False)

    caller = waiting(everybody)

    assert sorted(rung(everybody)) == list(NAMES)
    assert len(everybody.call(caller).legs) == 3
    assert all(everybody.specialist(name).engaged for name in NAMES)


def test_of_all_at_once_the_first_to_press_1_wins_and_the_others_missed_nothing(
    everybody: Switchboard,
) -> None:
    caller = waiting(everybody)
    amina, bo, chi = (everybody.phone_of(name) for name in NAMES)
    bo.answers()

    amina.answers().presses("1")
    everybody.works()

    assert everybody.call(caller).specialist == "amina"
    assert everybody.telephone.hung_up == [chi.sid]
    [(sid, path)] = everybody.telephone.redirected
    assert sid == bo.sid
    assert bo.is_led_to(path).hears == TAKEN
    assert bo.hangs
    bo.hangs_up()
    chi.status("canceled")
    for name in ("bo", "chi"):
        assert everybody.specialist(name).missed_at is None
        assert everybody.specialist(name).engaged == ""


def test_who_presses_1_after_another_hears_that_it_is_taken(everybody: Switchboard) -> None:
    waiting(everybody)
    amina = everybody.phone_of("amina").answers()
    bo = everybody.phone_of("bo").answers()

    amina.presses("1")
    bo.presses("1")

    assert bo.hears == TAKEN
    assert bo.hangs
    everybody.works()
    bo.hangs_up()
    assert everybody.specialist("bo").missed_at is None


@pytest.mark.parametrize("leaves", ["hangs up", "asks for a callback", "comes to the ceiling"])
def test_all_phones_stop_when_the_caller_leaves_the_line(
    everybody: Switchboard, leaves: str
) -> None:
    caller = waiting(everybody)
    sids = {everybody.phone_of(name).sid for name in NAMES}

    if leaves == "hangs up":
        caller.hangs_up()
    elif leaves == "asks for a callback":
        caller.presses_while_waiting("5")
    else:
        caller.waits(180)
    everybody.works()

    assert set(everybody.telephone.hung_up) == sids
    for name in NAMES:
        everybody.phone_of(name).status("canceled")
        assert everybody.specialist(name).engaged == ""
        assert everybody.specialist(name).missed_at is None


def test_a_phone_that_is_just_being_dialled_for_a_call_taken_meanwhile_is_hung_up(
    everybody: Switchboard,
) -> None:
    caller = everybody.someone_calls().presses("0").waits()
    ring_specialist(everybody.ports, caller.sid)
    first, second, third = everybody.call(caller).legs
    for leg_id in (second, third):
        leg = everybody.leg(leg_id)
        everybody.keeps(leg.posting(everybody.now))
    call, winner = everybody.call(caller), everybody.leg(first)
    everybody.keeps(call.take(winner.specialist, first, everybody.now))

    from service.actions.legs import hang_up
    from service.actions.legs.dial import adopt

    hang_up(everybody.ports, second)
    adopt(everybody.ports, second, "CA" + "2" * 32)

    assert everybody.telephone.hung_up == ["CA" + "2" * 32]
    assert everybody.leg(second).result == "already-taken"


def test_the_next_in_line_is_rung_for_as_soon_as_phones_are_free_again(
    everybody: Switchboard,
) -> None:
    waiting(everybody)
    second = waiting(everybody, TEXTER)
    assert everybody.call(second).legs == ()

    everybody.phone_of("amina").answers().presses("1")
    everybody.works()
    for name in ("bo", "chi"):
        everybody.phone_of(name).status("canceled")
    everybody.works()

    assert len(everybody.call(second).legs) == 2
    assert sorted(rung(everybody)[3:]) == ["bo", "chi"]


def test_who_comes_on_shift_meanwhile_is_rung_too(everybody: Switchboard) -> None:
    caller = waiting(everybody)
    everybody.on_shift("dora")

    everybody.looks_at(f"call:{caller.sid}")

    assert rung(everybody)[3:] == ["dora"]
    assert len(everybody.call(caller).legs) == 4


def test_nobody_is_rung_twice_by_two_workers(everybody: Switchboard) -> None:
    caller = everybody.someone_calls().presses("0").waits()
    workers = [
        threading.Thread(target=ring_specialist, args=(everybody.ports, caller.sid))
        for _ in range(8)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    everybody.works()

    assert sorted(rung(everybody)) == list(NAMES)


def test_when_all_phones_stop_unanswered_in_the_same_instant_none_is_forgotten(
    board: Switchboard,
) -> None:
    rings(board, Ringing.ALL_AT_ONCE)
    names = [f"s{number:02}" for number in range(12)]
    for number, name in enumerate(names):
        board.on_shift(name, phone=f"+1646555{100 + number:04}")
    caller = waiting(board)
    phones = [board.phone_of(name) for name in names]
    ending = [threading.Thread(target=phone.does_not_answer) for phone in phones]
    for thread in ending:
        thread.start()
    for thread in ending:
        thread.join()

    assert board.call(caller).legs == ()
    assert all(board.leg(phone.leg_id).state is LegState.ENDED for phone in phones)
    assert all(not board.specialist(name).engaged for name in names)


@pytest.mark.parametrize("how", Ringing)
def test_rounds_are_counted_in_every_strategy(board: Switchboard, how: Ringing) -> None:
    rings(board, how)
    for name in NAMES[:2]:
        board.on_shift(name)
    caller = waiting(board)
    for _ in range(20):
        if not board.call(caller).is_waiting:
            break
        for name in NAMES[:2]:
            if board.specialist(name).engaged:
                board.phone_of(name).does_not_answer()
            board.works()
            board.keeps(replace(board.specialist(name), missed_at=None))
        board.looks_at(f"call:{caller.sid}")

    assert board.call(caller).state is CallState.CALLBACK
    rounds = board.ports.policy.ring_rounds
    assert [board.was_rung(name) for name in NAMES[:2]] == [rounds, rounds]


@pytest.mark.parametrize("how", Ringing)
@pytest.mark.parametrize(
    "unfit",
    [
        {"on_break": True},
        {"rest_until": timedelta(minutes=2)},
        {"missed_at": timedelta(seconds=-20)},
        {"phone_dead": True},
        {"engaged": "leg:other"},
        {"disabled": True},
        {"on_shift": False},
        {"phone": ""},
        {"languages": ("es",)},
    ],
    ids=lambda unfit: next(iter(unfit)),
)
def test_who_cannot_take_it_is_passed_over_in_every_strategy(
    board: Switchboard, how: Ringing, unfit: dict[str, object]
) -> None:
    rings(board, how)
    board.on_shift("bo")
    given = {k: board.now + v if isinstance(v, timedelta) else v for k, v in unfit.items()}
    amina = board.on_shift("amina")
    board.keeps(replace(board.specialist(amina.id), **given))

    caller = waiting(board)
    board.phone_of("bo").does_not_answer()
    board.works().looks_at(f"call:{caller.sid}")

    assert rung(board) == ["bo"]


@pytest.mark.parametrize("how", Ringing)
def test_a_dead_number_is_marked_and_passed_over_in_every_strategy(
    board: Switchboard, how: Ringing
) -> None:
    rings(board, how)
    board.on_shift("amina")
    board.on_shift("bo")
    board.telephone.fails_with = [RefusedByCarrier("no such number", 21211)]
    caller = waiting(board)
    board.looks_at(f"call:{caller.sid}")

    dead = [name for name in NAMES[:2] if board.specialist(name).phone_dead]
    alive = "bo" if dead == ["amina"] else "amina"
    assert len(dead) == 1
    assert rung(board) == [alive]
    assert board.specialist(dead[0]).engaged == ""
    board.phone_of(alive).answers().presses("1")
    assert board.call(caller).specialist == alive


@pytest.mark.parametrize("how", Ringing)
def test_a_wrong_key_is_asked_again_and_then_passed_on_in_every_strategy(
    board: Switchboard, how: Ringing
) -> None:
    rings(board, how)
    board.on_shift("amina")
    caller = waiting(board)
    amina = board.phone_of("amina").answers()

    assert amina.presses("7").hears == "Press 1 to take it."
    amina.presses("1")

    assert board.call(caller).specialist == "amina"


@pytest.mark.parametrize("how", Ringing)
def test_a_crisis_rings_everybody_at_once_in_every_strategy(
    board: Switchboard, how: Ringing
) -> None:
    rings(board, how)
    for name in NAMES:
        board.on_shift(name)

    board.someone_calls().presses("8").waits()
    board.works()

    assert sorted(rung(board)) == list(NAMES)


@pytest.mark.parametrize("how", Ringing)
def test_at_most_one_of_all_who_press_1_in_the_same_instant_takes_the_call(
    board: Switchboard, how: Ringing
) -> None:
    rings(board, how)
    for race in range(25):
        board.link.flushall()
        board.telephone.dialled.clear()
        for name in NAMES:
            board.on_shift(name)
        caller = waiting(board)
        if how is not Ringing.ALL_AT_ONCE:  # the phone that was let go presses late all the same
            call = board.call(caller)
            board.keeps(call.not_taken(call.legs, board.now))
            ring_specialist(board.ports, caller.sid)
            board.works()
        phones = [board.phone_of(name).answers() for name in set(rung(board))]

        press_together(*phones)

        assert len(phones) > 1
        winners = [phone for phone in phones if phone.room]
        assert len(winners) == 1, race
        assert board.call(caller).leg == winners[0].leg_id


def test_a_call_stored_before_several_phones_could_ring_goes_on(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    call = board.call(caller)
    old = replace(call, leg=call.ringing[0], ringing=())
    board.keeps(old)
    assert board.link.hget(f"call:{caller.sid}", "ringing") is None

    board.works().looks_at(f"call:{caller.sid}")
    assert board.was_rung("amina") == 1
    board.phone_of("amina").answers().presses("1")

    taken = board.ports.store.get(Call, caller.sid)
    assert taken is not None
    assert (taken.specialist, taken.legs) == ("amina", ())


def test_the_phone_of_such_an_older_call_stops_when_the_caller_hangs_up(
    board: Switchboard,
) -> None:
    board.on_shift("amina")
    caller = waiting(board)
    call = board.call(caller)
    board.keeps(replace(call, leg=call.ringing[0], ringing=()))

    caller.hangs_up()
    board.works()

    assert board.telephone.hung_up == [board.phone_of("amina").sid]


def in_crisis(board: Switchboard, *keys: str) -> Caller:
    caller = board.someone_calls()
    for key in (*keys, "8"):
        caller.presses(key)
    caller.waits()
    board.works()
    return caller


def test_a_crisis_reaches_who_is_free_though_they_speak_another_language(
    board: Switchboard,
) -> None:
    board.on_shift("amina", "es", engaged="leg:other")
    board.on_shift("bo", "en")

    in_crisis(board, "2")

    assert rung(board) == ["bo"]


def test_a_crisis_reaches_who_is_on_call_while_everybody_on_shift_talks(
    board: Switchboard,
) -> None:
    board.on_shift("amina", engaged="leg:other")
    board.on_shift("sue", on_shift=False, role=Role.SUPERVISOR)

    caller = in_crisis(board)
    assert rung(board) == ["sue"]
    board.phone_of("sue").answers().presses("1")

    assert board.call(caller).specialist == "sue"


def test_a_crisis_reaches_who_wraps_up_a_talk_but_nobody_who_talks_rings_or_has_a_break(
    board: Switchboard,
) -> None:
    talked = board.on_shift("amina").finished(board.now, spoke=True)
    board.on_shift("bo", engaged="leg:other")
    board.on_shift("chi", rest_until=board.now + timedelta(minutes=10))
    board.on_shift("sue", on_shift=False, role=Role.SUPERVISOR)
    board.keeps(replace(talked, version=board.specialist("amina").version))

    caller = in_crisis(board)
    board.looks_at(f"call:{caller.sid}")

    assert rung(board) == ["amina"]
    board.phone_of("amina").answers().presses("1")
    assert board.call(caller).specialist == "amina"


def test_whoever_else_waits_is_not_put_through_to_who_wraps_up(board: Switchboard) -> None:
    talked = board.on_shift("amina").finished(board.now, spoke=True)
    board.keeps(replace(talked, version=board.specialist("amina").version))

    waiting(board)

    assert rung(board) == []


def test_nobody_else_is_rung_while_the_first_still_ring(board: Switchboard) -> None:
    board.on_shift("amina")
    board.on_shift("sue", on_shift=False, role=Role.SUPERVISOR)

    caller = in_crisis(board)
    board.looks_at(f"call:{caller.sid}")
    assert rung(board) == ["amina"]
    board.phone_of("amina").does_not_answer()
    board.works().looks_at(f"call:{caller.sid}")

    assert rung(board) == ["amina", "sue"]
