"""`helpline open`: the end of the switch that closed the helpline."""

import click

from service.actions.answering_hours import who_answers_at
from service.actions.switch import COMMAND_LINE, open_helpline
from service.commands.our_ports import our_ports


@click.command()
def command() -> None:
    """Open again: the usual hours hold."""
    with our_ports() as ports:
        open_helpline(ports, COMMAND_LINE)
        for line in who_answers_at(ports, ports.store.now()):
            click.echo(line)
