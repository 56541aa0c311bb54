"""Calls that Twilio took while nobody here heard them are kept as missed, and rung by nobody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.calls import greet
from service.actions.calls.heard import Heard
from service.actions.ports import Change, Ports
from service.actions.taking_in import received_is_due
from service.domain.call import MISSED, Call, CallState
from service.domain.last_look import LastLook
from service.domain.received import ReceivedCall
from tests.builders import CALLER, a_sid
from tests.fakes import FakeTelephone

MINUTE = timedelta(minutes=1)


@pytest.fixture
def rang(ports: Ports, telephone: FakeTelephone) -> Callable[..., ReceivedCall]:
    """A call that Twilio had and we had not, some minutes ago."""

    def call(minutes: float = 5, phone: str = CALLER, status: str = "completed") -> ReceivedCall:
        at = ports.store.now() - minutes * MINUTE
        made = ReceivedCall(sid=a_sid("CA"), phone=phone, status=status, at=at)
        telephone.rang.append(made)
        return made

    return call


def test_who_rang_while_we_were_down_is_kept_as_missed(ports: Ports, rang) -> None:
    call = rang()

    taken = received_is_due(ports, "calls")

    [missed] = ports.store.missed_calls()
    assert (taken.kind, taken.count) == ("calls", 1)
    assert (missed.sid, missed.phone, missed.ending) == (call.sid, CALLER, MISSED)
    assert abs(missed.started_at - call.at) < timedelta(seconds=1)


def test_nobody_who_rang_is_put_on_the_list(ports: Ports, telephone: FakeTelephone, rang) -> None:
    rang()

    received_is_due(ports, "calls")

    assert ports.store.all_callbacks(9) == ([], "")
    assert telephone.dialled == []
    assert telephone.sent == []


def test_looking_again_keeps_it_once(ports: Ports, rang) -> None:
    rang()

    taken = [received_is_due(ports, "calls").count for _ in range(3)]

    assert taken == [1, 0, 0]
    assert len(ports.store.missed_calls()) == 1


def test_a_call_that_we_answered_was_not_missed(ports: Ports, link, rang) -> None:
    call = rang()
    greet(ports, Heard(sid=call.sid, caller=CALLER))
    link.delete(f"call:{call.sid}")  # it aged out

    assert received_is_due(ports, "calls").count == 0
    assert ports.store.missed_calls() == []


def test_who_is_still_on_the_line_is_left_to_the_fallback(
    ports: Ports, telephone: FakeTelephone, rang
) -> None:
    call = rang(minutes=9, status="in-progress")
    assert received_is_due(ports, "calls").count == 0

    telephone.rang[:] = [replace(call, status="completed")]

    assert received_is_due(ports, "calls").count == 1


def test_who_talked_for_an_hour_is_not_forgotten_meanwhile(
    ports: Ports, telephone: FakeTelephone, rang
) -> None:
    call = rang(minutes=60, status="in-progress")
    at = ports.store.now() - 65 * MINUTE
    ports.store.commit(Change(now=at, records=(LastLook(id="calls", at=at),)))
    received_is_due(ports, "calls")
    received_is_due(ports, "calls")

    telephone.rang[:] = [replace(call, status="completed")]

    assert received_is_due(ports, "calls").count == 1


def test_a_webhook_after_all_is_answered_in_words(ports: Ports, rang) -> None:
    call = rang()
    received_is_due(ports, "calls")

    first = greet(ports, Heard(sid=call.sid, caller=CALLER))

    assert first == greet(ports, Heard(sid=call.sid, caller=CALLER))
    stored = ports.store.get(Call, call.sid)
    assert stored is not None
    assert stored.state is CallState.ENDED


def test_a_withheld_number_is_kept_without_one(ports: Ports, rang) -> None:
    rang(phone="+266696687")

    received_is_due(ports, "calls")

    assert ports.store.missed_calls()[0].phone == ""


def test_who_is_erased_leaves_the_list(ports: Ports, link, rang) -> None:
    rang()
    received_is_due(ports, "calls")
    [missed] = ports.store.missed_calls()

    ports.store.commit(Change(now=ports.store.now(), forgets=(missed,)))

    assert ports.store.missed_calls() == []
    assert link.zcard("missed") == 0
    assert received_is_due(ports, "calls").count == 0


def test_what_has_aged_out_leaves_the_list(ports: Ports, link, rang) -> None:
    call = rang()
    received_is_due(ports, "calls")

    link.delete(f"call:{call.sid}")

    assert ports.store.missed_calls() == []
    assert link.zcard("missed") == 0
