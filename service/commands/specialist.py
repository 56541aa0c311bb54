"""`helpline specialist`: those who call people back, their shifts, passwords and API tokens."""

import json
import secrets

import click

from service.actions.ports import AuditLine, Change, Ports
from service.actions.staff import (
    add_specialist,
    change_phone,
    end_shift,
    set_password,
    start_shift,
)
from service.commands.our_ports import BY, our_ports
from service.commands.tables import a_table, show
from service.domain.errors import UnknownRecord
from service.domain.facts import LANGUAGES
from service.domain.phone import masked, may_be_dialled, to_e164
from service.domain.specialist import Role, Specialist

SCOPES = ("read", "work", "ask")


@click.group()
def command() -> None:
    """Add and list those who call people back."""


@command.command()
@click.option("--name", required=True, help="As colleagues call them.")
@click.option("--email", required=True, help="What they sign in with.")
@click.option("--phone", default="", help="The phone that rings for them, such as +12125550123.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES))
@click.option("--role", type=click.Choice([role.value for role in Role]), default="specialist")
@click.password_option(help="At least 12 characters; asked for when left out.")
def add(
    name: str, email: str, phone: str, languages: tuple[str, ...], role: str, password: str
) -> None:
    """Add a specialist."""
    number = _dialled(phone)
    with our_ports() as ports:
        added = add_specialist(
            ports,
            name=name,
            email=email,
            phone=number,
            phone_verified=bool(number),  # the operator vouches for it
            role=Role(role),
            languages=languages or ("en",),
            password=password,
            by=BY,
        )
        click.echo(f"added {added.id}")


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, nothing else.")
def list_all(as_json: bool) -> None:
    """List everybody who works here; phones are masked."""
    with our_ports() as ports:
        staff = ports.store.specialists()
    if as_json:
        for each in staff:
            click.echo(json.dumps(_row(each)))
        return
    table = a_table("id", "name", "email", "phone", "role", "languages", "shift")
    for each in staff:
        shift = "left" if each.disabled else "on" if each.on_shift else "off"
        languages = " ".join(each.languages)
        phone = masked(each.phone) if each.phone else ""
        table.add_row(each.id, each.name, each.email, phone, each.role.value, languages, shift)
    show(table)


@command.command()
@click.argument("email")
@click.argument("on_or_off", type=click.Choice(["on", "off"]))
def shift(email: str, on_or_off: str) -> None:
    """Start or end somebody's shift."""
    with our_ports() as ports:
        who = _find(ports, email).id
        changed = start_shift(ports, who) if on_or_off == "on" else end_shift(ports, who)
        click.echo(f"{changed.name} is {'on' if changed.on_shift else 'off'} shift")


@command.command()
@click.argument("email")
@click.password_option(help="At least 12 characters; asked for when left out.")
def password(email: str, password: str) -> None:
    """Set a new password; whoever was signed in with the old one is signed out."""
    with our_ports() as ports:
        changed = set_password(ports, _find(ports, email).id, password, by=BY)
        click.echo(f"{changed.name} has a new password")


@command.command()
@click.argument("email")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES))
def token(email: str, scopes: tuple[str, ...]) -> None:
    """Make a new API token and print it: it is shown this once."""
    with our_ports() as ports:
        who = _find(ports, email).id
        made = secrets.token_urlsafe(32)
        ports.tokens.add(made, who, scopes or ("read", "work"))
        line = AuditLine(BY, "made a token", f"specialist:{who}", " ".join(scopes))
        ports.store.commit(Change(now=ports.store.now(), audit=(line,)))
        click.echo(made)


@command.command()
@click.argument("email")
@click.argument("number")
def phone(email: str, number: str) -> None:
    """Let another phone ring for somebody, such as +12125550123."""
    dialled = _dialled(number)
    with our_ports() as ports:
        changed = change_phone(ports, _find(ports, email).id, dialled, by=BY, verified=True)
        click.echo(f"{changed.name} is rung at {masked(changed.phone)}")


def _find(ports: Ports, email: str) -> Specialist:
    found = ports.store.specialist_by_email(email)
    if found is None:
        raise UnknownRecord("nobody here has this e-mail address")
    return found


def _dialled(phone: str) -> str:
    if not phone:
        return ""
    number = to_e164(phone)
    if number is None or not may_be_dialled(number):
        raise click.BadParameter("no ordinary line in the United States", param_hint="phone")
    return number


def _row(each: Specialist) -> dict[str, object]:
    return {
        "id": each.id,
        "name": each.name,
        "email": each.email,
        "phone": masked(each.phone) if each.phone else None,
        "role": each.role.value,
        "languages": list(each.languages),
        "on_shift": each.on_shift,
        "disabled": each.disabled,
    }
