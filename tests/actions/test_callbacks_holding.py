"""Keeping, calling, giving away and closing a callback one holds."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.actions.callbacks import (
    call_back,
    cancel_callback,
    claim_callback,
    close_callback,
    hand_over,
    put_back,
    release_callback,
    renew_claim,
    reveal_number,
    write_notes,
)
from service.actions.ports import Change, Ports
from service.domain.callback import Callback, Outcome, State
from service.domain.calling_hours import CallingHours
from service.domain.errors import NotAllowed, OutsideCallingHours, StaleToken
from service.domain.leg import Leg
from service.domain.specialist import Role, Specialist
from tests.actions.queueing import a_colleague, in_queue, stored
from tests.builders import a_policy


def held(ports: Ports, amina: Specialist, **given: object) -> Callback:
    """A callback that Amina has claimed."""
    return claim_callback(ports, in_queue(ports, **given).id, amina.id)


def put(ports: Ports, *records: Callback | Leg | Specialist) -> None:
    """Write records as they are now."""
    ports.store.commit(Change(now=ports.store.now(), records=records))


def test_a_released_callback_keeps_its_place(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)

    released = release_callback(ports, callback.id, callback.token, amina.id)

    assert (released.state, released.specialist) == (State.WAITING, "")
    assert released.promise_at == callback.promise_at
    assert ports.store.next_ready(("en",), 1) == [callback.id]


def test_a_repeated_release_is_answered_alike(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)

    first = release_callback(ports, callback.id, callback.token, amina.id, request="r")
    again = release_callback(ports, callback.id, callback.token, amina.id, request="r")

    assert first == again


def test_a_lease_is_renewed_at_most_once_a_minute(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)

    at_once = renew_claim(ports, callback.id, callback.token, amina.id)
    put(ports, replace(callback, lease_until=ports.store.now() + timedelta(minutes=5)))
    later = renew_claim(ports, callback.id, callback.token, amina.id)

    assert at_once == callback
    assert later.lease_until is not None
    assert later.lease_until - ports.store.now() > timedelta(minutes=14)


def test_put_off_without_a_talk_the_promise_stays_and_nobody_is_said_to_have_asked(
    ports: Ports, link: Any
) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    at = ports.store.now() + timedelta(hours=3)

    put_off = put_back(ports, callback.id, callback.token, at, amina.id)

    assert (put_off.state, put_off.due_at) == (State.WAITING, at)
    assert (put_off.promise_at, put_off.named_at) == (callback.promise_at, None)
    assert ports.store.next_ready(("en",), 1) == []
    assert [line["what"] for _, line in link.xrange("audit")][-1] == "put off"


def test_put_off_after_a_ring_in_vain_the_promise_and_the_tries_stay(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina, attempts=1, tried_at=ports.store.now())
    at = ports.store.now() + timedelta(hours=3)

    put_off = put_back(ports, callback.id, callback.token, at, amina.id)

    assert (put_off.promise_at, put_off.attempts) == (callback.promise_at, 1)


def test_a_time_agreed_on_in_the_talk_is_the_new_promise(ports: Ports, link: Any) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina, attempts=2, spoke_at=ports.store.now())
    at = ports.store.now() + timedelta(days=5)

    moved = put_back(ports, callback.id, callback.token, at, amina.id)

    assert (moved.state, moved.promise_at, moved.due_at) == (State.WAITING, at, at)
    assert (moved.named_at, moved.attempts, moved.spoke_at) == (at, 0, None)
    assert [line["what"] for _, line in link.xrange("audit")][-1] == "rescheduled"


def test_a_time_they_asked_for_in_a_message_is_the_new_promise(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    at = ports.store.now() + timedelta(hours=3)

    moved = put_back(ports, callback.id, callback.token, at, amina.id, asked=True)

    assert (moved.promise_at, moved.due_at, moved.named_at) == (at, at, at)


def test_nobody_is_put_off_until_a_supervisor_would_have_to_decide(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    at = callback.promise_at + timedelta(days=2)

    with pytest.raises(NotAllowed, match="supervisor decides"):
        put_back(ports, callback.id, callback.token, at, amina.id)

    put_back(ports, callback.id, callback.token, at - timedelta(minutes=1), amina.id)


def test_nobody_is_put_off_to_the_past_or_for_weeks(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    now = ports.store.now()

    for at in (now - timedelta(minutes=1), now + timedelta(days=30)):
        with pytest.raises(NotAllowed):
            put_back(ports, callback.id, callback.token, at, amina.id)


def test_nobody_is_put_off_into_the_night(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    ports = replace(ports, policy=a_policy(calling=CallingHours()))
    tonight = (ports.store.now() + timedelta(days=1)).replace(hour=7, minute=0)

    with pytest.raises(OutsideCallingHours) as refused:
        put_back(ports, callback.id, callback.token, tonight, amina.id)

    assert refused.value.next_at > tonight  # type: ignore[operator]


def test_handed_over_the_old_token_is_worth_nothing(ports: Ports) -> None:
    amina, ben = a_colleague(ports), a_colleague(ports)
    callback = held(ports, amina)

    given = hand_over(ports, callback.id, ben.id, amina.id, token=callback.token)

    assert given.specialist == ben.id
    with pytest.raises(StaleToken):
        release_callback(ports, callback.id, callback.token, amina.id)


def test_a_supervisor_hands_over_what_another_holds(ports: Ports) -> None:
    amina, ben, boss = a_colleague(ports), a_colleague(ports), a_colleague(ports)
    put(ports, replace(boss, role=Role.SUPERVISOR))
    callback = held(ports, amina)

    with pytest.raises(NotAllowed):
        hand_over(ports, callback.id, ben.id, ben.id)

    assert hand_over(ports, callback.id, ben.id, boss.id).specialist == ben.id


def test_notes_are_kept_and_never_in_the_audit(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)

    write_notes(ports, callback.id, callback.token, "prefers mornings", amina.id)

    assert stored(ports, callback).notes == "prefers mornings"
    trail = str(ports.store._redis.xrange("audit"))  # type: ignore[attr-defined]
    assert "wrote notes" in trail
    assert "mornings" not in trail


def test_only_its_holder_or_a_supervisor_sees_the_number(ports: Ports) -> None:
    amina, ben = a_colleague(ports), a_colleague(ports)
    callback = held(ports, amina)

    assert reveal_number(ports, callback.id, amina.id).phone == callback.phone
    with pytest.raises(NotAllowed):
        reveal_number(ports, callback.id, ben.id)

    assert "saw the number" in str(ports.store._redis.xrange("audit"))  # type: ignore[attr-defined]


def test_a_call_rings_the_holder_and_occupies_their_phone(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)

    calling = call_back(ports, callback.id, callback.token, amina.id)

    leg = ports.store.get(Leg, f"{calling.attempt}-s")
    assert leg is not None
    assert (leg.purpose, leg.phone, leg.serves) == (
        "specialist",
        amina.phone,
        f"callback:{callback.id}",
    )
    assert stored(ports, amina).engaged == f"leg:{leg.id}"
    assert calling.state is State.CALLING


@pytest.mark.parametrize(
    ("given", "words"),
    [({"phone": ""}, "not known"), ({"engaged": "leg:other"}, "in use")],
)
def test_without_a_free_phone_nobody_is_rung(
    ports: Ports, given: dict[str, str], words: str
) -> None:
    amina = a_colleague(ports, **given)
    callback = held(ports, amina)

    with pytest.raises(NotAllowed, match=words):
        call_back(ports, callback.id, callback.token, amina.id)

    assert stored(ports, callback).state is State.CLAIMED


def test_whoever_is_on_the_line_with_us_is_not_rung(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina, on_line="CA1")

    with pytest.raises(NotAllowed, match="on the line"):
        call_back(ports, callback.id, callback.token, amina.id)


def test_a_second_dial_waits_for_the_end_of_the_first(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    calling = call_back(ports, callback.id, callback.token, amina.id)
    put(ports, calling.not_rung(ports.store.now()), stored(ports, amina).engage(""))

    with pytest.raises(NotAllowed, match="not over"):
        call_back(ports, callback.id, callback.token, amina.id)


def test_a_callback_is_not_released_while_a_phone_rings(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    calling = call_back(ports, callback.id, callback.token, amina.id)

    with pytest.raises(NotAllowed, match="under way"):
        release_callback(ports, calling.id, calling.token, amina.id)


def test_closing_needs_an_outcome_there_is(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)

    with pytest.raises(NotAllowed, match="wrong number"):
        close_callback(ports, callback.id, callback.token, "fine", amina.id)

    closed = close_callback(ports, callback.id, callback.token, "referred", amina.id, "to a clinic")
    assert (closed.state, closed.outcome, closed.notes) == (
        State.CLOSED,
        "referred",
        "to a clinic",
    )


def test_a_closed_callback_makes_room_for_a_new_one(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)

    close_callback(ports, callback.id, callback.token, Outcome.REACHED, amina.id)

    assert ports.store.around(callback.person).callback is None


def test_the_persons_own_word_closes_it_and_hangs_up(ports: Ports, link: Any) -> None:
    amina = a_colleague(ports)
    callback = held(ports, amina)
    call_back(ports, callback.id, callback.token, amina.id)

    closed = cancel_callback(ports, callback.id)
    again = cancel_callback(ports, callback.id)

    assert closed.outcome == "cancelled by caller"
    assert again == closed
    wakeups = link.lrange("wakeups", 0, -1)
    assert any('"hang_up"' in line for line in wakeups)


def test_a_supervisor_hands_over_only_what_they_saw(ports: Ports) -> None:
    amina, ben = a_colleague(ports), a_colleague(ports)
    boss = a_colleague(ports, role=Role.SUPERVISOR)
    seen = held(ports, amina)
    release_callback(ports, seen.id, seen.token, amina.id)
    again = claim_callback(ports, seen.id, amina.id)

    with pytest.raises(NotAllowed, match="moved on"):
        hand_over(ports, seen.id, ben.id, boss.id, token=seen.token)

    assert stored(ports, again) == again
