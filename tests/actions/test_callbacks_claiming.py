"""Taking callbacks from the queue: one owner at a time."""

import os
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.callbacks import claim_callback, claim_next, release_callback
from service.actions.ports import Ports
from service.domain.callback import Callback, State
from service.domain.calling_hours import CallingHours
from service.domain.errors import NotAllowed, UnknownRecord
from service.domain.specialist import Role
from tests.actions.queueing import a_colleague, at_once, in_queue, keep
from tests.builders import a_callback, a_policy, a_specialist

LONG = os.environ.get("LONG") == "1"


def test_a_claim_gives_the_callback_to_one_specialist_with_a_token(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = in_queue(ports)

    claimed = claim_callback(ports, callback.id, amina.id)

    assert (claimed.state, claimed.specialist, claimed.token) == (State.CLAIMED, amina.id, 1)
    assert ports.store.get(Callback, callback.id) == claimed
    assert [c.id for c in ports.store.held_by(amina.id)] == [callback.id]


def test_a_double_click_changes_nothing(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = in_queue(ports)

    first = claim_callback(ports, callback.id, amina.id)
    second = claim_callback(ports, callback.id, amina.id)

    assert second == first


def test_what_somebody_else_holds_cannot_be_claimed(ports: Ports) -> None:
    amina, ben = a_colleague(ports), a_colleague(ports)
    callback = in_queue(ports)
    claim_callback(ports, callback.id, amina.id)

    with pytest.raises(NotAllowed, match="somebody else"):
        claim_callback(ports, callback.id, ben.id)


def test_every_claim_has_its_own_token(ports: Ports) -> None:
    amina, ben = a_colleague(ports), a_colleague(ports)
    callback = in_queue(ports)

    first = claim_callback(ports, callback.id, amina.id)
    release_callback(ports, callback.id, first.token, amina.id)
    second = claim_callback(ports, callback.id, ben.id)

    assert second.token > first.token


def test_only_a_supervisor_claims_from_the_review_list(ports: Ports) -> None:
    amina, boss = a_colleague(ports), a_colleague(ports, role=Role.SUPERVISOR)
    callback = in_queue(ports, state=State.REVIEW, review_reason="no answer")

    with pytest.raises(NotAllowed, match="supervisor"):
        claim_callback(ports, callback.id, amina.id)
    claimed = claim_callback(ports, callback.id, boss.id)

    assert claimed.specialist == boss.id


def test_an_unknown_callback_is_named_as_such(ports: Ports) -> None:
    amina = a_colleague(ports)

    with pytest.raises(UnknownRecord):
        claim_callback(ports, "nosuch", amina.id)


def test_somebody_who_left_claims_nothing(ports: Ports) -> None:
    gone = a_colleague(ports, disabled=True)
    callback = in_queue(ports)

    with pytest.raises(NotAllowed, match="no longer"):
        claim_callback(ports, callback.id, gone.id)


def test_next_is_a_crisis_first_then_the_earliest_promise(ports: Ports) -> None:
    amina = a_colleague(ports)
    now = ports.store.now()
    late = in_queue(ports, promise_at=now + timedelta(hours=2))
    soon = in_queue(ports, promise_at=now + timedelta(hours=1))
    crisis = in_queue(ports, promise_at=now + timedelta(hours=3), crisis=True)

    taken = [claim_next(ports, amina.id) for _ in range(4)]

    assert [c.id if c else None for c in taken] == [crisis.id, soon.id, late.id, None]


def test_next_gives_only_what_the_specialist_speaks(ports: Ports) -> None:
    amina = a_colleague(ports, languages=("es",))
    now = ports.store.now()
    in_queue(ports, language="en", promise_at=now)
    spanish = in_queue(ports, language="es", promise_at=now + timedelta(hours=1))

    first, second = claim_next(ports, amina.id), claim_next(ports, amina.id)

    assert first is not None
    assert first.id == spanish.id
    assert second is None


def test_next_leaves_out_whom_nobody_may_call_at_this_hour(ports: Ports) -> None:
    amina = a_colleague(ports)
    never = replace(CallingHours(), opens=CallingHours().closes)
    ports = replace(ports, policy=a_policy(calling=never))
    in_queue(ports)
    crisis = in_queue(ports, crisis=True, promise_at=ports.store.now() + timedelta(hours=5))

    first, second = claim_next(ports, amina.id), claim_next(ports, amina.id)

    assert first is not None
    assert first.id == crisis.id
    assert second is None
    assert ports.store.count_ready() == 0


def test_the_same_request_again_gives_the_same_callback(ports: Ports) -> None:
    amina = a_colleague(ports)
    in_queue(ports)
    in_queue(ports)

    first = claim_next(ports, amina.id, request="once")
    again = claim_next(ports, amina.id, request="once")

    assert first == again
    assert ports.store.count_ready() == 1


def test_nobody_holds_more_than_the_policy_allows(ports: Ports) -> None:
    amina = a_colleague(ports)
    ports = replace(ports, policy=a_policy(hold_limit=2))
    for _ in range(10):
        in_queue(ports)

    def take() -> None:
        for _ in range(4):
            try:
                claim_next(ports, amina.id)
            except NotAllowed:
                return

    at_once(take, 4)

    assert len(ports.store.held_by(amina.id)) == 2


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("clients", "queue"), 20 * [(64, 3000)] if LONG else [(16, 200)])
def test_many_who_take_the_next_never_get_the_same(ports: Ports, clients: int, queue: int) -> None:
    race_for_the_queue(ports, clients, queue)


def race_for_the_queue(ports: Ports, clients: int, queue: int) -> None:
    """Let all clients take the next until nothing is left; nobody may get another's."""
    people = [a_specialist() for _ in range(clients)]
    keep(ports, *people)
    at = ports.store.now()
    for _ in range(0, queue, 100):
        keep(ports, *(a_callback(at=at) for _ in range(100)))
    taken: list[tuple[str, int, str]] = []

    def empty_it(who: str) -> None:
        while (callback := claim_next(ports, who)) is not None:
            taken.append((callback.id, callback.token, who))

    threads = [threading.Thread(target=empty_it, args=(each.id,)) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == queue
    assert len({name for name, _, _ in taken}) == queue
    owners = {name: who for name, _, who in taken}
    for name, who in owners.items():
        stored = ports.store.get(Callback, name)
        assert stored is not None
        assert (stored.specialist, stored.state) == (who, State.CLAIMED)
