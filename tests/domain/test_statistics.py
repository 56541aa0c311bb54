"""Figures over a range against a plain model of the same calls."""

from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.staffing import Aim, plan
from service.domain.statistic_line import Line
from service.domain.statistics import Seconds, figures_of, narrowed
from tests.builders import NOON

ZONE = "America/New_York"
OUTCOMES = ("answered", "abandoned", "callback", "voicemail", "turned-away", "not-offered")


def a_call(outcome: str = "answered", wait: int = 10, **facts: object) -> tuple[Line, int]:
    facts.setdefault("language", "en")
    at = facts.pop("at", NOON)
    line = Line.about("call", at, channel="voice", outcome=outcome, wait=timedelta(seconds=wait), **facts)  # noqa: E501  # fmt: skip
    return line, 1


calls = st.lists(
    st.tuples(st.sampled_from(OUTCOMES), st.sampled_from((0, 4, 5, 19, 20, 29, 30, 31, 200))),
    max_size=60,
)


@given(calls=calls, within_s=st.sampled_from((20, 30)), short_count=st.booleans())
def test_the_service_level_is_what_counting_one_by_one_gives(calls, within_s, short_count):
    found = figures_of([a_call(outcome, wait) for outcome, wait in calls], ZONE).calls

    offered = [each for each in calls if each[0] != "not-offered"]
    short = [each for each in offered if each[0] == "abandoned" and each[1] < 5]
    soon = [each for each in offered if each[0] == "answered" and each[1] < within_s]
    counting = len(offered) if short_count else len(offered) - len(short)
    expected = len(soon) / counting if counting else None
    assert found.service_level(within_s, short_count=short_count) == expected
    assert found.offered == len(offered)
    assert found.short == len(short)
    gone = [each for each in offered if each[0] == "abandoned"]
    assert found.abandoned == len(gone) - len(short)


@given(
    values=st.lists(st.integers(0, 5000), min_size=1, max_size=80),
    percent=st.sampled_from((1, 50, 90, 95, 100)),
)
def test_a_quantile_is_the_value_at_its_rank_in_the_sorted_list(values, percent):
    seconds = Seconds()
    for each in values:
        seconds.by[each] += 1

    assert seconds.quantile(percent) == sorted(values)[ceil(len(values) * percent / 100) - 1]
    assert seconds.mean == pytest.approx(sum(values) / len(values))
    assert seconds.longest == max(values)


def test_twenty_seconds_are_not_under_twenty_nor_five_under_five():
    waited = [a_call("answered", 19), a_call("answered", 20)]
    gone = [a_call("abandoned", 4), a_call("abandoned", 5)]

    found = figures_of(waited + gone, ZONE).calls

    assert (found.short, found.abandoned) == (1, 1)
    assert found.service_level(20) == 1 / 3
    assert found.service_level(20, short_count=True) == 1 / 4


def test_nothing_measured_is_said_as_none_and_not_as_nought():
    found = figures_of([], ZONE)

    assert found.calls.service_level(20) is None
    assert found.calls.waits.mean is None
    assert found.calls.waits.quantile(95) is None
    assert found.callbacks.kept_share is None
    assert found.taken.longest is None


def test_a_promise_is_kept_by_a_first_attempt_in_time_and_broken_by_none():
    lines = [
        (Line.about("callback-asked", NOON, channel="sms"), 4),
        (Line.about("callback-tried", NOON, kept=True, wait=timedelta(minutes=5)), 2),
        (Line.about("callback-tried", NOON, kept=False, wait=timedelta(hours=2)), 1),
        (Line.about("callback-closed", NOON, outcome="unreachable", untried=True, late=True), 1),
        (Line.about("callback-closed", NOON, outcome="cancelled by caller", untried=True), 1),
    ]

    found = figures_of(lines, ZONE).callbacks

    assert (found.promised, found.tried, found.kept, found.broken) == (4, 3, 2, 2)
    assert found.kept_share == 0.5
    assert found.outcomes == {"unreachable": 1, "cancelled-by-caller": 1}
    assert found.waits.quantile(50) == 300


def test_only_crises_count_as_crises():
    lines = [
        (Line.about("alert", NOON, kind="overdose"), 3),
        (Line.about("alert", NOON, kind="undelivered"), 9),
        (Line.about("alert-taken", NOON, kind="overdose", wait=timedelta(seconds=40)), 2),
        (Line.about("alert-taken", NOON, kind="undelivered", wait=timedelta(hours=1)), 1),
    ]

    found = figures_of(lines, ZONE)

    assert found.crises == 3
    assert (found.taken.count, found.taken.longest) == (2, 40)


def test_hours_and_weekdays_are_those_on_the_helplines_clock():
    night = NOON.replace(hour=3)  # Wednesday in London, Tuesday 10 PM in New York

    found = figures_of([a_call(at=night)], ZONE)

    assert found.load == {(1, 22): 1}


def test_figures_can_be_narrowed_to_a_language_and_a_channel():
    lines = [a_call(language="es"), a_call(), (Line.about("text", NOON, language="es"), 1)]

    assert narrowed(lines, language="es") == [lines[0], lines[2]]
    assert narrowed(lines, language="es", channel="voice") == [lines[0]]
    assert narrowed(lines) == lines


def weeks_of_calls(weeks: int, a_week: int) -> list[tuple[Line, int]]:
    noons = [NOON - timedelta(weeks=n, hours=1) for n in range(weeks)]
    return [(a_call(at=at, talk=timedelta(seconds=120))[0], a_week) for at in noons]


def test_staffing_goes_by_the_measured_load_of_each_hour_of_the_week():
    figures = figures_of(weeks_of_calls(4, 150), ZONE)

    found = plan(figures, NOON - timedelta(weeks=4), NOON, ZONE, Aim())

    assert found is not None
    [hour] = found.hours
    assert (hour.weekday, hour.hour, hour.calls) == (2, 11, 150)
    assert found.handling_s == 240  # the talk, and two minutes of wrap-up
    assert (hour.staffing.at_phones, hour.staffing.rostered) == (14, 20)
    assert hour.staffing.service_level == pytest.approx(0.8752, abs=0.0001)
    assert found.doubts == ()


def test_staffing_says_plainly_when_too_little_is_known():
    figures = figures_of(weeks_of_calls(1, 3), ZONE)

    found = plan(figures, NOON - timedelta(weeks=1), NOON, ZONE, Aim())

    assert found is not None
    assert len(found.doubts) == 3
    assert "Only 3 calls" in " ".join(found.doubts)


def test_staffing_from_nothing_is_nothing():
    assert plan(figures_of([], ZONE), NOON - timedelta(weeks=4), NOON, ZONE, Aim()) is None
