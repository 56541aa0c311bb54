"""`helpline close`: the switch that closes the helpline to new callers at once."""

from datetime import datetime

import click

from service.actions.answering_hours import who_answers_at
from service.actions.switch import COMMAND_LINE, Shutting, close_helpline
from service.commands.our_ports import our_ports
from service.commands.times import the_moment


@click.command()
@click.option("--until", default="", help="ISO 8601, such as 2026-12-24T22:00-05:00.")
@click.option("--say", default="", help="What callers hear, in English.")
@click.option("--say-es", default="", help="What callers hear, in Spanish.")
@click.option("--forward", default="", help="The phone that calls are led to meanwhile.")
def command(until: str, say: str, say_es: str, forward: str) -> None:
    """Close for new callers; without --until, until `helpline open`. Crises are answered."""
    at: datetime | None = the_moment(until, "--until") if until else None
    how = Shutting(until=at, say_en=say, say_es=say_es, forward_to=forward)
    with our_ports() as ports:
        close_helpline(ports, COMMAND_LINE, how)
        for line in who_answers_at(ports, ports.store.now()):
            click.echo(line)
