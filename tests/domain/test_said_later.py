"""Who asks to be called later, and at no time that could be told."""

import pytest

from service.domain.said_later import asks_for_later, without_later
from service.domain.stated_time import asks_at_a_time


@pytest.mark.parametrize(
    "words",
    """call me later | call me later today | call me another day | me llamas al rato
    | i cant talk now call later | I can’t talk, call me in a bit | llámenme más tarde
    | llamenme otro dia | háblenme luego | márquenme después | not now, call me some other time
    | can someone call me a little later""".split("|"),
)
def test_later_is_asked_for_and_no_time_beside_it(words: str) -> None:
    assert asks_for_later(words)
    assert not asks_at_a_time(without_later(words))


@pytest.mark.parametrize(
    "words",
    """call me | later | not now | ill call later | i will call later | dont call me now
    | no me llamen ahorita, luego | call me later than 5 | llamenme despues de las 5
    | i cant talk now""".split("|"),
)
def test_without_a_wish_for_a_call_or_without_later_it_is_not(words: str) -> None:
    assert not asks_for_later(words)


@pytest.mark.parametrize(
    "words",
    [
        "call me later at 5",
        "call me later tonight",
        "call later this week",
        "luego llamenme a las 5",
    ],
)
def test_a_time_beside_later_is_left(words: str) -> None:
    assert asks_for_later(words)
    assert asks_at_a_time(without_later(words))
