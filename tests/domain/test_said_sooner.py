"""Who asks for a call sooner than it is saved, and who only says now or today."""

import pytest

from service.domain.said_sooner import asks_at_once, asks_sooner, means_today, without_waiting


@pytest.mark.parametrize(
    "words",
    """now | right now please | asap | as soon as possible | today | im free now | i can talk now
    | sooner | earlier please | sooner than that | can it be earlier? | can you make it sooner
    | is there anything sooner | any chance of something earlier | is it possible to call sooner
    | actually can you call me now | call me today instead | can someone call before tomorrow
    | i can't wait til tomorrow | i cant wait until monday | i dont want to wait that long
    | tomorrow is too late | thats too long | ahora | llamenme ya | hoy mismo | mejor hoy
    | no, mejor ahora | antes | ¿puede ser antes? | pueden llamarme hoy? | mas temprano
    | lo antes posible | cuanto antes por favor | no puedo esperar hasta mañana
    | no puedo esperar tanto | mañana es muy tarde""".split("|"),
)
def test_a_call_is_wanted_sooner(words: str) -> None:
    assert asks_sooner(words)


@pytest.mark.parametrize(
    "words",
    """not now | not today | no | dont call me now | i cant talk now
    | its too late now | its too late
    | ok for now | thats fine for now | im good now | im ok today | ok i get it now | talk soon
    | thanks for today | have a good day today | is it today? | are you calling today
    | is the call today | will you call me today | did you call earlier | you called me earlier
    | your call earlier | sooner or later | i will call now | im calling now | now i took 3
    | anytime | whenever you can | call me tomorrow at 9 | before 5 | can i get a call at 5 today
    | ahora no | ahora no puedo | hoy no | ya no | ya gracias | ya llame | por ahora esta bien
    | estoy bien ahora | antes de las 5 | cuando puedan | mas temprano mañana""".split("|"),
)
def test_no_call_is_wanted_sooner(words: str) -> None:
    assert not asks_sooner(words)
    assert not asks_at_once(words)


@pytest.mark.parametrize(
    "words",
    """i relapsed, please call me now | im so scared can someone call me right now
    | dont call me tomorrow, call me now | recai, llamenme ahora por favor""".split("|"),
)
def test_beside_anything_else_a_call_is_asked_for_at_once(words: str) -> None:
    assert asks_at_once(words)


def test_today_is_no_other_day_and_now_is() -> None:
    assert means_today("call me today")
    assert means_today("hoy")
    assert not means_today("today, as soon as possible")
    assert not means_today("i cant wait til tomorrow")


def test_what_they_will_not_wait_for_is_no_time_that_they_name() -> None:
    assert "tomorrow" not in without_waiting("i cant wait til tomorrow, call me now")
    assert "tomorrow" in without_waiting("call me now or tomorrow")
