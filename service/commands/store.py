"""`helpline store`: the embedded store of a data directory, in the foreground."""

import click

from service.settings import load_settings
from service.supervision.store_process import become_store


@click.command()
def command() -> None:
    """Be the embedded store of this data directory."""
    become_store(load_settings().data_dir)
