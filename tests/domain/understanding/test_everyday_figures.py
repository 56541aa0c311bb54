"""What people text every day, and what only sounds like a crisis or like opting out."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.domain.understanding import Understander

Rows = Callable[[str], list[Mapping[str, Any]]]
FILES = ["everyday_figures.jsonl", "everyday_figures_es.jsonl"]


@pytest.mark.parametrize("file", FILES)
def test_no_everyday_figure_of_speech_is_a_crisis_or_an_opt_out(
    understander: Understander, rows_of: Rows, file: str
) -> None:
    texts = [row["text"] for row in rows_of(file)]

    taken = [
        (text, understood.intent)
        for text in texts
        for understood in [understander.understand(text)]
        if understood.is_crisis or understood.intent == "stop"
    ]

    assert len(texts) >= 60
    assert taken == []
