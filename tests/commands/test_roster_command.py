"""`helpline roster` on a store with a planned shift."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.actions.ports import Change
from service.cli import helpline
from service.domain.roster import Shift
from service.settings import load_settings
from service.wiring import record_ports


@pytest.fixture
def environment(link: object, valkey_url: str, tmp_path: Path) -> dict[str, str]:
    environment = {
        "HELPLINE_MODE": "demo",
        "HELPLINE_REDIS_URL": valkey_url,
        "HELPLINE_DATA_DIR": str(tmp_path),
    }
    ports = record_ports(load_settings(environment))[0]
    now = ports.store.now()
    shift = Shift(
        id="s1",
        specialist="amina",
        starts_at=now + timedelta(hours=1),
        ends_at=now + timedelta(hours=9),
        zone="America/New_York",
        due_at=now,
        offered=True,
    )
    ports.store.commit(Change(now=now, records=(shift,)))
    return environment


def test_json_lines_name_shifts_and_holes(environment: dict[str, str]) -> None:
    said = CliRunner().invoke(helpline, ["roster", "--json"], env=environment)

    rows = [json.loads(line) for line in said.stdout.splitlines()]
    (shift,) = [row for row in rows if row["kind"] == "shift"]
    assert (shift["id"], shift["specialist"], shift["offered"]) == ("s1", "amina", True)
    assert shift["starts_at"].endswith("Z")
    assert {row["kind"] for row in rows} == {"shift", "nobody"}


def test_the_table_shouts_where_nobody_is(environment: dict[str, str]) -> None:
    said = CliRunner().invoke(helpline, ["roster"], env=environment)

    assert said.exit_code == 0
    assert "NOBODY" in said.output
    assert "offered" in said.output


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "0001-01-01"])
def test_no_such_day_is_said_in_words(environment: dict[str, str], day: str) -> None:
    said = CliRunner().invoke(helpline, ["roster", "--week", day], env=environment)

    assert said.exit_code != 0
    assert "Traceback" not in said.output
    assert "day" in said.output
