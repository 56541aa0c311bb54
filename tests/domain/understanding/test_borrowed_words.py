"""Talk that only borrows the words of a crisis, or of an opt-out.

"The drain is choking", "my sponsor will not text me back": written phrase by phrase, to find a text
for each that means something else. There is no harder talk.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import pytest

from service.commands.evaluation import Report, Share, evaluate
from service.domain.understanding import Understander


@pytest.mark.parametrize(
    ("name", "taken_wrongly", "fewest", "most"),
    [
        ("borrowed_words", attrgetter("false_crisis"), 4000, 0.02),
        ("borrowed_in_talk_with_us", attrgetter("false_crisis"), 3000, 0.06),
        ("borrowed_opt_outs", attrgetter("false_stop"), 1000, 0.03),
    ],
)
def test_hardly_any_is_taken_for_what_it_only_sounds_like(
    understander: Understander,
    rows_of: Callable[[str], list[Mapping[str, Any]]],
    name: str,
    taken_wrongly: Callable[[Report], Share],
    fewest: int,
    most: float,
) -> None:
    share = taken_wrongly(evaluate(rows_of(f"{name}.jsonl"), understander))

    assert share.whole > fewest
    assert share.ratio <= most
