"""`helpline missed`: calls that reached nobody here, because we were down or cut off."""

import json

import click

from service.actions.listing import iso
from service.actions.ports import AuditLine, Change, Ports
from service.commands.our_ports import BY, our_ports
from service.commands.tables import a_table, show
from service.domain.call import Call
from service.domain.phone import masked

COLUMNS = ("at", "phone", "language", "sid")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON lines.")
@click.option("--reveal", is_flag=True, help="Numbers in full; this is audited.")
def command(as_json: bool, reveal: bool) -> None:
    """List calls nobody here heard, newest first; they are kept for a day. Times are UTC."""
    with our_ports() as ports:
        in_full = reveal or ports.policy.is_demo
        if reveal and not ports.policy.is_demo:
            _audit(ports)
        rows = [_row(each, in_full) for each in ports.store.missed_calls()]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
        return
    table = a_table(*COLUMNS)
    for row in rows:
        table.add_row(*row.values())
    show(table)


def _row(call: Call, in_full: bool) -> dict[str, str]:
    number = call.phone if in_full else masked(call.phone)
    values = (iso(call.started_at), number if call.phone else "withheld", call.language, call.sid)
    return dict(zip(COLUMNS, values, strict=True))


def _audit(ports: Ports) -> None:
    line = AuditLine(BY, "saw the numbers", "missed calls")
    ports.store.commit(Change(now=ports.store.now(), audit=(line,)))
