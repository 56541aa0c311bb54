"""`helpline callbacks`: the queue and what became of it, as a table or as JSON lines."""

import json
from collections.abc import Iterable
from datetime import datetime

import click

from service.actions.listing import every_callback, row_of
from service.actions.ports import AuditLine, Change, Ports
from service.commands.our_ports import BY, our_ports
from service.commands.tables import a_table, show
from service.domain.callback import Callback, State

COLUMNS = ("id", "state", "phone", "language", "reason", "asked", "promised", "in vain", "with")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, nothing else.")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only these.")
@click.option("--reveal", is_flag=True, help="Numbers in full; this is audited.")
def command(as_json: bool, state: str | None, reveal: bool) -> None:
    """List callbacks, oldest first. Times are UTC."""
    with our_ports() as ports:
        if reveal and not ports.policy.is_demo:
            _audit(ports)
        shown = every_callback(ports, State(state) if state else None)
        in_full = reveal or ports.policy.is_demo
        if as_json:
            _print_lines(shown, in_full)
        else:
            _print_table(shown, in_full)


def _print_lines(callbacks: Iterable[Callback], reveal: bool) -> None:
    for callback in callbacks:
        click.echo(json.dumps(row_of(callback, reveal=reveal)))


def _print_table(callbacks: Iterable[Callback], reveal: bool) -> None:
    table = a_table(*COLUMNS)
    for callback in callbacks:
        row = row_of(callback, reveal=reveal)
        reason = "CRISIS" if callback.crisis else str(row["reason"])
        table.add_row(
            callback.id,
            str(row["outcome"] or row["state"]),
            str(row["phone"]),
            callback.language,
            reason,
            _short(callback.created_at),
            _short(callback.promise_at),
            str(callback.attempts),
            callback.specialist,
        )
    show(table)


def _short(at: datetime) -> str:
    return at.strftime("%m-%d %H:%M")


def _audit(ports: Ports) -> None:
    line = AuditLine(BY, "saw the numbers", "callbacks")
    ports.store.commit(Change(now=ports.store.now(), audit=(line,)))
