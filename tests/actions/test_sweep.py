"""The sweep goes on whatever one entry is like: nothing bad keeps the rest waiting."""

from dataclasses import replace
from datetime import datetime, timedelta

from service.actions.ports import Ports, Store
from service.domain.callback import Callback
from tests.actions.queueing import in_queue, stored
from workers.sweep import AT_ONCE, forget_once, sweep_once


def an_hour_ago(ports: Ports) -> datetime:
    return ports.store.now() - timedelta(hours=1)


def test_entries_nobody_can_read_keep_no_other_waiting(ports: Ports, link) -> None:
    wish = in_queue(ports, due_at=ports.store.now() + timedelta(milliseconds=1))
    long_ago = an_hour_ago(ports).timestamp()
    link.zadd("due", {f"nonsense:{n}": long_ago for n in range(AT_ONCE)})

    sweep_once(ports)
    sweep_once(ports)

    assert ports.store.next_ready(("en",), 1) == [wish.id]


class Locked:
    """A store that holds a closed callback nobody has the key to."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str):
        return getattr(self._store, name)

    def closed_before(self, until: datetime, limit: int) -> list[Callback]:
        raise ValueError("no data key")


def test_a_record_without_its_key_does_not_end_the_sweep(ports: Ports) -> None:
    wish = in_queue(ports)

    forget_once(replace(ports, store=Locked(ports.store)))

    assert stored(ports, wish) == wish
