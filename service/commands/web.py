"""`helpline web`: one process that answers webhooks, the console and the API."""

import os

import click

from service.observability import configure_logging
from service.settings import load_settings
from service.supervision import die_with_parent
from service.supervision.child import PROCESS
from service.supervision.listen import listening_socket


@click.command()
def command() -> None:
    """Answer webhooks, the console and the API."""
    die_with_parent()
    configure_logging(os.environ.get(PROCESS, "web"))
    settings = load_settings()
    listener = listening_socket(settings.bind_host, settings.port)
    from service.app import create
    from service.supervision.web_process import serve

    serve(listener, create(settings))
