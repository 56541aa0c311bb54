"""`helpline hours`: when it is open, and who would answer at a moment."""

from datetime import UTC, datetime

import click

from service.actions.answering_hours import who_answers_at
from service.settings import load_settings
from service.wiring import worker_ports


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
    try:
        when = datetime.fromisoformat(moment)
    except ValueError as error:
        raise click.BadParameter(f"{moment} is not an ISO 8601 time") from error
    if when.tzinfo is None:
        raise click.BadParameter("say the offset too, such as 2026-12-24T22:00-05:00")
    _say(when)


def _say(when: datetime) -> None:
    ports, _ = worker_ports(load_settings())
    for line in who_answers_at(ports, when):
        click.echo(line)
