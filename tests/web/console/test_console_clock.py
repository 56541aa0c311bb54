"""Times as the console says them."""

from datetime import UTC, datetime, timedelta

import pytest

from service.web.console.clock import Clock, there

EASTERN = "America/New_York"
NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 25, 20, 10, tzinfo=UTC), "3:10 PM EST"),
        (datetime(2026, 11, 26, 14, 0, tzinfo=UTC), "tomorrow 9:00 AM EST"),
        (datetime(2026, 11, 25, 4, 59, tzinfo=UTC), "yesterday 11:59 PM EST"),
        (datetime(2026, 11, 28, 5, 0, tzinfo=UTC), "Sat Nov 28, 12:00 AM EST"),
        (datetime(2026, 7, 1, 16, 0, tzinfo=UTC), "Wed Jul 1, 12:00 PM EDT"),
    ],
)
def test_a_moment_is_said_on_the_helplines_clock(moment: datetime, words: str) -> None:
    assert Clock(NOW, EASTERN).at(moment) == words


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12, seconds=30), "12 min ago"),
        (timedelta(hours=3, minutes=59), "3 h ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=2), "2 days ago"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_plain_unit(passed: timedelta, words: str) -> None:
    assert Clock(NOW, EASTERN).ago(NOW - passed) == words


def test_a_persons_time_is_one_hour_or_a_range() -> None:
    one = there(("America/Los_Angeles",), NOW)
    several = there(("America/New_York", "America/Los_Angeles"), NOW)

    assert one == "12:00 PM there"
    assert several == "between 12:00 PM and 3:00 PM there"
