"""What time alone does to a callback."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.callback_due import callback_is_due
from service.actions.callbacks import call_back, claim_callback
from service.actions.ports import Change, Ports
from service.domain.call import Call
from service.domain.callback import Callback, State
from service.domain.calling_hours import CallingHours
from service.domain.leg import Leg
from tests.actions.queueing import a_colleague, in_queue, stored
from tests.builders import a_policy

HOUR = timedelta(hours=1)


def put(ports: Ports, *records: Callback | Leg) -> None:
    """Write records as they are now."""
    ports.store.commit(Change(now=ports.store.now(), records=records))


def lapsed(ports: Ports, **given: object) -> Callback:
    """A claimed callback whose lease is over."""
    past = ports.store.now() - timedelta(seconds=1)
    usual = {"state": State.CLAIMED, "specialist": "amina", "token": 1, "due_at": past}
    return in_queue(ports, **(usual | {"lease_until": past} | given))


def due_in(ports: Ports, callback: Callback) -> float:
    """Seconds from now until the sweep looks at it again."""
    at = ports.store._redis.zscore("due", f"callback:{callback.id}")  # type: ignore[attr-defined]
    return float(at) - ports.store.now().timestamp()


def test_a_callback_whose_time_has_come_may_be_taken(ports: Ports) -> None:
    now = ports.store.now()
    callback = in_queue(ports, due_at=now + timedelta(seconds=2))
    assert ports.store.next_ready(("en",), 1) == []

    while ports.store.now() <= callback.due_at:
        pass
    callback_is_due(ports, callback.id)

    assert ports.store.next_ready(("en",), 1) == [callback.id]


def test_one_that_is_not_due_yet_is_left_alone(ports: Ports) -> None:
    callback = in_queue(ports, due_at=ports.store.now() + HOUR)

    callback_is_due(ports, callback.id)

    assert stored(ports, callback) == callback


def test_a_broken_promise_is_noted_once_and_it_stays_ready(ports: Ports) -> None:
    an_hour_ago = ports.store.now() - HOUR
    callback = in_queue(ports, promise_at=an_hour_ago, due_at=an_hour_ago)

    callback_is_due(ports, callback.id)
    callback_is_due(ports, callback.id)

    trail = [entry["what"] for _, entry in ports.store._redis.xrange("audit")]  # type: ignore[attr-defined]
    assert trail.count("overdue") == 1
    assert ports.store.next_ready(("en",), 1) == [callback.id]
    assert due_in(ports, callback) > 60


def test_after_two_days_a_supervisor_decides(ports: Ports) -> None:
    callback = in_queue(ports, promise_at=ports.store.now() - timedelta(hours=49))

    callback_is_due(ports, callback.id)

    expired = stored(ports, callback)
    assert (expired.state, expired.review_reason) == (State.REVIEW, "expired")


def test_nobody_is_put_forward_outside_their_hours(ports: Ports) -> None:
    callback = in_queue(ports)
    never = replace(CallingHours(), closes=CallingHours().opens)

    callback_is_due(replace(ports, policy=a_policy(calling=never)), callback.id)

    assert stored(ports, callback).due_at > ports.store.now() + HOUR
    assert ports.store.next_ready(("en",), 1) == []


def test_a_lease_that_is_over_frees_the_callback(ports: Ports) -> None:
    callback = lapsed(ports)

    callback_is_due(ports, callback.id)
    callback_is_due(ports, callback.id)

    freed = stored(ports, callback)
    assert (freed.state, freed.specialist) == (State.WAITING, "")
    assert ports.store.next_ready(("en",), 1) == [callback.id]


@pytest.mark.parametrize("suffix", ["s", "p"])
def test_a_lease_is_never_freed_while_a_phone_is_live(ports: Ports, suffix: str) -> None:
    callback = lapsed(ports, state=State.CALLING, attempt="a1", last_attempt="a1")
    put(ports, _leg(ports, callback, f"a1-{suffix}"))

    callback_is_due(ports, callback.id)

    kept = stored(ports, callback)
    assert (kept.state, kept.specialist, kept.token) == (State.CALLING, "amina", 1)
    assert kept.due_at > ports.store.now()


def test_a_phone_still_live_after_the_talk_keeps_the_lease(ports: Ports) -> None:
    callback = lapsed(ports, last_attempt="a1", spoke_at=ports.store.now())
    put(ports, _leg(ports, callback, "a1-s"))

    callback_is_due(ports, callback.id)

    assert stored(ports, callback).specialist == "amina"


def test_after_a_talk_without_an_outcome_a_supervisor_decides(ports: Ports) -> None:
    callback = lapsed(ports, spoke_at=ports.store.now() - HOUR)

    callback_is_due(ports, callback.id)

    assert stored(ports, callback).state is State.REVIEW


def test_a_ring_whose_end_was_lost_counts_as_an_attempt(ports: Ports) -> None:
    callback = lapsed(ports, state=State.CALLING, attempt="a1", last_attempt="a1")
    leg = _leg(ports, callback, "a1-p")
    put(ports, replace(leg, sid="CA1").ended("no-answer", ports.store.now()))

    callback_is_due(ports, callback.id)

    tried = stored(ports, callback)
    assert (tried.state, tried.attempts) == (State.WAITING, 1)
    assert tried.due_at > ports.store.now() + HOUR


def test_a_call_that_rang_nobody_is_no_attempt(ports: Ports) -> None:
    callback = lapsed(ports, state=State.CALLING, attempt="a1", last_attempt="a1")

    callback_is_due(ports, callback.id)

    assert (stored(ports, callback).state, stored(ports, callback).attempts) == (State.WAITING, 0)


def test_what_came_from_the_review_list_goes_back_there(ports: Ports) -> None:
    callback = lapsed(ports, review_reason="no answer")

    callback_is_due(ports, callback.id)

    back = stored(ports, callback)
    assert (back.state, back.review_reason) == (State.REVIEW, "no answer")


def test_an_unsure_dial_is_left_to_its_leg_and_then_to_a_person(ports: Ports) -> None:
    now = ports.store.now()
    soon = lapsed(ports, state=State.UNSURE, last_attempt="a1")
    long_ago = lapsed(ports, state=State.UNSURE, last_attempt="a2", due_at=now - HOUR)

    callback_is_due(ports, soon.id)
    callback_is_due(ports, long_ago.id)

    assert stored(ports, soon).state is State.UNSURE
    assert due_in(ports, soon) > 20
    assert stored(ports, long_ago).state is State.REVIEW


def test_review_waits_for_its_supervisor(ports: Ports) -> None:
    callback = in_queue(ports, state=State.REVIEW, review_reason="no answer")

    callback_is_due(ports, callback.id)

    assert stored(ports, callback) == callback
    assert due_in(ports, callback) > 3000


def test_a_lost_hang_up_does_not_keep_the_person_from_being_called(ports: Ports) -> None:
    now = ports.store.now()
    on_line = _call("CA1", now)
    ports.store.commit(Change(now=now, records=(on_line,)))
    talking, gone = in_queue(ports, on_line="CA1"), in_queue(ports, on_line="CA2")

    callback_is_due(ports, talking.id)
    callback_is_due(ports, gone.id)

    assert stored(ports, talking).on_line == "CA1"
    assert stored(ports, gone).on_line == ""
    assert ports.store.next_ready(("en",), 9) == [gone.id]


def test_a_closed_or_unknown_callback_is_nothing_to_do(ports: Ports) -> None:
    callback = in_queue(ports, state=State.CLOSED)

    callback_is_due(ports, callback.id)
    callback_is_due(ports, "nosuch")

    assert stored(ports, callback) == callback


def test_two_sweeps_free_a_lease_once(ports: Ports) -> None:
    amina = a_colleague(ports)
    callback = lapsed(ports)

    callback_is_due(ports, callback.id)
    claimed = claim_callback(ports, callback.id, amina.id)
    call_back(ports, callback.id, claimed.token, amina.id)
    callback_is_due(ports, callback.id)

    assert stored(ports, callback).specialist == amina.id
    assert stored(ports, callback).state is State.CALLING


def _leg(ports: Ports, callback: Callback, name: str) -> Leg:
    now = ports.store.now()
    purpose = "specialist" if name.endswith("s") else "person"
    return Leg(
        id=name,
        purpose=purpose,
        serves=f"callback:{callback.id}",
        phone="+16465550101",
        specialist="amina",
        created_at=now,
        due_at=now + HOUR,
        attempt=name[:-2],
    )


def _call(sid: str, now: object) -> Call:
    return Call(
        sid=sid, person="p", phone="+12125550142", language="en", started_at=now, due_at=now
    )  # type: ignore[arg-type]
