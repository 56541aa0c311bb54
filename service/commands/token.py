"""`helpline token`: what programs use the API with. Made, listed, revoked; shown once."""

import json

import click

from service.actions.listing import iso
from service.actions.people import make_token, revoke_token
from service.actions.ports import ApiToken
from service.commands.our_ports import BY, our_ports
from service.commands.specialist import SCOPES, find
from service.commands.tables import a_table, show
from service.domain.errors import UnknownRecord


@click.group()
def command() -> None:
    """Make, list and revoke tokens for the API."""


@command.command()
@click.argument("email")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="Repeat it.")
@click.option("--label", default="", help="What it is for.")
def make(email: str, scopes: tuple[str, ...], label: str) -> None:
    """Make a token for somebody and print it: it is shown this once."""
    with our_ports() as ports:
        who = find(ports, email).id
        _, secret = make_token(ports, who, scopes or ("read", "work"), label[:60], by=BY)
        click.echo(secret)


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, nothing else.")
def list_all(as_json: bool) -> None:
    """List every token: whose, what for, when used; never the token."""
    with our_ports() as ports:
        tokens = ports.tokens.all()
        names = {each.id: each.email for each in ports.store.specialists()}
    if as_json:
        for each in tokens:
            click.echo(json.dumps(_row(each, names)))
        return
    table = a_table("id", "email", "label", "scopes", "made", "used")
    for each in tokens:
        made, used = (iso(at) if at else "" for at in (each.made_at, each.used_at))
        scopes = " ".join(each.scopes)
        table.add_row(each.id, names.get(each.specialist), each.label, scopes, made, used)
    show(table)


@command.command()
@click.argument("token_id")
def revoke(token_id: str) -> None:
    """End a token at once; its id is in the list."""
    with our_ports() as ports:
        if not revoke_token(ports, token_id, by=BY):
            raise UnknownRecord("there is no token of this id")
        click.echo("revoked")


def _row(each: ApiToken, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": each.id,
        "email": names.get(each.specialist),
        "label": each.label,
        "scopes": list(each.scopes),
        "made_at": iso(each.made_at) if each.made_at else None,
        "used_at": iso(each.used_at) if each.used_at else None,
    }
