"""`helpline unblock`: a number is served again."""

import click

from service.actions.blocking import unblock
from service.actions.switch import COMMAND_LINE
from service.commands.our_ports import our_ports
from service.domain.phone import to_e164


@click.command()
@click.argument("number")
def command(number: str) -> None:
    """Serve NUMBER again."""
    phone = to_e164(number)
    if phone is None:
        raise click.BadParameter("this is no telephone number", param_hint="NUMBER")
    with our_ports() as ports:
        unblock(ports, ports.identity.person(phone), COMMAND_LINE)
    click.echo("Served again.")
