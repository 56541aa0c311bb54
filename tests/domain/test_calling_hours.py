"""When a person may be rung, by the clock where they are: also in the nights the clocks change, in
places that do not change them, and for numbers that may be in several places."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.domain.callable_now import callable_from, zones_for
from service.domain.calling_hours import CallingHours
from service.domain.hours import OpeningHours
from service.domain.phone import WHOLE_US, zones_of
from service.domain.promise import promise_for
from tests.builders import a_callback, a_policy

SPRING, AUTUMN, SUMMER = date(2026, 3, 8), date(2026, 11, 1), date(2026, 6, 9)
NEW_YORK, CHICAGO, PHOENIX = "America/New_York", "America/Chicago", "America/Phoenix"
DENVER, SAN_JUAN, INDIANA = "America/Denver", "America/Puerto_Rico", "America/Indiana/Indianapolis"
LOS_ANGELES, HONOLULU = "America/Los_Angeles", "Pacific/Honolulu"
ZONES = (NEW_YORK, CHICAGO, PHOENIX, DENVER, SAN_JUAN, INDIANA, LOS_ANGELES, HONOLULU)
MINUTES = timedelta(minutes=1)
EIGHT, TWENTY = time(8), time(20)


def on(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def quarters(day: date) -> list[datetime]:
    """Every quarter of an hour from the evening before until the evening after, in UTC."""
    first = datetime.combine(day - timedelta(days=1), time(18), UTC)
    return [first + 15 * MINUTES * n for n in range(4 * 48)]


@pytest.mark.parametrize("day", [SPRING, AUTUMN, SUMMER])
@pytest.mark.parametrize("zone", ZONES)
def test_nobody_is_rung_before_eight_or_after_twenty_on_their_own_wall_clock(
    day: date, zone: str
) -> None:
    hours = CallingHours()

    for moment in quarters(day):
        local = moment.astimezone(ZoneInfo(zone)).time()

        assert hours.allow(moment, (zone,)) is (EIGHT <= local < TWENTY), (moment, local)


@pytest.mark.parametrize("day", [SPRING, AUTUMN, SUMMER])
@pytest.mark.parametrize("zones", [
    (NEW_YORK,), (PHOENIX,), (SAN_JUAN,), (DENVER, PHOENIX), (INDIANA, CHICAGO), WHOLE_US,
])  # fmt: skip
def test_the_next_time_is_the_first_that_suits_every_clock(
    day: date, zones: tuple[str, ...]
) -> None:
    hours, moments = CallingHours(), quarters(day)

    for n, moment in enumerate(moments[: 4 * 24]):
        suits = next(each for each in moments[n:] if hours.allow(each, zones))

        assert hours.next_allowed(moment, zones) == suits
        assert hours.next_allowed(moment - 7 * MINUTES, zones) in (suits, moment - 7 * MINUTES)


@pytest.mark.parametrize(("day", "hours_of_sleep"), [(SPRING, 11), (AUTUMN, 13), (SUMMER, 12)])
def test_a_night_is_as_long_as_it_really_is(day: date, hours_of_sleep: int) -> None:
    evening = on(day - timedelta(days=1), TWENTY, NEW_YORK)

    morning = CallingHours().next_allowed(evening, (NEW_YORK,))

    assert morning == on(day, EIGHT, NEW_YORK)
    assert morning - evening == timedelta(hours=hours_of_sleep)


def test_arizona_is_an_hour_before_denver_in_summer_and_with_it_in_winter() -> None:
    hours = CallingHours()

    def morning(day: date, zone: str) -> datetime:
        return hours.next_allowed(on(day, time(3), zone), (zone,))

    assert morning(SUMMER, PHOENIX) - morning(SUMMER, DENVER) == timedelta(hours=1)
    assert morning(date(2026, 1, 9), PHOENIX) == morning(date(2026, 1, 9), DENVER)


def test_a_moment_given_on_a_local_clock_is_the_same_moment() -> None:
    hours, zone = CallingHours(), ZoneInfo(NEW_YORK)

    for moment in quarters(SPRING) + quarters(AUTUMN):
        local = hours.next_allowed(moment.astimezone(zone), (NEW_YORK,))

        assert local.astimezone(UTC) == hours.next_allowed(moment, (NEW_YORK,))


@pytest.mark.parametrize(("phone", "there"), [
    ("+12125550142", {NEW_YORK}),
    ("+16025550142", {PHOENIX}),
    ("+13175550142", {"America/New_York", INDIANA}),
    ("+17875550142", {SAN_JUAN}),
    ("+18085550142", {HONOLULU}),
    ("+18005550142", set(WHOLE_US)),
])  # fmt: skip
def test_a_number_is_where_its_area_code_may_be(phone: str, there: set[str]) -> None:
    assert set(zones_of(phone)) <= there


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_a_callback_asked_for_in_that_night_waits_for_their_morning(day: date) -> None:
    policy = a_policy(calling=CallingHours())
    asked = on(day, time(1, 30), NEW_YORK)
    at_home = a_callback(phone="+12125550142", at=asked)
    moved = a_callback(phone="+12125550142", at=asked, zone=PHOENIX)

    assert callable_from(at_home, policy, asked) == on(day, EIGHT, NEW_YORK)
    assert callable_from(moved, policy, asked) == on(day, EIGHT, PHOENIX)
    assert zones_for(moved) == (PHOENIX,)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_what_is_promised_in_that_night_lies_in_their_day(day: date) -> None:
    for clock in (time(0, 45), time(1, 30), time(3, 15)):
        promise = promise_for(
            on(day, clock, NEW_YORK),
            hours=OpeningHours.day_and_night(),
            calling=CallingHours(),
            zones=(NEW_YORK,),
            on_shift=2,
            waiting_before=0,
        )

        assert promise.starts == on(day, EIGHT, NEW_YORK)
        assert promise.starts <= promise.by <= on(day, TWENTY, NEW_YORK)
