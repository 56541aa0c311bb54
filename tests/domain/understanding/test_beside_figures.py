"""What stands beside a figure of speech, or beside what is no opt-out, is still understood."""

from collections.abc import Callable, Mapping
from typing import Any

from service.domain.understanding import Understander

Rows = Callable[[str], list[Mapping[str, Any]]]


def test_no_figure_of_speech_hides_a_crisis(understander: Understander, rows_of: Rows) -> None:
    texts = [row["text"] for row in rows_of("beside_figures.jsonl")]

    hidden = [text for text in texts if not understander.understand(text).is_crisis]

    assert len(texts) > 100
    assert hidden == []


def test_who_opts_out_and_who_does_not_are_told_apart(
    understander: Understander, rows_of: Rows
) -> None:
    rows = rows_of("beside_opt_outs.jsonl")

    wrong = [
        row["text"]
        for row in rows
        if (understander.understand(row["text"]).intent == "stop") is not (row["intent"] == "stop")
    ]

    assert {row["intent"] == "stop" for row in rows} == {True, False}
    assert wrong == []
