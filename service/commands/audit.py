"""`helpline audit`: whether the trail of who did what is whole."""

import sys

import click

from service.adapters.audit_heads import NO_HEAD, known_head
from service.commands.our_ports import in_words
from service.settings import load_settings
from service.wiring import audit_seal, patient_link


@click.group()
def command() -> None:
    """Verify that the audit trail is whole."""


@command.command()
@click.option("--head", default="", help="A head that an earlier run printed, or its daily file.")
def verify(head: str) -> None:
    """Walk the sealed trail from its first entry; exit status 1 if anything was changed.

    A trail cut short together with its seals is found only with --head: note the head that
    this prints, somewhere the store's keepers cannot write; HELPLINE_AUDIT_HEAD_DIR names a
    directory that gets one file a day.
    """
    settings = load_settings()
    try:
        head = known_head(head)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--head") from error
    with in_words():
        verdict = audit_seal(settings, patient_link(settings)).verify(head)
    click.echo(f"sealed: {verdict.sealed} entries · not sealed yet: {verdict.unsealed}")
    click.echo(f"head: {verdict.head or NO_HEAD}")
    if verdict.problem:
        click.echo(f"NOT WHOLE: {verdict.problem}", err=True)
        sys.exit(1)
    click.echo("whole")
