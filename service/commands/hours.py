"""`helpline hours`: when it is open, and who would answer at a moment."""

from datetime import UTC, datetime

import click

from service.actions.answering_hours import who_answers_at
from service.commands.our_ports import our_ports
from service.commands.times import the_moment


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Say who would answer now, or with `at TIME` then."""
    if context.invoked_subcommand is None:
        _say(datetime.now(UTC))


@command.command("at")
@click.argument("moment")
def at(moment: str) -> None:
    """Say who would answer at MOMENT (ISO 8601, such as 2026-12-24T22:00-05:00)."""
    _say(the_moment(moment, "MOMENT"))


def _say(when: datetime) -> None:
    with our_ports() as ports:
        for line in who_answers_at(ports, when):
            click.echo(line)
