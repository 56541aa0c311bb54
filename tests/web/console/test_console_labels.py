"""Every state has a word: what a table forgot would be a blank on somebody's screen."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from service.domain.callback import MOVES, Outcome, Reason, State
from service.domain.leg import LegState
from service.domain.specialist import Role
from service.web.console.callback import NAMED
from service.web.console.labels import OUTCOMES, REASONS, ROLES, STATES
from service.web.console.progress import THEIR_LEG, YOUR_LEG


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (State, STATES),
        (State, MOVES),
        (Outcome, OUTCOMES),
        (Reason, REASONS),
        (Role, ROLES),
        (LegState, YOUR_LEG),
        (LegState, THEIR_LEG),
    ],
)
def test_every_value_has_its_words(kind: type[StrEnum], table: Mapping[StrEnum, object]) -> None:
    assert set(table) == set(kind)
    assert all(table.values()) or table is MOVES


def test_every_outcome_can_be_chosen() -> None:
    assert sorted(NAMED) == sorted(Outcome)
