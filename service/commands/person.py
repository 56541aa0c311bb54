"""`helpline person`: what is kept about a number, shown to them or erased."""

import json
from dataclasses import asdict
from datetime import datetime

import click

from service.actions.by_hand import HOW, SCOPES, opt_out_number
from service.actions.erasing import erase_is_due, erasing_of
from service.actions.holds import held_until
from service.actions.listing import iso
from service.actions.ports import AuditLine, Change, Ports, Record
from service.actions.switch import COMMAND_LINE
from service.commands.our_ports import BY, our_ports
from service.domain.errors import Refused
from service.domain.person import Person
from service.domain.phone import to_e164

# Ours, not theirs: who works here, and how records hang together.
NOT_THEIRS = frozenset(
    {
        "version",
        "specialist",
        "token",
        "told",
        "taken_by",
        "closed_by",
        "rung",
        "heard_by",
        "seen_to_by",
        "hold_by",
        "written_by",
    }
)


@click.group()
def command() -> None:
    """Export or erase what is kept about a number."""


@command.command()
@click.argument("number")
def export(number: str) -> None:
    """Print everything kept about this number, as JSON lines."""
    with our_ports() as ports:
        person = _person(ports, number)
        about = [ports.store.get(Person, person), *ports.store.about(person)]
        _audit(ports, person, "exported")
        for record in about:
            if record is not None:
                click.echo(json.dumps(_open(record), default=_plain))


@command.command("opt-out")
@click.argument("number")
@click.option("--scope", type=click.Choice(SCOPES), default="all", help="No texts, calls or both.")
@click.option("--how", type=click.Choice(HOW), default="mail", help="How they told us.")
def opt_out(number: str, scope: str, how: str) -> None:
    """No more texts or calls to this number; its open request goes to a supervisor."""
    with our_ports() as ports:
        try:
            person = opt_out_number(ports, number, scope, how, COMMAND_LINE)
        except Refused as error:
            raise click.BadParameter(str(error), param_hint="NUMBER") from error
    click.echo(f"Opted out: {person.opted_out}.")


@command.command()
@click.argument("number")
@click.confirmation_option(prompt="Erase everything but the coded record of a STOP?")
def erase(number: str) -> None:
    """Erase this number and all notes; the coded record of a STOP or consent stays."""
    with our_ports() as ports:
        person = _person(ports, number)
        # Owed first: should we be cut off here, the sweep goes on where we stopped.
        owed = erasing_of(person, ports.store.now())
        _audit(ports, person, "asked to erase", owed=(owed,))
        left = erase_is_due(ports, owed.removeprefix("erase:"))
        held = held_until(ports, person, ports.store.now())
    if held is not None:
        click.echo(f"Not yet: a supervisor's hold lasts until {iso(held)}. Then it is erased.")
    elif left:
        click.echo(
            "Not all yet: they are on the phone with us, left a voicemail, or an alert about them "
            "is open. The rest is erased as soon as that is over."
        )
    else:
        click.echo("Erased.")


def _person(ports: Ports, number: str) -> str:
    e164 = to_e164(number)
    if e164 is None:
        raise click.BadParameter("this is no telephone number", param_hint="NUMBER")
    return ports.identity.person(e164)


def _audit(ports: Ports, person: str, what: str, owed: tuple[str, ...] = ()) -> None:
    line = AuditLine(BY, what, f"person:{person}")
    ports.store.commit(Change(now=ports.store.now(), audit=(line,), owed=owed))


def _open(record: Record) -> dict[str, object]:
    fields = {name: value for name, value in asdict(record).items() if name not in NOT_THEIRS}
    return {"kind": type(record).__name__.lower()} | fields


def _plain(value: object) -> str:
    return iso(value) if isinstance(value, datetime) else str(value)
