"""`helpline eval FILE`: how well the labelled texts of a file are understood."""

import time
from pathlib import Path
from typing import Any

import click

from service.adapters.phrase_files import load_understander
from service.commands.evaluation import Report, evaluate
from service.commands.json_lines import json_line
from service.domain.understanding import INTENTS

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SHOWN = 100


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Measure the understanding of texts on a labelled file of JSON lines."""
    rows = _rows(file)
    began = time.perf_counter()
    understander = load_understander(ROOT)
    loaded_s = time.perf_counter() - began
    report = evaluate(rows, understander)
    _show_figures(report, loaded_s)
    _show_intents(report)
    _show_misses(report)


def _rows(file: Path) -> list[dict[str, Any]]:
    """The labelled rows; a file of calls (no "channel" in its rows) is taken as spoken."""
    channel = "voice" if "call" in file.name else "sms"
    rows = []
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                rows.append({"channel": channel, **_row(line, number)})
    if not rows:
        raise click.ClickException(f"{file.name} has no rows")
    return rows


def _row(line: bytes, number: int) -> dict[str, Any]:
    row = json_line(line, number)
    if not {"text", "intent"} <= row.keys():
        raise click.ClickException(f"line {number} needs a text and an intent")
    accepted = row.get("accept", [])
    if not isinstance(accepted, list):
        raise click.ClickException(f"line {number}: what it accepts is no list of intents")
    for label in (row["intent"], *accepted):
        if label not in INTENTS:
            raise click.ClickException(f"line {number}: there is no intent {label!r}")
    return {**row, "text": str(row["text"])}


def _show_figures(report: Report, loaded_s: float) -> None:
    click.echo(f"texts          {len(report.outcomes)}")
    click.echo(f"crisis recall  {report.crisis_recall}")
    click.echo(f"false crisis   {report.false_crisis}")
    click.echo(f"stop recall    {report.stop_recall}")
    click.echo(f"false stop     {report.false_stop}")
    for language, share in report.accuracy().items():
        click.echo(f"accuracy {language:<5} {share}")
    click.echo(
        f"time per text  median {report.median_s * 1e6:.0f} us, p99 {report.p99_s * 1e6:.0f} us, "
        f"exact phrases at most {report.exact_s * 1e6:.0f} us, start-up {loaded_s * 1e3:.0f} ms"
    )


def _show_intents(report: Report) -> None:
    click.echo(f"\n{'intent':<18} {'precision':<22} recall")
    for intent, (precision, recall) in report.by_intent().items():
        click.echo(f"{intent:<18} {precision!s:<22} {recall}")


def _show_misses(report: Report) -> None:
    click.echo(f"\nmisses: {len(report.misses)}")
    for miss in report.misses:
        text = " ".join(str(miss.row["text"]).split())[:LONGEST_SHOWN]
        place = miss.row.get("id", miss.row.get("lang", ""))
        click.echo(f"{place}  {text!r}")
        click.echo(f"      wanted {miss.row['intent']}, got {miss.got.intent} ({miss.got.matched})")
