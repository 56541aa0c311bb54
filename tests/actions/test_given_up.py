"""Whoever a person here could not reach is told once that the calls have stopped."""

import json
from dataclasses import replace
from datetime import time

import pytest

from service.actions.callbacks import claim_callback, close_callback
from service.actions.ports import Change, Ports
from service.actions.texts import send_text
from service.domain.callback import Callback, Outcome
from service.domain.calling_hours import CallingHours
from service.domain.person import Person
from service.domain.text import Text
from tests.actions.queueing import a_colleague, in_queue
from tests.builders import TEXTER, a_policy
from tests.fakes import FakeTelephone

NEVER = CallingHours(opens=time(0), closes=time(0))


def closes(ports: Ports, outcome: Outcome = Outcome.UNREACHABLE, **given: object) -> Callback:
    """Amina claims a callback that was tried and closes it."""
    amina = a_colleague(ports)
    waiting = in_queue(ports, **({"phone": TEXTER, "attempts": 2} | given))
    held = claim_callback(ports, waiting.id, amina.id)
    return close_callback(ports, held.id, held.token, outcome, amina.id, request="once")


def texts_to(ports: Ports, phone: str = TEXTER) -> list[Text]:
    about = ports.store.about(ports.identity.person(phone))
    return [each for each in about if isinstance(each, Text)]


def test_a_person_who_is_given_up_reads_so_once(
    ports: Ports, telephone: FakeTelephone, link
) -> None:
    closed = closes(ports)
    close_callback(ports, closed.id, closed.token, Outcome.UNREACHABLE, "amina", request="once")

    woken = [json.loads(line) for line in link.lrange("wakeups", 0, -1)]
    for wakeup in woken:
        send_text(ports, wakeup["id"])

    ((text, body),) = telephone.sent
    assert text.phone == TEXTER
    assert "could not reach you, so we have stopped" in body


@pytest.mark.parametrize(
    "given",
    [
        {"outcome": Outcome.REACHED},
        {"outcome": Outcome.WRONG_NUMBER},
        {"outcome": Outcome.DECLINED},
        {"attempts": 0},
        {"number_given": True},
    ],
    ids=str,
)
def test_nobody_else_reads_it(ports: Ports, given: dict[str, object]) -> None:
    closes(ports, **given)  # type: ignore[arg-type]

    assert texts_to(ports) == []


def test_nobody_who_texted_stop_reads_it(ports: Ports) -> None:
    now = ports.store.now()
    person = Person(id=ports.identity.person(TEXTER)).opt_out("sms", now)
    ports.store.commit(Change(now=now, records=(person,)))

    closes(ports)

    assert texts_to(ports) == []


def test_nobody_is_woken_by_it(ports: Ports) -> None:
    asleep = replace(ports, policy=a_policy(calling=NEVER))

    closes(asleep)

    assert texts_to(ports) == []
