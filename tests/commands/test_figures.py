"""The command line for figures, the month for funders, and staffing."""

import json
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from service.actions.ports import Change, Ports
from service.domain.statistic_line import Line
from tests.commands.test_records import Run

Put = Callable[..., None]


@pytest.fixture
def happened(ports: Ports) -> Put:
    """Put lines among the statistics, about so long ago."""

    def put(kind: str, times: int = 1, /, *, ago: timedelta = timedelta(days=1), **facts) -> None:
        now = ports.store.now()
        # By the wall clock: the same hour of the week also over a night the clocks change.
        at = now.astimezone(ZoneInfo(ports.policy.hours.zone)) - ago
        line = Line.about(kind, at, **facts)
        ports.store.commit(Change(now=now, counts=(line,) * times))

    return put


def answered(happened: Put, times: int, **facts) -> None:
    wait, talk = timedelta(seconds=12), timedelta(seconds=120)
    facts = {"language": "en", "channel": "voice", "outcome": "answered"} | facts
    happened("call", times, wait=wait, talk=talk, **facts)


def test_figures_come_as_tables_with_what_they_mean(run: Run, happened: Put) -> None:
    answered(happened, 40)
    answered(happened, 10, language="es")

    said = run("stats")

    assert said.exit_code == 0, said.output
    assert "figure" in said.output
    assert "es" in said.output
    assert "Service level in 20 s" in said.output
    assert "Offered: asked for a person" in said.output


def test_figures_come_as_json_with_null_for_nothing(run: Run, happened: Put) -> None:
    answered(happened, 40)

    said = run("stats", "--json", "--channel", "voice")

    found = json.loads(said.output)
    assert found["all"]["calls_offered"] == 40
    assert found["all"]["calls_service_level_20"] == 1
    assert found["all"]["callbacks_kept_share"] is None
    assert found["languages"]["en"]["calls_answer_p95_s"] == 12


@pytest.mark.parametrize("typed", ["2026-02-30", "yesterday", "=1+1", "9999-12-31"])
def test_a_day_that_is_none_is_said_in_words(run: Run, typed: str) -> None:
    said = run("stats", "--from", typed)

    assert said.exit_code == 1
    assert "Error:" in said.output
    assert "Traceback" not in said.output


def test_a_month_for_funders_hides_small_counts(run: Run, happened: Put, ports: Ports) -> None:
    answered(happened, 40, language="en")
    answered(happened, 4, language="es")
    month = f"{ports.store.now() - timedelta(days=1):%Y-%m}"

    counts = json.loads(run("report", month, "--json").output)["counts"]
    said = run("report", month)

    assert counts["Calls, by language"] == {"all": 44, "by": {"en": None, "es": None}}
    assert "hidden" in said.output
    assert run("report", "2026-13").exit_code == 1


def test_a_month_that_is_not_over_says_so(run: Run, ports: Ports) -> None:
    assert "not over" in run("report").output
    assert json.loads(run("report", "--json").output)["is_over"] is False
    assert "not over" not in run("report", "2020-01").output


def test_staffing_goes_by_the_measured_load(run: Run, happened: Put) -> None:
    for week in range(8):
        answered(happened, 75, ago=timedelta(days=2, weeks=week))

    said = run("staffing", "--target", "72")
    found = json.loads(run("staffing", "--target", "72", "--json").output)

    assert said.exit_code == 0, said.output
    assert "DO NOT RELY" not in said.output
    assert "real waits are shorter" in said.output
    [hour] = found["hours"]
    assert (hour["calls"], hour["at_phones"], hour["rostered"]) == (75, 7, 10)
    assert hour["service_level"] == 0.7256


def test_staffing_from_a_few_calls_says_not_to_rely_on_it(run: Run, happened: Put) -> None:
    answered(happened, 3)

    said = run("staffing")

    assert said.exit_code == 0
    assert "DO NOT RELY ON THIS: Only 3 calls" in said.output


def test_staffing_from_nothing_says_so(run: Run) -> None:
    assert "Too little is known" in run("staffing").output
    assert json.loads(run("staffing", "--json").output)["hours"] == []


def test_staffing_takes_a_length_that_is_given(run: Run, happened: Put) -> None:
    happened("call", 60, outcome="abandoned", wait=timedelta(seconds=60))

    assert "Too little" in run("staffing").output
    assert "300 s each" in run("staffing", "--aht", "300").output
