"""The sweep goes on whatever one entry is like: nothing bad keeps the rest waiting."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.actions.ports import Change, Ports, Store
from service.domain.callback import Callback
from service.domain.errors import TryLater
from service.domain.text import Text, TextState
from tests.actions.queueing import in_queue, stored
from tests.builders import TEXTER
from tests.fakes import FakeTelephone
from workers.sweep import AT_ONCE, forget_once, sweep_once


@dataclass
class Unreachable(FakeTelephone):
    """Twilio does not answer."""

    asked: int = 0

    def find_text(self, text: Text, body: str) -> tuple[str, str] | None:
        self.asked += 1
        raise TryLater("no connection to Twilio")


def an_hour_ago(ports: Ports) -> datetime:
    return ports.store.now() - timedelta(hours=1)


def test_entries_nobody_can_read_keep_no_other_waiting(ports: Ports, link) -> None:
    wish = in_queue(ports, due_at=ports.store.now() + timedelta(milliseconds=1))
    long_ago = an_hour_ago(ports).timestamp()
    link.zadd("due", {f"nonsense:{n}": long_ago for n in range(AT_ONCE)})

    sweep_once(ports)
    sweep_once(ports)

    assert ports.store.next_ready(("en",), 1) == [wish.id]


def test_a_text_is_not_asked_after_again_and_again_while_twilio_is_away(ports: Ports) -> None:
    now, telephone = ports.store.now(), Unreachable()
    text = Text(
        id="text-1",
        person="p",
        phone=TEXTER,
        language="en",
        words="missed",
        values=(("when", "today"),),
        created_at=now,
        due_at=now,
        expires_at=now + timedelta(hours=1),
        state=TextState.UNSURE,
    )
    ports.store.commit(Change(now=now, records=(text,)))

    for _ in range(3):
        sweep_once(replace(ports, telephone=telephone))

    assert telephone.asked == 1


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
