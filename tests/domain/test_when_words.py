"""Promised times in words: true on the person's clock, and short enough for the texts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.gsm7 import is_gsm7
from service.domain.when_words import LONGEST, when_spoken, when_words

CHICAGO = ZoneInfo("America/Chicago")
TUESDAY_NOON = datetime(2026, 11, 24, 12, 0, tzinfo=CHICAGO)

ZONES = st.sampled_from(
    [
        None,
        *map(
            ZoneInfo,
            (
                "America/New_York",
                "America/Phoenix",
                "America/Indiana/Knox",
                "America/Puerto_Rico",
                "America/Los_Angeles",
                "Pacific/Honolulu",
            ),
        ),
    ]
)
YEARS = 3 * 366 * 24 * 60
MOMENTS = st.integers(0, YEARS).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
LANGUAGES = st.sampled_from(["en", "es"])
KINDS = st.sampled_from(["from", "by", "at"])


def words(hours_ahead, language="en", kind="from", zone=CHICAGO, now=TUESDAY_NOON):
    at = now + timedelta(hours=hours_ahead)
    return when_words(at, now=now, zone=zone, language=language, kind=kind)


@pytest.mark.parametrize(
    ("hours_ahead", "kind", "english", "spanish"),
    [
        (3.5, "from", "today after 3:30 PM", "hoy desde las 3:30 PM"),
        (1, "by", "today by 1:00 PM", "hoy antes de la 1:00 PM"),
        (21, "from", "tomorrow after 9:00 AM", "mañana desde las 9:00 AM"),
        (46.5, "from", "Thursday after 10:30 AM", "el jueves desde las 10:30 AM"),
        (190.5, "from", "Dec 2 after 10:30 AM", "el 2 de dic desde las 10:30 AM"),
        (12, "at", "tomorrow at 12:00 AM", "mañana a las 12:00 AM"),
    ],
)
def test_a_time_is_said_as_people_say_it(hours_ahead, kind, english, spanish):
    assert words(hours_ahead, "en", kind) == english
    assert words(hours_ahead, "es", kind) == spanish


def test_without_a_zone_the_hour_is_eastern_and_says_so():
    assert words(1, zone=None) == "today after 2:00 PM ET"
    assert words(22.5, zone=None) == "Wed after 11:30 AM ET"


def test_a_weekday_never_means_the_one_a_week_later():
    assert words(6 * 24) == "Monday after 12:00 PM"
    assert words(7 * 24) == "Dec 1 after 12:00 PM"


def test_the_day_is_the_day_where_the_person_is():
    # 04:30 UTC on Wednesday is still Tuesday evening in Chicago.
    at = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)

    said = when_words(at, now=TUESDAY_NOON, zone=CHICAGO, language="en", kind="by")

    assert said == "today by 10:30 PM"


def test_a_latest_time_is_rounded_up_and_an_earliest_down():
    odd = TUESDAY_NOON + timedelta(minutes=10, seconds=20)

    assert when_words(odd, now=TUESDAY_NOON, zone=CHICAGO, language="en", kind="by").endswith(
        "12:11 PM"
    )
    assert when_words(odd, now=TUESDAY_NOON, zone=CHICAGO, language="en", kind="from").endswith(
        "12:10 PM"
    )


@pytest.mark.parametrize(
    ("now", "hours_ahead", "said"),
    [
        # Clocks go forward on 14 March 2027, back on 7 November 2027.
        (datetime(2027, 3, 13, 20, 0, tzinfo=CHICAGO), 12, "tomorrow after 9:00 AM"),
        (datetime(2027, 11, 6, 20, 0, tzinfo=CHICAGO), 12, "tomorrow after 7:00 AM"),
    ],
)
def test_the_hour_is_right_after_the_clocks_change(now, hours_ahead, said):
    at = now.astimezone(UTC) + timedelta(hours=hours_ahead)

    assert when_words(at, now=now, zone=CHICAGO, language="en", kind="from") == said


def test_a_call_says_the_hour_as_one_speaks():
    at = TUESDAY_NOON + timedelta(hours=21)

    assert (
        when_spoken(at, now=TUESDAY_NOON, zone=CHICAGO, language="en", kind="at")
        == "tomorrow at 9 AM"
    )
    assert (
        when_spoken(at, now=TUESDAY_NOON, zone=CHICAGO, language="es", kind="at")
        == "mañana a las 9 de la mañana"
    )
    assert (
        when_spoken(at, now=TUESDAY_NOON, zone=None, language="es", kind="by")
        == "mañana antes de las 10 de la mañana, hora del este"
    )


@settings(deadline=None)
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=400)), ZONES, LANGUAGES, KINDS)
def test_every_time_fits_the_tightest_text_and_is_gsm7(now, ahead, zone, language, kind):
    said = when_words(now + ahead, now=now, zone=zone, language=language, kind=kind)

    assert len(said) <= LONGEST[language]
    assert is_gsm7(said)


@settings(deadline=None)
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=6)), ZONES, KINDS)
def test_the_hour_said_is_the_hour_on_that_persons_clock(now, ahead, zone, kind):
    at = (now + ahead).replace(second=0, microsecond=0)
    local = at.astimezone(zone or ZoneInfo("America/New_York"))

    said = when_words(at, now=now, zone=zone, language="en", kind=kind)

    assert f"{local:%I:%M %p}".lstrip("0") in said


@settings(deadline=None)
@given(MOMENTS, st.timedeltas(timedelta(days=-2), timedelta(days=400)), ZONES, LANGUAGES, KINDS)
def test_a_spoken_time_holds_no_abbreviation(now, ahead, zone, language, kind):
    said = when_spoken(now + ahead, now=now, zone=zone, language=language, kind=kind)

    assert "ET" not in said
    assert len(said.split()) >= 3
