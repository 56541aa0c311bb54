"""The clock that everything goes by is set an hour forward or back, at any moment of a callback's
life: nothing is lost, nobody is rung twice, and what was held is held or free, but never both.

What waits for a time may come an hour late or early by that; no clock could tell.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from service.actions.callbacks import claim_next
from service.actions.due import look_at
from service.actions.ports import Ports
from service.actions.sms import Inbound, receive_sms
from service.adapters.redis_store import RedisStore
from service.domain.callback import HELD, Callback
from tests.actions.queueing import a_colleague, in_queue
from tests.actions.test_callback_life import EXAMPLES, CallbackLife, LaterStore, live
from tests.builders import TEXTER, a_sid

HOUR = timedelta(hours=1)


class WrongClockLife(CallbackLife):
    """The same lives under a clock that is set; the model then believes the records about time."""

    @rule(by=st.sampled_from((-HOUR, HOUR)))
    def the_clock_is_set(self, by: timedelta) -> None:
        self.store.ahead += by
        self._sweep()
        self._believe_the_records()

    @rule(span=st.sampled_from([timedelta(minutes=m) for m in (1, 16, 130)]))
    def time_passes(self, span: timedelta) -> None:
        self.store.ahead += span
        self._sweep()
        self._believe_the_records()

    @precondition(lambda self: self._live_legs())
    @rule(data=st.data(), report=st.sampled_from(("told", "told twice")))
    def a_phone_is_over(self, data: st.DataObject, report: str) -> None:
        # A lost report is asked for later, and when that is depends on the clock.
        super().a_phone_is_over(data, report)

    @invariant()
    def every_open_callback_is_there_once(self) -> None:
        stored, _ = self.store.all_callbacks(500)
        still_open = [each.person for each in stored if each.is_open]
        assert len(still_open) == len(set(still_open)) == len(self.wanted)

    def _believe_the_records(self) -> None:
        for known in self.wanted.values():
            stored = self.store.get(Callback, known.id)
            assert stored is not None
            assert stored.is_open
            if stored.token != known.token:
                known.stale.append(known.token)
            known.state, known.tries, known.token = stored.state, stored.attempts, stored.token
            known.owner = stored.specialist if stored.state in HELD else ""
            known.spoke = stored.spoke_at is not None


@pytest.mark.timeout(1200)
def test_a_clock_that_is_set_loses_and_doubles_nothing(ports: Ports, link: Any) -> None:
    live(WrongClockLife, ports, link, EXAMPLES)


def under_a_clock(ports: Ports) -> tuple[Ports, LaterStore]:
    """The same ports on a store whose clock can be set."""
    store = ports.store
    assert isinstance(store, RedisStore)
    later = LaterStore(store._redis, store._codec, store._identity)
    return replace(ports, store=later), later


def test_who_asked_before_the_clock_was_set_back_is_handed_out_all_the_same(ports: Ports) -> None:
    here, clock = under_a_clock(ports)
    amina = a_colleague(here)
    clock.ahead = HOUR
    asked = in_queue(here)

    clock.ahead = timedelta(0)

    taken = claim_next(here, amina.id)
    assert taken is not None
    assert taken.id == asked.id


def test_one_that_must_wait_since_the_clock_was_set_back_keeps_nobody_else_waiting(
    ports: Ports,
) -> None:
    here, clock = under_a_clock(ports)
    amina = a_colleague(here)
    clock.ahead = HOUR
    first = in_queue(here, at=here.store.now() - 3 * HOUR, due_at=here.store.now(), crisis=True)
    second = in_queue(here, at=here.store.now() - 2 * HOUR)

    clock.ahead = timedelta(0)

    taken = claim_next(here, amina.id)
    assert taken is not None
    assert taken.id == second.id
    assert claim_next(here, amina.id) is None
    assert f"callback:{first.id}" in here.store.due(here.store.now() + 2 * HOUR, 99)


def test_an_erasure_reaches_what_was_written_before_the_clock_was_set_back(ports: Ports) -> None:
    here, clock = under_a_clock(ports)
    clock.ahead = HOUR
    for body in ("CALL", "NOCALL"):
        receive_sms(here, Inbound(sid=a_sid(), phone=TEXTER, body=body))

    clock.ahead = timedelta(0)
    receive_sms(here, Inbound(sid=a_sid(), phone=TEXTER, body="ERASE"))
    for member in here.store.due(here.store.now(), 99):
        look_at(here, member)

    assert here.store.about(here.identity.person(TEXTER)) == []
