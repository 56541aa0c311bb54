"""`helpline keys`: put everything under a new data key, while the helpline runs."""

import sys

import click

from service.commands.our_ports import in_words
from service.settings import load_settings
from service.wiring import data_keys, patient_link


@click.group()
def command() -> None:
    """Put what is kept under a new data key.

    First put the new key in front of the old one in HELPLINE_DATA_KEYS and start every process
    anew; then `rotate`; once `count` says that no record needs the old key, take it out.
    """


@command.command()
def rotate() -> None:
    """Encrypt every record with the first data key. Cut off, it goes on where it stopped."""
    settings = load_settings()
    done = lost = 0
    with in_words():
        for each in data_keys(settings, patient_link(settings)).rotate():
            done, lost = done + each.old, lost + each.lost
    click.echo(f"put under the first key: {done} records")
    _say_lost(lost)


@command.command()
def count() -> None:
    """Say how many records still need an older key; changes nothing."""
    settings = load_settings()
    with in_words():
        found = data_keys(settings, patient_link(settings)).count()
    click.echo(f"under an older key: {found.old} records")
    _say_lost(found.lost)


def _say_lost(lost: int) -> None:
    if lost:
        click.echo(f"opened by no key in HELPLINE_DATA_KEYS: {lost} records", err=True)
        sys.exit(1)
