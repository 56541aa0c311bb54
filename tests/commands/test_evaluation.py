"""`helpline eval`: the figures it prints."""

import json
from pathlib import Path

from click.testing import CliRunner

from service.adapters.phrase_files import load_understander
from service.commands.eval import command
from service.commands.evaluation import evaluate

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    {"text": "i want to die", "lang": "en", "intent": "crisis:self-harm"},
    {"text": "nobody would guess this", "lang": "en", "intent": "crisis:self-harm"},
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

    assert [miss.row["text"] for miss in report.misses] == ["nobody would guess this", "overdose"]


def test_the_report_lists_figures_and_misses(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")

    shown = CliRunner().invoke(command, [str(file)])

    assert shown.exit_code == 0
    assert "crisis recall  1 of 2 (50.0%)" in shown.output
    assert "'nobody would guess this'" in shown.output


def test_a_row_without_an_intent_is_refused_by_its_line(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "hi", "intent": "menu"}\n{"text": "hi"}', encoding="utf-8")

    shown = CliRunner().invoke(command, [str(file)])

    assert shown.exit_code == 1
    assert "line 2" in shown.output
