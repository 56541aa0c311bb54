"""A worker or a sweep that slept in the middle of its work must not ring or text a second time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from service.actions.leg_due import leg_is_due
from service.actions.legs import dial
from service.actions.ports import Change, Ports, Store
from service.actions.texts import new_text, send_text, text_is_due
from service.domain.errors import AmbiguousAnswer
from service.domain.leg import Leg, LegState
from service.domain.specialist import Specialist
from service.domain.text import Text, TextState
from tests.actions.queueing import a_colleague, in_queue
from tests.builders import a_leg
from tests.fakes import FakeTelephone

MINUTE = timedelta(minutes=1)


class Clock:
    """The real store with a clock that a test moves on; `after_commit` is done once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.late = timedelta()
        self.after_commit: Callable[[], None] | None = None

    def __getattr__(self, name: str):
        return getattr(self._store, name)

    def now(self) -> datetime:
        return self._store.now() + self.late

    def around_leg(self, leg_id: str):
        around = self._store.around_leg(leg_id)
        return replace(around, now=around.now + self.late)

    def commit(self, change: Change):
        done = self._store.commit(change)
        then, self.after_commit = self.after_commit, None
        if then:
            then()
        return done

    def sleeps(self, time: timedelta) -> None:
        self.late += time


@dataclass
class Asleep(FakeTelephone):
    """While it looks at Twilio's list, something else happens."""

    meanwhile: Callable[[], None] | None = None

    def find_call(self, leg: Leg) -> tuple[str, str] | None:
        then, self.meanwhile = self.meanwhile, None
        if then:
            then()
        return None

    def find_text(self, text: Text, body: str) -> tuple[str, str] | None:
        return self.find_call(a_leg()) if self.meanwhile else None


@pytest.fixture
def clock(ports: Ports) -> Clock:
    return Clock(ports.store)


def a_wanted_leg(ports: Ports, **given: object) -> Leg:
    """A specialist's leg of a callback that is being called."""
    now = ports.store.now()
    who = a_colleague(ports, id="amina")
    callback = in_queue(ports, state="calling", specialist=who.id, token=1, attempt="a1")
    leg = a_leg(
        id="a1-s", attempt="a1", serves=f"callback:{callback.id}", created_at=now, due_at=now
    )
    leg = replace(leg, **given)
    held = ports.store.get(Specialist, who.id)
    assert held is not None
    ports.store.commit(Change(now=now, records=(leg, replace(held, engaged="leg:a1-s"))))
    return leg


def stored_leg(ports: Ports) -> Leg:
    leg = ports.store.get(Leg, "a1-s")
    assert leg is not None
    return leg


def test_a_worker_that_slept_before_dialling_leaves_it_to_the_sweep(
    ports: Ports, clock: Clock, telephone: FakeTelephone
) -> None:
    a_wanted_leg(ports)
    clock.after_commit = lambda: clock.sleeps(2 * MINUTE)

    dial(replace(ports, store=clock), "a1-s")

    assert telephone.dialled == []
    assert stored_leg(ports).state is LegState.POSTING


def test_a_sweep_that_slept_does_not_judge_a_later_dial(ports: Ports) -> None:
    a_wanted_leg(ports, state=LegState.UNSURE, looks=2)
    telephone = Asleep(fails_with=[AmbiguousAnswer("lost")], accepts_before_failing=True)
    ours = replace(ports, telephone=telephone)

    def another_sweep_and_a_worker() -> None:
        leg_is_due(ours, "a1-s")
        dial(ours, "a1-s")

    telephone.meanwhile = another_sweep_and_a_worker
    leg_is_due(ours, "a1-s")
    dial(ours, "a1-s")

    assert len(telephone.dialled) == 1
    assert stored_leg(ports).state is LegState.UNSURE


def test_each_dial_has_two_looks_of_its_own(ports: Ports) -> None:
    a_wanted_leg(ports, state=LegState.UNSURE, looks=2)

    leg_is_due(ports, "a1-s")

    assert (stored_leg(ports).state, stored_leg(ports).looks) == (LegState.INTENDED, 0)


def test_the_dial_of_a_worker_that_died_is_wanted_again_within_a_minute(
    ports: Ports, clock: Clock
) -> None:
    now = ports.store.now()
    a_wanted_leg(ports, state=LegState.INTENDED)
    posting = stored_leg(ports).posting(now)
    ports.store.commit(Change(now=now, records=(posting,)))
    ours = replace(ports, store=clock)

    clock.sleeps(timedelta(seconds=16))
    leg_is_due(ours, "a1-s")
    assert stored_leg(ports).state is LegState.UNSURE
    clock.sleeps(timedelta(seconds=31))
    leg_is_due(ours, "a1-s")

    assert stored_leg(ports).state is LegState.INTENDED


def a_text(ports: Ports, **given: object) -> Text:
    now = ports.store.now()
    made = new_text(
        ports, person="p1", phone="+12125550142", language="en", words="thanks", now=now
    )
    made = replace(made, **given)
    ports.store.commit(Change(now=now, records=(made,)))
    return made


def stored_text(ports: Ports, text: Text) -> Text:
    found = ports.store.get(Text, text.id)
    assert found is not None
    return found


def test_a_worker_that_slept_before_texting_leaves_it_to_the_sweep(
    ports: Ports, clock: Clock, telephone: FakeTelephone
) -> None:
    text = a_text(ports)
    clock.after_commit = lambda: clock.sleeps(2 * MINUTE)

    send_text(replace(ports, store=clock), text.id)

    assert telephone.sent == []
    assert stored_text(ports, text).state is TextState.POSTING


def test_a_sweep_that_slept_does_not_judge_a_later_sending(ports: Ports) -> None:
    text = a_text(ports, state=TextState.UNSURE, looks=2)
    telephone = Asleep(fails_with=[AmbiguousAnswer("lost")], accepts_before_failing=True)
    ours = replace(ports, telephone=telephone)

    def another_sweep_and_a_worker() -> None:
        text_is_due(ours, text.id)
        send_text(ours, text.id)

    telephone.meanwhile = another_sweep_and_a_worker
    text_is_due(ours, text.id)
    send_text(ours, text.id)

    assert len(telephone.sent) == 1
    assert stored_text(ports, text).state is TextState.UNSURE


def test_a_report_that_overtook_an_unclear_answer_holds(ports: Ports) -> None:
    text = a_text(ports)

    class Overtaken(FakeTelephone):
        def send(self, sent: Text, body: str, *, good_for_s: int) -> str:
            now = ports.store.now()
            delivered = stored_text(ports, text).settled(TextState.DELIVERED)
            ports.store.commit(Change(now=now, records=(delivered,)))
            raise AmbiguousAnswer("lost")

    send_text(replace(ports, telephone=Overtaken()), text.id)

    assert stored_text(ports, text).state is TextState.DELIVERED
