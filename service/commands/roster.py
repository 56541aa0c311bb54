"""`helpline roster`: planned shifts of a week and its holes, as a table or as JSON lines."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import click

from service.actions.listing import iso
from service.actions.rostering import Week, week_of
from service.commands.our_ports import our_ports
from service.commands.tables import a_table, show

Row = dict[str, object]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line, nothing else.")
@click.option("--week", "first", metavar="DAY", help="The first of seven days, such as 2026-12-21.")
def command(as_json: bool, first: str | None) -> None:
    """List seven days of the roster, from today or from DAY on.

    Times are UTC in JSON, and on the helpline's clock in the table.
    """
    with our_ports() as ports:
        zone = ZoneInfo(ports.policy.hours.zone)
        day = _day(first) if first else ports.store.now().astimezone(zone).date()
        rows = list(_rows(week_of(ports, day)))
    if as_json:
        for row in rows:
            click.echo(json.dumps({name: _for_json(value) for name, value in row.items()}))
    else:
        _print_table(rows, zone)


def _rows(week: Week) -> Iterator[Row]:
    """Shifts and holes by time; a hole has kind "nobody", or "silent" in a language."""
    found: list[Row] = [
        {
            "kind": "shift",
            "id": shift.id,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
            "zone": shift.zone,
            "specialist": shift.specialist,
            "languages": _languages(week, shift.specialist),
            "offered": shift.offered,
            "swap_for": shift.swap_for,
            "came_at": shift.came_at,
            "missed_at": shift.missed_at,
        }
        for shift in week.shifts
    ]
    found += [_hole("nobody", "", start, end) for start, end in week.empty]
    for language, stretches in week.silent.items():
        found += [_hole("silent", language, start, end) for start, end in stretches]
    yield from sorted(found, key=lambda row: str(row["starts_at"]))


def _hole(kind: str, language: str, start: datetime, end: datetime) -> Row:
    languages = [language] if language else []
    return {"kind": kind, "starts_at": start, "ends_at": end, "languages": languages}


def _languages(week: Week, who: str) -> list[str]:
    person = week.people.get(who)
    return list(person.languages) if person else []


def _for_json(value: object) -> object:
    return iso(value) if isinstance(value, datetime) else value


def _print_table(rows: list[Row], zone: ZoneInfo) -> None:
    table = a_table("from", "to", "who", "languages", "")
    for row in rows:
        starts, ends = (
            row[name].astimezone(zone).strftime("%a %m-%d %H:%M")  # type: ignore[attr-defined]
            for name in ("starts_at", "ends_at")
        )
        who = {"nobody": "NOBODY", "silent": "nobody who speaks"}.get(str(row["kind"]))
        spoken = " ".join(str(each) for each in row["languages"])  # type: ignore[attr-defined]
        table.add_row(starts, ends, who or str(row["specialist"]), spoken, _state(row))
    show(table)


def _state(row: Row) -> str:
    if row.get("came_at"):
        return "came late" if row.get("missed_at") else "came"
    if row.get("missed_at"):
        return "DID NOT COME" if _is_over(row) else "NOT COME YET"
    return "offered" if row.get("offered") else "swap asked" if row.get("swap_for") else ""


def _is_over(row: Row) -> bool:
    ends = row["ends_at"]
    return isinstance(ends, datetime) and ends <= datetime.now(UTC)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise click.BadParameter("not a day such as 2026-12-21", param_hint="--week") from error
