"""The figures page, the report for funders and their files, with something to tell and nothing."""

import csv
import io
from datetime import timedelta

import pytest

from service.actions.ports import Change
from service.domain.statistic_line import Line
from service.web.csv_file import csv_file


@pytest.fixture
def happened(desk):
    """Put lines among the statistics, about so many days ago."""

    def put(kind: str, times: int = 1, /, *, days: int = 1, **facts: object) -> None:
        now = desk.store.now()
        line = Line.about(kind, now - timedelta(days=days), **facts)
        desk.store.commit(Change(now=now, counts=(line,) * times))

    return put


def a_busy_month(happened) -> None:
    soon, late = timedelta(seconds=12), timedelta(seconds=45)
    call = {"channel": "voice", "talk": timedelta(minutes=4)}
    happened("call", 30, language="en", outcome="answered", wait=soon, **call)
    happened("call", 10, language="es", outcome="answered", wait=late, **call)
    happened("call", 5, language="en", outcome="abandoned", wait=late, channel="voice")
    happened("call", 5, language="en", outcome="abandoned", wait=timedelta(seconds=3))
    happened("callback-asked", 20, language="en", channel="sms")
    happened("callback-tried", 15, language="en", channel="sms", kept=True, wait=late)
    happened("alert-taken", kind="overdose", wait=timedelta(seconds=70))


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def test_a_supervisor_sees_the_figures_of_the_last_four_weeks(arrives, happened):
    a_busy_month(happened)
    happened("call", 99, days=60, outcome="answered")
    supervisor = arrives("supervisor")

    supervisor.opens("/console/stats")

    assert supervisor.sees("Offered 50 40 10")  # all, English, Spanish
    assert supervisor.sees("Hung up in under 5 s 5")
    assert supervisor.sees("Service level in 20 s 66.7 %")  # 30 of 45
    assert supervisor.sees("Service level in 20 s, short ones counted 60.0 %")
    assert supervisor.sees("Until taken, p95 1 min 10 s")
    assert supervisor.sees("Promises kept, share 100.0 %")


def test_every_plot_has_its_table_and_its_words(arrives, happened):
    a_busy_month(happened)
    supervisor = arrives("supervisor")

    supervisor.opens("/console/stats")

    assert supervisor.page.count('<canvas role="img" aria-label=') == 4
    for key in ("days", "hours", "weekdays", "waits"):
        assert f'data-table="table-{key}"' in supervisor.page
        assert f'id="table-{key}"' in supervisor.page
    assert "Calls answered: 40, most at 10–20 s (30)." in supervisor.page


def test_with_nothing_counted_it_says_none_and_not_a_perfect_score(arrives):
    supervisor = arrives("supervisor")

    supervisor.opens("/console/stats")

    assert supervisor.status == 200
    assert supervisor.sees("Service level in 20 s none")
    assert "100.0 %" not in supervisor.page


def test_figures_can_be_narrowed(arrives, happened):
    a_busy_month(happened)
    supervisor = arrives("supervisor")

    supervisor.opens("/console/stats?language=es&channel=voice")

    assert supervisor.sees("Offered 10")
    assert 'value="es" selected' in supervisor.page
    assert "language=es" in supervisor.page.partition("stats.csv")[2][:80]


@pytest.mark.parametrize(
    "asked",
    [
        "from=2026-11-31",
        "from=2026-11-02&to=2026-11-01",
        "from=1999-01-01&to=2026-01-01",
        "from=2020-01-01&to=2026-01-01",
        "from=0001-01-01&to=0001-01-02",
        "to=9999-12-31",
        "to=<script>alert(1)</script>",
        "from==cmd",
        "language=xx",
        "channel=%00",
        "from=٢٠٢٦-١١-٠١",
    ],
)
def test_what_is_no_range_is_said_and_the_usual_one_shown(arrives, asked):
    supervisor = arrives("supervisor")

    supervisor.opens(f"/console/stats?{asked}")

    assert supervisor.status == 400
    assert 'role="alert"' in supervisor.page
    assert "<script>alert" not in supervisor.page
    assert supervisor.sees("In full")
    assert supervisor.client.get(f"/console/stats.csv?{asked}").status_code == 400


def test_the_file_tells_all_then_each_language_and_each_way(arrives, happened):
    a_busy_month(happened)
    supervisor = arrives("supervisor")

    answer = supervisor.client.get("/console/stats.csv")

    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    offered = [row for row in rows(answer) if row["figure"] == "calls_offered"]
    told = {(row["language"], row["channel"]): row["value"] for row in offered}
    assert told[("all", "all")] == "50"
    assert told[("es", "all")] == "10"
    assert told[("all", "voice")] == "45"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_a_file_is_run_as_a_formula(start):
    answer = csv_file("any", [(f"{start}1+1", -5, None)])

    [cells] = csv.reader(io.StringIO(answer.get_data(as_text=True), newline=""))
    assert cells == [f"'{start}1+1", "-5", ""]


def test_funders_read_no_count_under_eleven(arrives, happened, desk):
    a_busy_month(happened)
    supervisor = arrives("supervisor")
    month = f"{desk.store.now() - timedelta(days=1):%Y-%m}"

    supervisor.opens(f"/console/report?month={month}")
    file = rows(supervisor.client.get(f"/console/report.csv?month={month}"))

    assert supervisor.status == 200
    counts = [row["count"] for row in file]
    assert all(not count.isdigit() or int(count) in (0, *range(11, 10**6)) for count in counts)
    assert any(count.startswith("hidden") for count in counts)


def test_a_month_that_is_not_over_says_so(arrives):
    supervisor = arrives("supervisor")

    supervisor.opens("/console/report")
    assert supervisor.sees("This month is not over.")

    supervisor.opens("/console/report?month=2020-01")
    assert not supervisor.sees("not over")


@pytest.mark.parametrize("month", ["2026-13", "2026", "next", "2026-11-01", "9999-12", "=1"])
def test_what_is_no_month_is_said(arrives, month):
    supervisor = arrives("supervisor")

    supervisor.opens(f"/console/report?month={month}")

    assert supervisor.status == 400
    assert 'role="alert"' in supervisor.page
    assert supervisor.client.get(f"/console/report.csv?month={month}").status_code == 400


def test_a_specialist_sees_no_figures_of_the_team(arrives):
    specialist = arrives("specialist")

    for page in ("stats", "stats.csv", "report", "report.csv"):
        assert specialist.client.get(f"/console/{page}").status_code == 403


def test_the_way_to_the_figures_is_in_the_navigation_of_who_leads(arrives):
    assert "/console/stats" in arrives("admin").page
    assert "/console/stats" not in arrives("specialist").page
