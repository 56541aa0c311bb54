"""`helpline stats`: figures of a range of days, as tables or as one JSON object."""

import json

import click

from service.actions.figures import CHANNELS, Breakdown, Range, read_figures, read_range
from service.commands.our_ports import our_ports
from service.commands.tables import a_table, show
from service.domain.facts import LANGUAGES
from service.domain.figure_rows import DEFINITIONS, rows_of


@click.command()
@click.option("--from", "since", default="", metavar="DAY", help="Such as 2026-11-01.")
@click.option("--to", "until", default="", metavar="DAY", help="The last day; today, if left out.")
@click.option("--language", type=click.Choice(LANGUAGES), default=None, help="Only this one.")
@click.option("--channel", type=click.Choice(CHANNELS), default=None, help="Only this way.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, nothing else.")
def command(
    since: str, until: str, language: str | None, channel: str | None, as_json: bool
) -> None:
    """Show figures; the last four weeks, if no day is given. Nobody is named in them."""
    with our_ports() as ports:
        wanted = read_range(ports, since, until, language or "", channel or "")
        found = read_figures(ports, wanted)
    if as_json:
        click.echo(json.dumps(as_object(found, wanted)))
        return
    click.echo(f"{wanted.span.first} to {wanted.span.last}, {wanted.span.zone}\n")
    _print_table(found)
    click.echo("\n" + "\n".join(DEFINITIONS))


def as_object(found: Breakdown, wanted: Range) -> dict[str, object]:
    """Everything, with null where nothing was measured."""
    return {
        "from": wanted.span.first.isoformat(),
        "to": wanted.span.last.isoformat(),
        "zone": wanted.span.zone,
        "all": {row.key: row.exact for row in rows_of(found.whole)},
        "languages": {
            code: {row.key: row.exact for row in rows_of(figures)}
            for code, figures in found.languages.items()
        },
        "channels": {
            name: {row.key: row.exact for row in rows_of(figures)}
            for name, figures in found.channels.items()
        },
    }


def _print_table(found: Breakdown) -> None:
    apart = found.languages if len(found.languages) > 1 else {}
    table = a_table("figure", "all", *apart)
    others = [{row.key: row.value for row in rows_of(figures)} for figures in apart.values()]
    group = ""
    for row in rows_of(found.whole):
        if row.group != group:
            group = row.group
            table.add_row(f"[bold]{group}[/bold]")
        table.add_row(f"  {row.title}", row.value, *(each.get(row.key, "0") for each in others))
    show(table)
