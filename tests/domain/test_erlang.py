"""Erlang C against worked values, and what follows from it."""

from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.erlang import MOST_OCCUPIED, answered_within, must_wait, needed

WORKED = [
    (10, 13, 0.2853, 0.7778),
    (10, 14, 0.1741, 0.8752),
    (5, 7, 0.3241, 0.7256),
    (1, 2, 0.3333, 0.6933),
]


@pytest.mark.parametrize(("load", "servers", "waits", "level"), WORKED)
def test_the_worked_values_come_out(load, servers, waits, level):
    found = answered_within(load, servers, seconds=20, handling_s=240)

    assert must_wait(load, servers) == pytest.approx(waits, abs=0.00005)
    assert found == pytest.approx(level, abs=0.00005)


@given(load=st.floats(0.1, 30), more=st.integers(1, 20))
def test_the_recursion_agrees_with_the_formula(load, more):
    servers = int(load) + more
    full = load**servers / factorial(servers) * servers / (servers - load)
    waits = full / (sum(load**k / factorial(k) for k in range(servers)) + full)

    assert must_wait(load, servers) == pytest.approx(waits)


def test_a_load_no_factorial_would_survive_is_no_trouble():
    assert 0 < must_wait(900.0, 950) < 1


def test_too_few_are_never_enough():
    assert must_wait(5.0, 5) == 1
    assert answered_within(5.0, 4, seconds=20, handling_s=240) == 0


@given(
    calls=st.floats(0.01, 200),
    target=st.floats(0.5, 0.99),
    within_s=st.integers(0, 120),
    shrinkage=st.floats(0, 0.6),
)
def test_those_needed_reach_the_target_and_one_fewer_would_not(calls, target, within_s, shrinkage):
    load = calls * 240 / 3600

    found = needed(calls, handling_s=240, target=target, within_s=within_s, shrinkage=shrinkage)

    assert found.service_level >= target
    assert found.occupancy <= MOST_OCCUPIED + 1e-9
    assert found.rostered * (1 - shrinkage) >= found.at_phones - 1e-6
    fewer = answered_within(load, found.at_phones - 1, seconds=within_s, handling_s=240)
    assert fewer < target or load / (found.at_phones - 1) > MOST_OCCUPIED


def test_where_nobody_calls_nobody_is_needed():
    found = needed(0, handling_s=240, target=0.8, within_s=20, shrinkage=0.3)

    assert (found.at_phones, found.rostered) == (0, 0)


def test_seven_at_the_phones_with_three_tenths_away_are_ten():
    found = needed(75, handling_s=240, target=0.72, within_s=20, shrinkage=0.3)

    assert (found.at_phones, found.rostered) == (7, 10)
