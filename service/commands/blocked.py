"""`helpline blocked`: whom we do not serve for now, numbers masked."""

import json

import click

from service.actions.blocking import blocked_people
from service.actions.listing import iso
from service.commands.our_ports import our_ports
from service.commands.tables import a_table, show
from service.domain.person import Person

COLUMNS = ("number", "until", "reason", "by")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON lines.")
def command(as_json: bool) -> None:
    """List whom we do not serve for now."""
    with our_ports() as ports:
        rows = [_row(each) for each in blocked_people(ports)]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
        return
    table = a_table(*COLUMNS)
    for row in rows:
        table.add_row(*row.values())
    show(table)


def _row(person: Person) -> dict[str, str]:
    until = iso(person.blocked_until) if person.blocked_until else ""
    number = person.blocked_number or "erased"
    values = (number, until, person.blocked_reason, person.blocked_by)
    return dict(zip(COLUMNS, values, strict=True))
