"""A call is taken back in the very moment in which its phone begins to ring."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from service.actions.around_leg import AroundLeg
from service.actions.legs import hang_up
from service.actions.legs.dial import adopt, update
from service.actions.ports import Change, Ports, Store
from service.domain.leg import Leg, LegState
from tests.builders import a_leg
from tests.fakes import FakeTelephone

SID = "CA" + "7" * 32


class Meanwhile:
    """The real store; once, right after a leg is read, something else happens."""

    def __init__(self, store: Store, then: Callable[[], object]) -> None:
        self._store = store
        self._then: Callable[[], object] | None = then

    def __getattr__(self, name: str):
        return getattr(self._store, name)

    def around_leg(self, leg_id: str) -> AroundLeg:
        return self._read(self._store.around_leg(leg_id))

    def get(self, kind: type, name: str):
        return self._read(self._store.get(kind, name))

    def _read(self, found):
        then, self._then = self._then, None
        if then:
            then()
        return found


def kept(ports: Ports, state: LegState) -> Leg:
    now = ports.store.now()
    leg = a_leg(state=state, at=now)
    ports.store.commit(Change(now=now, records=(leg,)))
    return leg


@pytest.mark.parametrize("state", [LegState.INTENDED, LegState.POSTING])
def test_a_phone_that_is_placed_just_then_is_hung_up(
    ports: Ports, telephone: FakeTelephone, state: LegState
) -> None:
    leg = kept(ports, state)
    store = Meanwhile(ports.store, lambda: adopt(ports, leg.id, SID))

    hang_up(replace(ports, store=store), leg.id)

    assert telephone.hung_up == [SID]


def test_a_phone_that_is_posted_just_then_is_left_to_its_dialler(
    ports: Ports, telephone: FakeTelephone
) -> None:
    leg = kept(ports, LegState.INTENDED)
    store = Meanwhile(
        ports.store, lambda: update(ports, leg.id, lambda stored, now: stored.posting(now))
    )

    hang_up(replace(ports, store=store), leg.id)
    adopt(ports, leg.id, SID)

    stored = ports.store.get(Leg, leg.id)
    assert stored is not None
    assert stored.is_live
    assert telephone.hung_up == [SID]
