"""`helpline worker QUEUE`: one process that works one queue."""

import click

from service.supervision import die_with_parent
from service.supervision.run import QUEUES


@click.command()
@click.argument("queue", type=click.Choice(QUEUES))
def command(queue: str) -> None:
    """Work one queue: calls, texts or records."""
    die_with_parent()
    from workers.run import main

    main(queue)
