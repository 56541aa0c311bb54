"""Talk that only borrows the words of a crisis, or of an opt-out.

"The drain is choking", "my sponsor will not text me back": written phrase by phrase, to find a text
for each that means something else. There is no harder talk.
"""

from collections.abc import Callable, Mapping
from typing import Any

from service.commands.evaluation import evaluate
from service.domain.understanding import Understander

Rows = Callable[[str], list[Mapping[str, Any]]]


def test_hardly_any_ordinary_talk_is_taken_for_a_crisis(
    understander: Understander, rows_of: Rows
) -> None:
    report = evaluate(rows_of("borrowed_words.jsonl"), understander)

    assert report.false_crisis.whole > 4000
    assert report.false_crisis.ratio <= 0.015


def test_hardly_anybody_is_opted_out_who_asks_for_something_else(
    understander: Understander, rows_of: Rows
) -> None:
    report = evaluate(rows_of("borrowed_opt_outs.jsonl"), understander)

    assert report.false_stop.whole > 1000
    assert report.false_stop.ratio <= 0.03
