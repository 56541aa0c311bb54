"""Numbers and notes are erased when their days are over, and not before."""

from dataclasses import replace
from datetime import timedelta

from service.actions.ports import Change
from service.actions.retention import forget_old_numbers
from service.domain.callback import Callback, Outcome
from tests.builders import a_callback


def test_a_closed_callback_loses_its_number_after_the_set_days(ports) -> None:
    now = ports.store.now()
    old, young, waiting = (a_callback(notes="they like tea", at=now) for _ in range(3))
    for each in (old, young, waiting):
        ports.store.commit(Change(now=now, records=(each,)))
    close(ports, old.id, now - timedelta(days=8))
    close(ports, young.id, now - timedelta(days=6))

    forgotten = forget_old_numbers(ports)
    again = forget_old_numbers(ports)

    kept = {
        c.id: (c.phone, c.notes) for c in ports.store.get_many(Callback, ids(old, young, waiting))
    }
    assert (forgotten, again) == (1, 0)
    assert kept[old.id] == ("", "")
    assert kept[young.id] != ("", "")
    assert kept[waiting.id] != ("", "")


def test_erasing_leaves_a_newer_request_of_the_same_person_alone(ports) -> None:
    now = ports.store.now()
    old = a_callback(at=now)
    ports.store.commit(Change(now=now, records=(old,)))
    close(ports, old.id, now - timedelta(days=8))
    newer = replace(a_callback(at=now), person=old.person)
    ports.store.commit(Change(now=now, records=(newer,)))

    forget_old_numbers(ports)

    found = ports.store.around(old.person).callback
    assert found is not None
    assert found.id == newer.id


def ids(*callbacks: Callback) -> list[str]:
    return [callback.id for callback in callbacks]


def close(ports, callback_id: str, at) -> None:
    callback = ports.store.get(Callback, callback_id)
    ports.store.commit(
        Change(now=ports.store.now(), records=(callback.close(Outcome.REACHED, at),))
    )
