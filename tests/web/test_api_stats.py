"""The past over the API, on request: what was counted, and what is no range of days."""

from datetime import timedelta

import pytest
from flask import Flask

from service.actions.ports import Change
from service.domain.statistic_line import Line
from tests.web.api_client import Colleague, ports_of, staffed


@pytest.fixture
def amina(app: Flask) -> Colleague:
    staffed(app)
    store = ports_of(app).store
    at = store.now() - timedelta(days=2)
    line = Line.about(
        "call", at, language="es", channel="voice", outcome="answered", wait=timedelta(seconds=25)
    )
    store.commit(Change(now=store.now(), counts=(line,) * 3))
    return Colleague(app, "demo-specialist")


def test_without_days_the_answer_is_about_now_alone(amina: Colleague) -> None:
    found = amina.get("/stats").get_json()

    assert found["period"] is None
    assert found["alerts_open"] == 0


def test_with_days_the_answer_tells_their_figures(app: Flask, amina: Colleague) -> None:
    first = f"{ports_of(app).store.now() - timedelta(days=9):%Y-%m-%d}"

    found = amina.get("/stats", **{"from": first}).get_json()["period"]

    assert found["first"] == first
    assert found["zone"] == "America/New_York"
    assert found["figures"]["calls_answered"] == 3
    assert found["figures"]["calls_service_level_20"] == 0
    assert found["figures"]["calls_service_level_30"] == 1
    assert found["figures"]["callbacks_kept_share"] is None
    assert found["languages"]["es"]["calls_answer_p95_s"] == 25
    assert set(found["channels"]) == {"voice"}


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "2026-02-30"},
        {"from": "2026-03-02", "to": "2026-03-01"},
        {"to": "9999-12-31"},
        {"from": "0000-00-00"},
        {"from": "x" * 5000},
        {"from": "\x00"},
    ],
)
def test_what_is_no_range_is_a_problem_and_no_fault(amina: Colleague, asked: dict) -> None:
    answer = amina.get("/stats", **asked)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
