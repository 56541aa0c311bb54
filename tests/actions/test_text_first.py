"""Somebody asks to be texted before we ring (R18): told, given time, and heard when they answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.callbacks import call_back, claim_callback
from service.actions.ports import Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.domain.callback import Callback, State
from service.domain.errors import NotAllowed, OutsideCallingHours, StaleToken
from service.domain.specialist import Specialist
from service.domain.text import Text
from service.domain.text_first import AHEAD, HOLDS
from tests.actions.queueing import a_colleague, in_queue, keep, stored
from tests.builders import TEXTER, a_sid


def texts(ports: Ports, body: str) -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))


def theirs(ports: Ports) -> Callback:
    found = ports.store.around(ports.identity.person(TEXTER)).callback
    assert found is not None
    return found


def sent(ports: Ports, link) -> list[str]:
    """The words of every text that waits to be sent."""
    ids = [key.removeprefix("text:") for key in link.keys("text:*")]
    return [text.words for text in ports.store.get_many(Text, ids)]


@pytest.fixture
def amina(ports: Ports) -> Specialist:
    return a_colleague(ports)


@pytest.fixture
def held(ports: Ports, amina: Specialist) -> Callback:
    """Amina holds the request of somebody who wants a text first."""
    asked = in_queue(ports, phone=TEXTER, text_first=True)
    return claim_callback(ports, asked.id, amina.id)


def told_ago(ports: Ports, callback: Callback, ago: timedelta) -> Callback:
    """As if the text had been written so long ago; no clock can be moved."""
    keep(ports, replace(stored(ports, callback), told_at=ports.store.now() - ago))
    return stored(ports, callback)


@pytest.mark.parametrize(
    "body", ["text me first", "call me but text me before", "mándame un mensaje antes de llamar"]
)
def test_asking_for_a_text_first_is_asking_for_a_call(ports: Ports, body: str) -> None:
    answer = texts(ports, body)

    assert answer.outcome == "callback-queued"
    assert theirs(ports).text_first


def test_it_may_be_asked_for_afterwards(ports: Ports) -> None:
    texts(ports, "CALL")

    answer = texts(ports, "text me first please")

    assert answer.outcome == "callback-open"
    assert "text you a few minutes before" in answer.messages[0]
    assert theirs(ports).text_first


def test_the_first_press_texts_and_rings_nobody(
    ports: Ports, amina: Specialist, held: Callback, link
) -> None:
    called = call_back(ports, held.id, held.token, amina.id)

    assert called.state is State.CLAIMED
    assert called.told_at is not None
    assert sent(ports, link) == ["about_to_ring"]
    assert not stored(ports, amina).engaged


def test_pressed_again_too_soon_it_says_from_when(
    ports: Ports, amina: Specialist, held: Callback, link
) -> None:
    told = call_back(ports, held.id, held.token, amina.id)

    with pytest.raises(OutsideCallingHours) as refused:
        call_back(ports, held.id, held.token, amina.id)

    assert told.told_at is not None
    assert refused.value.next_at == told.told_at + AHEAD
    assert sent(ports, link) == ["about_to_ring"]


def test_three_minutes_later_it_rings(ports: Ports, amina: Specialist, held: Callback) -> None:
    told_ago(ports, held, AHEAD)

    called = call_back(ports, held.id, held.token, amina.id)

    assert called.state is State.CALLING


def test_a_text_of_long_ago_counts_no_more(
    ports: Ports, amina: Specialist, held: Callback, link
) -> None:
    told_ago(ports, held, HOLDS)

    called = call_back(ports, held.id, held.token, amina.id)

    assert called.state is State.CLAIMED
    assert sent(ports, link) == ["about_to_ring"]


def test_later_takes_it_out_of_the_specialists_hand(
    ports: Ports, amina: Specialist, held: Callback
) -> None:
    call_back(ports, held.id, held.token, amina.id)

    answer = texts(ports, "LATER")

    moved = theirs(ports)
    assert answer.outcome == "noted"
    assert (moved.state, moved.specialist, moved.told_at) == (State.WAITING, "", None)
    assert moved.due_at > ports.store.now() + timedelta(hours=1)
    with pytest.raises(StaleToken):
        call_back(ports, held.id, held.token, amina.id)


def test_a_time_in_answer_moves_it_there(ports: Ports, amina: Specialist, held: Callback) -> None:
    call_back(ports, held.id, held.token, amina.id)

    texts(ports, "tomorrow at 3pm")

    assert theirs(ports).state is State.WAITING
    assert theirs(ports).due_at > ports.store.now() + timedelta(hours=2)


def test_nocall_in_answer_ends_it(ports: Ports, amina: Specialist, held: Callback) -> None:
    call_back(ports, held.id, held.token, amina.id)

    assert texts(ports, "NOCALL").outcome == "callback-cancelled"
    assert stored(ports, held).state is State.CLOSED


def test_who_takes_no_texts_is_not_rung_by_surprise(
    ports: Ports, amina: Specialist, held: Callback
) -> None:
    person = ports.store.around(ports.identity.person(TEXTER)).person
    keep(ports, replace(person, opted_out="sms"))

    with pytest.raises(NotAllowed, match="texted before we ring"):
        call_back(ports, held.id, held.token, amina.id)


def test_a_crisis_is_rung_at_once(ports: Ports, amina: Specialist) -> None:
    asked = in_queue(ports, phone=TEXTER, text_first=True, crisis=True)
    held = claim_callback(ports, asked.id, amina.id)

    assert call_back(ports, held.id, held.token, amina.id).state is State.CALLING


def test_a_next_try_is_told_anew(ports: Ports, amina: Specialist, held: Callback) -> None:
    told = told_ago(ports, held, AHEAD)

    assert told.release(ports.store.now()).told_at is None
