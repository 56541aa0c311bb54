"""`helpline eval`: the figures it prints."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.adapters.phrase_files import load_understander
from service.commands.eval import command
from service.commands.evaluation import evaluate

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    {"text": "i want to die", "lang": "en", "intent": "crisis:self-harm"},
    {"text": "paper boats and a spoon", "lang": "en", "intent": "crisis:self-harm"},
    {"text": "STOP", "lang": "es", "intent": "stop"},
    {"text": "overdose", "lang": "en", "intent": "unknown"},
    {"text": "detox", "lang": "en", "intent": "fact:withdrawal", "accept": ["fact:detox"]},
]


def test_each_figure_counts_what_it_says():
    report = evaluate(ROWS, load_understander(ROOT))

    assert str(report.crisis_recall) == "1 of 2 (50.0%)"
    assert str(report.false_crisis) == "1 of 3 (33.3%)"
    assert str(report.stop_recall) == "1 of 1 (100.0%)"
    assert str(report.false_stop) == "0 of 4 (0.0%)"
    assert str(report.accuracy()["en"]) == "2 of 4 (50.0%)"


def test_an_accepted_other_answer_is_right():
    report = evaluate(ROWS, load_understander(ROOT))

    assert [miss.row["text"] for miss in report.misses] == ["paper boats and a spoon", "overdose"]


def test_the_report_lists_figures_and_misses(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")

    shown = CliRunner().invoke(command, [str(file)])

    assert shown.exit_code == 0
    assert "crisis recall  1 of 2 (50.0%)" in shown.output
    assert "'paper boats and a spoon'" in shown.output


def test_a_row_without_an_intent_is_refused_by_its_line(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "hi", "intent": "menu"}\n{"text": "hi"}', encoding="utf-8")

    shown = CliRunner().invoke(command, [str(file)])

    assert shown.exit_code == 1
    assert "line 2" in shown.output


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (b"\xff", "line 1 is not JSON"),
        (b'{"text": "hi", "intent": "menu"}\n{"text": "\xff", "intent": "menu"}', "line 2"),
        (b'{"text": "hi", "intent": "menu"', "line 1 is not JSON"),
        (b"[" * 100_000, "line 1 is not JSON"),
        (b'["hi", "menu"]', "line 1 is not a JSON object"),
        (b'\n{"text": "hi", "intent": "nonsense"}', "line 2: there is no intent 'nonsense'"),
        (b'{"text": "hi", "intent": "Menu"}', "line 1: there is no intent 'Menu'"),
        (b'{"text": "hi", "intent": ["menu"]}', "line 1: there is no intent ['menu']"),
        (b'{"text": "hi", "intent": null}', "line 1: there is no intent None"),
        (
            b'{"text": "hi", "intent": "menu", "accept": ["help", "x"]}',
            "line 1: there is no intent 'x'",
        ),
        (b'{"text": "hi", "intent": "menu", "accept": "help"}', "line 1: what it accepts"),
        (b"\n\n", "has no rows"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_line(tmp_path, lines, says):
    file = tmp_path / "texts.jsonl"
    file.write_bytes(lines)

    shown = CliRunner().invoke(command, [str(file)])

    assert shown.exit_code == 1
    assert isinstance(shown.exception, SystemExit)
    assert says in shown.output
    assert len(shown.output.splitlines()) == 1


@pytest.mark.parametrize("text", ["a" * 2_000_000, "a " * 1_000_000, "☺é" * 1_000_000])
def test_a_huge_text_is_cut_and_answered(text):
    began = time.perf_counter()

    report = evaluate([{"text": text, "intent": "unknown"}], load_understander(ROOT))

    assert report.outcomes[0].is_right
    assert time.perf_counter() - began < 10  # a machine may be slow; by its square it is hours
