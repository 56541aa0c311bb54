"""`helpline specialist`: those who call people back, their shifts, passwords and API tokens."""

import json

import click

from service.actions import second_factor
from service.actions.people import change_role, disable, enable, make_token
from service.actions.ports import Ports
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
from service.domain.phone import masked, to_e164
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
    with our_ports() as ports:
        number = _dialled(ports, phone)
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
        who = find(ports, email).id
        changed = start_shift(ports, who) if on_or_off == "on" else end_shift(ports, who)
        click.echo(f"{changed.name} is {'on' if changed.on_shift else 'off'} shift")


@command.command()
@click.argument("email")
@click.password_option(help="At least 12 characters; asked for when left out.")
def password(email: str, password: str) -> None:
    """Set a new password; whoever was signed in with the old one is signed out."""
    with our_ports() as ports:
        changed = set_password(ports, find(ports, email).id, password, by=BY)
        click.echo(f"{changed.name} has a new password")


@command.command()
@click.argument("email")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES))
def token(email: str, scopes: tuple[str, ...]) -> None:
    """Make a new API token and print it: it is shown this once."""
    with our_ports() as ports:
        who = find(ports, email).id
        _, made = make_token(ports, who, scopes or ("read", "work"), "", by=BY)
        click.echo(made)


@command.command()
@click.argument("email")
@click.argument("number")
def phone(email: str, number: str) -> None:
    """Let another phone ring for somebody, such as +12125550123."""
    with our_ports() as ports:
        dialled = _dialled(ports, number)
        changed = change_phone(ports, find(ports, email).id, dialled, by=BY, verified=True)
        click.echo(f"{changed.name} is rung at {masked(changed.phone)}")


@command.command(name="role")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
def set_role(email: str, role: str) -> None:
    """Give somebody another role."""
    with our_ports() as ports:
        changed = change_role(ports, find(ports, email).id, Role(role), by=BY)
        click.echo(f"{changed.name} is now {changed.role.value}")


@command.command(name="disable")
@click.argument("email")
def let_go(email: str) -> None:
    """Let somebody go: signed out at once, tokens ended, callbacks given to others."""
    with our_ports() as ports:
        gone = disable(ports, find(ports, email).id, by=BY)
        click.echo(f"{gone.name} no longer works here; what they held is with others")


@command.command(name="enable")
@click.argument("email")
def let_in(email: str) -> None:
    """Let somebody work here again."""
    with our_ports() as ports:
        back = enable(ports, find(ports, email).id, by=BY)
        click.echo(f"{back.name} works here again, and is off shift")


@command.command(name="reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Let somebody who lost phone and recovery codes set up a second factor anew."""
    with our_ports() as ports:
        who = find(ports, email)
        if not second_factor.reset(ports, who.id, by=BY):
            click.echo(f"{who.name} has no second factor; they set one up when they sign in")
            return
        click.echo(f"{who.name}'s second factor is gone, and they are signed out everywhere.")
        click.echo(
            "With their password they sign in without a code once and must set up a new one."
        )
        click.echo(
            "Until then the password alone opens it: be sure it was they who asked, and now."
        )


def find(ports: Ports, email: str) -> Specialist:
    """Whoever has this address; raises UnknownRecord."""
    found = ports.store.specialist_by_email(email)
    if found is None:
        raise UnknownRecord("nobody here has this e-mail address")
    return found


def _dialled(ports: Ports, phone: str) -> str:
    if not phone:
        return ""
    number = to_e164(phone)
    if number is None or not ports.policy.reach.covers(number):
        raise click.BadParameter("no ordinary line in the regions served", param_hint="phone")
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
