"""`helpline run`: the whole helpline, kept running."""

import click

from service.supervision.run import run


@click.command()
def command() -> None:
    """Run the whole helpline and keep it running."""
    run()
