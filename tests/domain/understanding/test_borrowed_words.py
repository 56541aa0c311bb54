"""Ordinary talk in the words of phrases for a crisis: "the drain is choking", "fell off a cliff".

Written phrase by phrase, to find a harmless text for each: there is no harder talk than this.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.commands.evaluation import Report, evaluate
from service.domain.understanding import Understander


@pytest.fixture(scope="module")
def report(understander: Understander, rows_of: Callable[[str], list[Mapping[str, Any]]]) -> Report:
    return evaluate(rows_of("borrowed_words.jsonl"), understander)


def test_hardly_one_is_taken_for_a_crisis(report: Report) -> None:
    assert report.false_crisis.whole > 4000
    assert report.false_crisis.ratio <= 0.015


def test_most_are_none_of_ours(report: Report) -> None:
    assert report.accuracy()["en"].ratio >= 0.88
    assert report.accuracy()["es"].ratio >= 0.90
