"""`helpline report`: a month for funders, without any count under 11."""

import json

import click

from service.actions.figures import read_report
from service.commands.our_ports import our_ports
from service.commands.tables import a_table, show
from service.domain.funders_report import FEWEST_SHOWN, NOT_OVER, Report


@click.command()
@click.argument("month", default="")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; null is a hidden count.")
def command(month: str, as_json: bool) -> None:
    """Show what may be told of MONTH (such as 2026-11; this one, if left out)."""
    with our_ports() as ports:
        found = read_report(ports, month)
    if as_json:
        click.echo(json.dumps(_as_object(found)))
        return
    click.echo(f"{found.month}. Counts under {FEWEST_SHOWN}, and what would tell one, are hidden.")
    if not found.is_over:
        click.echo(NOT_OVER)
    table = a_table("what", "which", "count")
    for part in found.parts:
        table.add_row(part.title, "all", _say(part.total))
        for name, count in part.rows:
            table.add_row("", name, _say(count))
    show(table)


def _say(count: int | None) -> str:
    return "hidden" if count is None else f"{count:,}"


def _as_object(found: Report) -> dict[str, object]:
    parts = {part.title: {"all": part.total, "by": dict(part.rows)} for part in found.parts}
    return {
        "month": found.month,
        "is_over": found.is_over,
        "hidden_under": FEWEST_SHOWN,
        "counts": parts,
    }
