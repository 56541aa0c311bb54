"""`helpline health`: is a process doing its work? For healthchecks; exit status 1 if not."""

import sys
from datetime import timedelta

import click

from service.settings import load_settings
from service.supervision.readiness import why_not_ready
from service.supervision.run import QUEUES

# Nobody who waits for a call or a text should wait this long for a machine.
PATIENCE = timedelta(seconds=60)


@click.command()
@click.argument("process", type=click.Choice(["web", "sweep", *QUEUES]), default="web")
def command(process: str) -> None:
    """Say whether the web, the sweep or the worker of a queue does its work."""
    if process == "web":
        why = why_not_ready(f"http://127.0.0.1:{load_settings().port}")
    elif process == "sweep":
        why = _why_not_swept()
    else:
        why = _why_not_worked(process)
    click.echo(why or "healthy")
    sys.exit(bool(why))


def _why_not_worked(queue: str) -> str:
    from service.adapters.queue_health import oldest_wait
    from service.domain.errors import TryLater

    try:
        wait = oldest_wait(load_settings().redis_url, queue)
    except TryLater as error:
        return str(error)
    return f"a job in {queue} has waited {wait}" if wait > PATIENCE else ""


def _why_not_swept() -> str:
    from service.domain.errors import TryLater
    from service.wiring import web_ports

    ports, _ = web_ports(load_settings())
    try:
        left = ports.store.due(ports.store.now() - PATIENCE, 1)
    except TryLater as error:
        return str(error)
    return f"{left[0]} has been due for more than {PATIENCE}" if left else ""
