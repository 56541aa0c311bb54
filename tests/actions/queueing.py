"""Arranging a queue of callbacks and the people who work it, at the store's own time."""

import threading
from collections.abc import Callable
from typing import Any

from service.actions.ports import Change, Ports, Record
from service.domain.callback import Callback
from service.domain.specialist import Specialist
from tests.builders import a_callback, a_specialist


def keep(ports: Ports, *records: Record) -> None:
    """Write records as new ones."""
    ports.store.commit(Change(now=ports.store.now(), records=records))


def a_colleague(ports: Ports, **given: Any) -> Specialist:
    """Somebody on shift who speaks both languages, known to the store."""
    colleague = a_specialist(**({"languages": ("en", "es")} | given))
    keep(ports, colleague)
    return stored(ports, colleague)


def in_queue(ports: Ports, **given: Any) -> Callback:
    """A callback whose turn it is now, unless `given` says otherwise."""
    phone = given.get("phone", "+16465550110")
    person = ports.identity.person(phone) if "phone" in given else a_callback().person
    callback = a_callback(**({"at": ports.store.now(), "person": person} | given))
    keep(ports, callback)
    return stored(ports, callback)


def stored(ports: Ports, record: Any) -> Any:
    """The record as the store has it now."""
    found = ports.store.get(type(record), record.id)
    assert found is not None
    return found


def at_once(deed: Callable[[], None], times: int) -> None:
    """Run a deed in several threads and wait for all."""
    threads = [threading.Thread(target=deed) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
