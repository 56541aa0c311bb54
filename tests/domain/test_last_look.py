"""How far Twilio's lists have been looked through, also after a clock that was wrong."""

from datetime import timedelta

from service.domain.last_look import LastLook
from tests.builders import NOON

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_a_look_that_ends_later_than_another_does_not_go_back() -> None:
    seen = LastLook(id="texts").seen_until(NOON, NOON + MINUTE)

    assert seen.seen_until(NOON - MINUTE, NOON + MINUTE).at == NOON


def test_what_a_clock_noted_that_was_ahead_does_not_hold_once_it_is_right() -> None:
    ahead = LastLook(id="texts").seen_until(NOON + HOUR, NOON + HOUR + MINUTE)

    assert ahead.seen_until(NOON, NOON + MINUTE).at == NOON
