"""Who would answer, and why."""

from datetime import time

from service.actions.answering_hours import who_answers_at
from service.actions.ports import Change
from service.domain.hours import OpeningHours
from tests.builders import NOON, a_specialist

WEEKDAYS = OpeningHours("America/New_York", ((((time(9)), time(17)),),) * 5 + ((), ()))


def test_closed_hours_say_when_it_opens(with_policy) -> None:
    ports = with_policy(hours=WEEKDAYS)

    said = who_answers_at(ports, NOON.replace(hour=23))

    assert said[0].startswith("Nobody: the helpline is closed on Wednesday")
    assert "Thursday 2026-11-26 09:00" in said[1]


def test_open_without_anybody_on_shift_says_so(with_policy) -> None:
    said = who_answers_at(with_policy(hours=WEEKDAYS), NOON)

    assert "no one is on shift" in said[0]


def test_open_names_who_may_be_rung(with_policy) -> None:
    ports = with_policy(hours=WEEKDAYS)
    someone = a_specialist(id="amina", languages=("en", "es"))
    ports.store.commit(Change(now=ports.store.now(), records=(someone,)))

    said = who_answers_at(ports, NOON)

    assert said[1] == "  amina (en, es): may be rung"
