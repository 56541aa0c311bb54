"""What people write every day in the words of a crisis, and of nothing worse than tickets."""

from collections.abc import Callable, Mapping
from typing import Any

from service.domain.understanding import Understander

Rows = Callable[[str], list[Mapping[str, Any]]]


def test_an_everyday_figure_of_speech_is_no_crisis_and_no_opt_out(
    understander: Understander, rows_of: Rows
) -> None:
    texts = [row["text"] for row in rows_of("everyday_figures.jsonl")]

    understood = [(text, understander.understand(text)) for text in texts]
    wrong = [text for text, one in understood if one.is_crisis or one.intent == "stop"]

    assert len(texts) >= 60
    assert wrong == []
