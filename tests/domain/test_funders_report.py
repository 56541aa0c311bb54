"""A funder learns nothing about a handful of people, not even by subtracting."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.funders_report import FEWEST_SHOWN, Part, part, report
from service.domain.statistic_line import Line
from tests.builders import NOON

ZONE = "America/New_York"


def shown(cells: dict[str, int]) -> dict[str, int | None]:
    return dict(part("Anything", cells).rows)


def test_counts_under_eleven_are_hidden_and_none_other_than_need_be():
    found = shown({"a": 40, "b": 4, "c": 10, "d": 11, "e": 0})

    assert found == {"a": 40, "b": None, "c": None, "d": 11, "e": 0}


def test_one_hidden_count_takes_the_next_smallest_with_it():
    found = shown({"a": 40, "b": 4, "c": 20})

    assert found == {"a": 40, "b": None, "c": None}
    assert part("Anything", {"a": 40, "b": 4, "c": 20}).total == 64


def test_hidden_counts_that_add_up_to_few_take_another_with_them():
    assert shown({"a": 40, "b": 4, "c": 3}) == {"a": None, "b": None, "c": None}


def test_hidden_counts_that_could_only_be_ten_each_take_another_with_them():
    assert shown({"a": 40, "b": 10, "c": 10})["a"] is None


def test_counts_of_one_size_are_hidden_together():
    assert shown({"a": 11, "b": 11, "c": 10}) == {"a": None, "b": None, "c": None}


def test_a_small_total_is_hidden():
    assert part("Anything", {"a": 4, "b": 6}).total is None
    assert part("Anything", {"a": 0}).total == 0


def could_be(published: Part) -> Iterator[dict[str, int]]:
    """Every table that would be published just like this one, for who knows how it is done."""
    told = dict(published.rows)
    hidden = [name for name, count in told.items() if count is None]
    left = (published.total or 0) - sum(count for count in told.values() if count is not None)
    for filled in product(range(1, left + 1), repeat=len(hidden) - 1):
        if sum(filled) < left:
            cells = told | dict(zip(hidden, (*filled, left - sum(filled)), strict=True))
            if part("Anything", cells) == published:
                yield cells


@settings(deadline=None, max_examples=60)
@given(counts=st.lists(st.integers(0, 18), min_size=2, max_size=3))
def test_no_small_count_can_be_worked_out_from_what_is_shown(counts):
    cells = {f"cell{n}": count for n, count in enumerate(counts)}
    published = part("Anything", cells)

    shown_ones = [count for _, count in published.rows if count is not None]
    assert all(count == 0 or count >= FEWEST_SHOWN for count in shown_ones)
    if published.total is not None and None in dict(published.rows).values():
        ways = list(could_be(published))
        for name, count in cells.items():
            if 0 < count < FEWEST_SHOWN:
                assert len({way[name] for way in ways}) > 1


@pytest.mark.parametrize("people", [{}, {"all": 7, "language-en": 7, "channel-sms": 7}])
def test_a_month_with_few_people_says_no_number_of_them(people):
    found = report("2026-11", [], people, ZONE)

    assert found.parts[0].total in (None, 0)
    assert all(count is None for each in found.parts for _, count in each.rows)


def test_a_month_tells_people_calls_texts_and_callbacks():
    lines = [
        (Line.about("call", NOON, language="en", outcome="answered"), 30),
        (Line.about("call", NOON, language="es", outcome="abandoned"), 12),
        (Line.about("text-in", NOON, language="en", outcome="fact"), 50),
        (Line.about("callback-closed", NOON, outcome="reached"), 20),
    ]
    people = {"all": 60, "channel-sms": 45, "channel-voice": 30, "week-2026-11-23": 60}

    found = {each.title: each for each in report("2026-11", lines, people, ZONE).parts}

    assert found["Different people"].total == 60
    assert found["Different people, by way"].rows == (("sms", 45), ("voice", 30))
    assert found["Calls, by what became of them"].total == 42
    assert found["Calls, by week"].rows == (("2026-11-23", 42),)
    assert found["Callbacks ended, by outcome"].rows == (("reached", 20),)
