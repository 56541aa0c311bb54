"""`helpline block`: texts and calls of a number get closing words for a while."""

from datetime import timedelta

import click

from service.actions.blocking import block_number
from service.actions.switch import COMMAND_LINE
from service.commands.our_ports import our_ports
from service.domain.blocking import BlockReason, reason_named


@click.command()
@click.argument("number")
@click.option("--hours", type=click.IntRange(1, 720), default=24, show_default=True)
@click.option("--reason", type=click.Choice([each.value for each in BlockReason]), default="abuse")
def command(number: str, hours: int, reason: str) -> None:
    """Serve NUMBER in a crisis only, for some hours; again sets a new end."""
    with our_ports() as ports:
        until = block_number(
            ports, number, timedelta(hours=hours), reason_named(reason), COMMAND_LINE
        ).blocked_until
    click.echo(f"Blocked until {until:%Y-%m-%d %H:%M} UTC. A crisis is answered all the same.")
