"""`helpline staffing`: how many to roster for each hour of the week, by the measured load."""

import json
from datetime import timedelta

import click

from service.actions.figures import read_plan
from service.commands.our_ports import our_ports
from service.commands.tables import a_table, show
from service.domain.figure_charts import WEEKDAYS
from service.domain.staffing import ASSUMES, Aim, Hour, Plan

COLUMNS = ("hour", "calls", "at phones", "rostered", "service level", "wait at all", "busy")
TOO_LITTLE = "Too little is known: no call was answered in those weeks. Give --aht, or wait."


@click.command()
@click.option("--weeks", type=click.IntRange(1, 52), default=8, show_default=True)
@click.option("--target", type=click.IntRange(1, 99), default=80, show_default=True, help="In %.")
@click.option("--within", type=click.IntRange(0, 600), default=20, show_default=True, help="In s.")
@click.option("--aht", type=click.IntRange(10, 7200), help="Seconds per call, else measured.")
@click.option(
    "--wrap-up",
    type=click.IntRange(0, 3600),
    default=120,
    show_default=True,
    help="Seconds after each measured talk.",
)
@click.option(
    "--shrinkage",
    type=click.IntRange(0, 90),
    default=30,
    show_default=True,
    help="Percent of paid time away from the phones.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, nothing else.")
def command(
    weeks: int,
    target: int,
    within: int,
    aht: int | None,
    wrap_up: int,
    shrinkage: int,
    as_json: bool,
) -> None:
    """Say how many should be at the phones, hour by hour, and what that assumes (Erlang C)."""
    aim = Aim(
        target=target / 100,
        within=timedelta(seconds=within),
        shrinkage=shrinkage / 100,
        handling=timedelta(seconds=aht) if aht else None,
        wrap_up=timedelta(seconds=wrap_up),
    )
    with our_ports() as ports:
        found = read_plan(ports, weeks, aim)
    if as_json:
        click.echo(json.dumps(_as_object(found)))
        return
    if found is None:
        click.echo(TOO_LITTLE)
        return
    _print(found)


def _print(found: Plan) -> None:
    weeks = f"{found.weeks:.1f}".removesuffix(".0")
    click.echo(f"{found.calls} calls in {weeks} weeks, {found.handling_s:.0f} s each.")
    for doubt in found.doubts:
        click.echo(f"DO NOT RELY ON THIS: {doubt}")
    table = a_table(*COLUMNS)
    for hour in found.hours:
        table.add_row(*_row(hour))
    show(table)
    click.echo("\nThis assumes:")
    for each in ASSUMES:
        click.echo(f"- {each}")


def _row(hour: Hour) -> tuple[str, ...]:
    plan = hour.staffing
    return (
        f"{WEEKDAYS[hour.weekday]} {hour.hour:02}:00",
        f"{hour.calls:.1f}",
        str(plan.at_phones),
        str(plan.rostered),
        f"{100 * plan.service_level:.0f} %",
        f"{100 * plan.waits:.0f} %",
        f"{100 * plan.occupancy:.0f} %",
    )


def _as_object(found: Plan | None) -> dict[str, object]:
    if found is None:
        return {"hours": [], "doubts": [TOO_LITTLE], "assumes": ASSUMES}
    hours = [
        {
            "weekday": WEEKDAYS[hour.weekday],
            "hour": hour.hour,
            "calls": round(hour.calls, 3),
            "at_phones": hour.staffing.at_phones,
            "rostered": hour.staffing.rostered,
            "service_level": round(hour.staffing.service_level, 4),
            "waits": round(hour.staffing.waits, 4),
            "occupancy": round(hour.staffing.occupancy, 4),
        }
        for hour in found.hours
    ]
    return {
        "calls": found.calls,
        "weeks": round(found.weeks, 2),
        "handling_s": round(found.handling_s, 1),
        "hours": hours,
        "doubts": found.doubts,
        "assumes": ASSUMES,
    }
