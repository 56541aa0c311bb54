"""A running simulator with a stand-in for the helpline on the other side."""

from collections.abc import Iterator

import pytest

from tests.simulator.stand_in import Simulation


@pytest.fixture
def sim() -> Iterator[Simulation]:
    simulation = Simulation()
    yield simulation
    simulation.close()
