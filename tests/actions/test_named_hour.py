"""The hour a person named is theirs: before it they may not be alone, so nobody rings them,
whoever holds the callback, and however often it changes hands.
"""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from service.actions.callback_due import callback_is_due
from service.actions.callbacks import (
    call_back,
    claim_callback,
    claim_next,
    put_back,
    release_callback,
)
from service.actions.ports import Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.actions.staff import end_shift
from service.domain.callback import Callback, State
from service.domain.errors import OutsideCallingHours
from service.domain.specialist import Specialist
from tests.actions.queueing import a_colleague, in_queue, keep, stored
from tests.builders import TEXTER, a_sid

HOUR = timedelta(hours=1)


@pytest.fixture
def amina(ports: Ports) -> Specialist:
    return a_colleague(ports, id="amina")


def texts(ports: Ports, body: str) -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))


def theirs(ports: Ports) -> Callback:
    found = ports.store.around(ports.identity.person(TEXTER)).callback
    assert found is not None
    return found


def named(ports: Ports) -> Callback:
    """The texter asked to be called tomorrow at three."""
    texts(ports, "CALL")
    texts(ports, "tomorrow 3pm")
    return theirs(ports)


def test_claimed_before_its_hour_it_is_not_called_before_it(
    ports: Ports, amina: Specialist
) -> None:
    wish = named(ports)
    claimed = claim_callback(ports, wish.id, amina.id)

    with pytest.raises(OutsideCallingHours, match="not to be called sooner") as refused:
        call_back(ports, wish.id, claimed.token, amina.id)

    assert refused.value.next_at == wish.due_at
    assert stored(ports, amina).engaged == ""


def test_a_crisis_waits_for_no_hour(ports: Ports, amina: Specialist) -> None:
    wish = named(ports)
    keep(ports, replace(theirs(ports), crisis=True))
    claimed = claim_callback(ports, wish.id, amina.id)

    assert call_back(ports, wish.id, claimed.token, amina.id).state is State.CALLING


@pytest.mark.parametrize("how", ["given back", "the lease is over", "the shift is over"])
def test_let_go_before_its_hour_it_waits_for_it_again(
    ports: Ports, amina: Specialist, how: str
) -> None:
    wish = named(ports)
    claimed = claim_callback(ports, wish.id, amina.id)

    if how == "given back":
        release_callback(ports, wish.id, claimed.token, amina.id)
    elif how == "the lease is over":
        keep(ports, replace(theirs(ports), due_at=ports.store.now()))
        callback_is_due(ports, wish.id)
    else:
        end_shift(ports, amina.id)

    assert theirs(ports).state is State.WAITING
    assert theirs(ports).due_at == wish.due_at
    assert claim_next(ports, amina.id) is None


def test_the_next_try_after_a_missed_one_keeps_its_time_too(
    ports: Ports, amina: Specialist
) -> None:
    at = ports.store.now() + 2 * HOUR
    missed = in_queue(ports, attempts=1, due_at=at)
    claimed = claim_callback(ports, missed.id, amina.id)

    released = release_callback(ports, missed.id, claimed.token, amina.id)

    assert released.due_at == missed.due_at


def test_an_hour_named_while_somebody_holds_it_keeps_them_from_calling(
    ports: Ports, amina: Specialist
) -> None:
    texts(ports, "CALL")
    claimed = claim_callback(ports, theirs(ports).id, amina.id)

    answer = texts(ports, "tomorrow 3pm")

    assert "tomorrow after 3:00 PM" in answer.messages[0]
    assert (theirs(ports).specialist, theirs(ports).token) == (amina.id, claimed.token)
    with pytest.raises(OutsideCallingHours):
        call_back(ports, claimed.id, claimed.token, amina.id)


def test_named_while_it_is_held_the_hour_is_on_the_clock_of_their_place(
    ports: Ports, amina: Specialist
) -> None:
    texts(ports, "CALL")
    claim_callback(ports, theirs(ports).id, amina.id)
    texts(ports, "tomorrow 3pm")

    answer = texts(ports, "90210")

    assert "tomorrow after 3:00 PM" in answer.messages[0]
    assert theirs(ports).zone == "America/Los_Angeles"
    assert theirs(ports).lease_until == theirs(ports).due_at


def test_later_while_somebody_holds_it_is_two_hours(ports: Ports, amina: Specialist) -> None:
    texts(ports, "CALL")
    claimed = claim_callback(ports, theirs(ports).id, amina.id)

    texts(ports, "LATER")

    named_at, now = theirs(ports).named_at, ports.store.now()
    assert named_at is not None
    assert now + HOUR < named_at <= now + 2 * HOUR
    assert theirs(ports).token == claimed.token


def test_while_their_phone_rings_an_hour_changes_nothing(ports: Ports, amina: Specialist) -> None:
    texts(ports, "CALL")
    claimed = claim_callback(ports, theirs(ports).id, amina.id)
    ringing = call_back(ports, claimed.id, claimed.token, amina.id)

    answer = texts(ports, "tomorrow 3pm")

    assert "already saved" in answer.messages[0]
    assert (theirs(ports).due_at, theirs(ports).named_at) == (ringing.due_at, None)
    assert theirs(ports).state is State.CALLING


def test_another_hour_may_come_before_the_one_they_named(ports: Ports, amina: Specialist) -> None:
    wish = named(ports)
    claimed = claim_callback(ports, wish.id, amina.id)
    soon = ports.store.now() + HOUR

    put = put_back(ports, wish.id, claimed.token, soon, amina.id, asked=True)

    assert (put.due_at, put.named_at, put.promise_at) == (soon, soon, soon)


def test_an_hour_that_suits_us_never_comes_before_the_one_they_named(
    ports: Ports, amina: Specialist
) -> None:
    wish = named(ports)
    claimed = claim_callback(ports, wish.id, amina.id)
    assert wish.named_at is not None

    with pytest.raises(OutsideCallingHours, match="not to be called sooner"):
        put_back(ports, wish.id, claimed.token, wish.named_at - HOUR / 2, amina.id)

    put = put_back(ports, wish.id, claimed.token, wish.named_at + HOUR, amina.id)
    assert (put.named_at, put.promise_at) == (wish.named_at, wish.promise_at)


def test_who_asks_after_a_call_that_was_put_off_is_told_when_it_comes(
    ports: Ports, amina: Specialist
) -> None:
    texts(ports, "CALL")
    claimed = claim_callback(ports, theirs(ports).id, amina.id)
    at = ports.store.now() + 3 * HOUR
    put_back(ports, claimed.id, claimed.token, at, amina.id)

    answer = texts(ports, "CALL")

    assert "already saved" in answer.messages[0]
    hour = at.astimezone(ZoneInfo("America/New_York"))
    assert f"{hour:%I:%M %p}".lstrip("0") in answer.messages[0]
    assert theirs(ports).promise_at == claimed.promise_at
