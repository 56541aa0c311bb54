"""The ports for a command, and its errors in words for whoever typed it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from service.actions.ports import Ports
from service.domain.errors import Refused, TryLater
from service.settings import load_settings
from service.wiring import record_ports

BY = "command line"


@contextmanager
def our_ports() -> Iterator[Ports]:
    """The ports of the helpline that the environment names."""
    ports, link = record_ports(load_settings())
    try:
        with in_words():
            yield ports
    finally:
        link.close()


@contextmanager
def in_words() -> Iterator[None]:
    """Errors become a sentence and exit status 1."""
    try:
        yield
    except TryLater as error:
        raise click.ClickException(f"{error}; is the helpline running?") from error
    except Refused as error:
        raise click.ClickException(str(error)) from error
