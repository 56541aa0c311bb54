"""The moves of a callback: which there are, and what each leaves behind."""

from datetime import timedelta

import pytest

from service.domain.callback import HELD, Outcome, State
from service.domain.callback_states import LEASE, MOST_ATTEMPTS, MOVES, RETRY_DELAYS
from service.domain.errors import NotAllowed, StaleToken
from tests.builders import NOON, a_callback

HOUR = timedelta(hours=1)


def test_every_state_has_its_row_of_moves_and_only_closed_has_no_way_out() -> None:
    assert set(MOVES) == set(State)
    assert [state for state, moves in MOVES.items() if not moves] == [State.CLOSED]


@pytest.mark.parametrize("state", sorted(HELD))
def test_what_is_held_cannot_be_claimed(state: State) -> None:
    with pytest.raises(NotAllowed):
        a_callback(state=state, specialist="ben", token=1).claim("amina", NOON)


def test_each_claim_and_hand_over_raises_the_token() -> None:
    claimed = a_callback().claim("amina", NOON)

    handed = claimed.hand_to("ben", NOON)

    assert (claimed.token, handed.token) == (1, 2)
    assert handed.held_with(2) is handed
    with pytest.raises(StaleToken):
        handed.held_with(1)


def test_a_released_callback_is_held_with_no_token() -> None:
    released = a_callback().claim("amina", NOON).release(NOON)

    with pytest.raises(StaleToken):
        released.held_with(1)


def test_no_answer_comes_back_later_each_time_and_then_to_a_person() -> None:
    callback = a_callback()
    delays = []
    for attempt in range(MOST_ATTEMPTS):
        calling = callback.claim("amina", NOON).call(f"a{attempt}", NOON)
        callback = calling.not_answered(NOON)
        delays.append(callback.due_at - NOON)

    assert delays[: MOST_ATTEMPTS - 1] == list(RETRY_DELAYS[: MOST_ATTEMPTS - 1])
    assert (callback.state, callback.review_reason) == (State.REVIEW, "no answer")
    assert callback.specialist == ""


def test_a_retry_keeps_its_promise_and_so_its_place() -> None:
    callback = a_callback()

    tried = callback.claim("amina", NOON).call("a", NOON).not_answered(NOON)

    assert tried.promise_at == callback.promise_at


def test_after_a_talk_its_holder_still_owes_an_outcome() -> None:
    talking = a_callback().claim("amina", NOON).call("a", NOON).talking(NOON)

    over = talking.hung_up(NOON + HOUR)

    assert (over.state, over.specialist, over.spoke_at) == (State.CLAIMED, "amina", NOON)
    assert over.lease_until == NOON + HOUR + LEASE


def test_the_legs_of_the_last_dial_can_be_found_when_it_is_over() -> None:
    calling = a_callback().claim("amina", NOON).call("a", NOON)

    assert calling.leg_ids == calling.not_rung(NOON).leg_ids == ("a-s", "a-p")
    assert a_callback().leg_ids == ()


def test_a_closed_callback_stays_closed() -> None:
    closed = a_callback().close(Outcome.DUPLICATE, NOON)

    for move in (
        lambda: closed.claim("amina", NOON),
        lambda: closed.release(NOON),
        lambda: closed.to_review("x", NOON),
        lambda: closed.not_answered(NOON),
        lambda: closed.close(Outcome.REACHED, NOON),
    ):
        with pytest.raises(NotAllowed):
            move()


def test_every_open_callback_will_be_looked_at_again() -> None:
    for state in set(State) - {State.CLOSED}:
        callback = a_callback(state=state)

        assert callback.next_look(NOON) <= NOON + HOUR
