"""A place and an hour in one text: the hour is the one on the clock of that place."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import NOON

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
CHICAGO = ZoneInfo("America/Chicago")
HONOLULU = ZoneInfo("Pacific/Honolulu")
NEW_YORKER = "+12125550142"


@pytest.mark.parametrize(
    ("words", "zone", "due"),
    [
        ("60614 tomorrow 3pm", CHICAGO, "Thu 26 15:00"),
        ("my zip is 90210, tomorrow at 9", LOS_ANGELES, "Thu 26 09:00"),
        ("90210 is my zip code, tomorrow at 9", LOS_ANGELES, "Thu 26 09:00"),
        ("my zip is 60614 and evenings are best", CHICAGO, "Wed 25 18:00"),
        ("call me tomorrow at 9, 90210", LOS_ANGELES, "Thu 26 09:00"),
        ("mi codigo postal es 90210, mañana a las 9", LOS_ANGELES, "Thu 26 09:00"),
        ("zip code 90210 after 5", LOS_ANGELES, "Wed 25 17:00"),
    ],
)
def test_a_zip_code_beside_the_hour_says_on_which_clock_it_is(
    by_day, words: str, zone: ZoneInfo, due: str
) -> None:
    texter = by_day()

    answer = texter.texts(words)

    assert answer.outcome == "noted"
    assert texter.call.zone == zone.key
    assert texter.due(zone) == due


def test_nobody_is_rung_at_night_where_their_zip_code_is(by_day) -> None:
    texter = by_day(NEW_YORKER)
    texter.it_is(NOON + timedelta(hours=11, minutes=30))

    texter.texts("96801 9am tomorrow")

    assert texter.due(HONOLULU) == "Thu 26 09:00"


@pytest.mark.parametrize("words", ["90210 anytime", "my zip is 90210, asap"])
def test_a_zip_code_beside_no_hour_is_kept_too(by_day, words: str) -> None:
    texter = by_day()

    texter.texts(words)

    assert texter.call.zone == LOS_ANGELES.key
    assert texter.call.named_at is None
