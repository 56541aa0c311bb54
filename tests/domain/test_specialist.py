"""When a specialist's phone may be rung again after a call."""

from datetime import timedelta

from service.domain.specialist import WRAP_UP
from tests.builders import NOON, a_specialist

TEN = timedelta(minutes=10)


def test_after_a_talk_there_is_time_to_wrap_up() -> None:
    amina = a_specialist(engaged="leg:a-s").finished(NOON, spoke=True)

    assert not amina.is_free(NOON + WRAP_UP / 2)
    assert amina.is_free(NOON + WRAP_UP)


def test_a_crisis_does_not_wait_for_the_wrap_up_but_for_a_break() -> None:
    amina = a_specialist(engaged="leg:a-s").finished(NOON, spoke=True)
    soon = NOON + WRAP_UP / 2

    assert amina.is_free_in_a_crisis(soon)
    assert not amina.pause(soon + TEN).is_free_in_a_crisis(soon)
    assert not amina.pause(None).is_free_in_a_crisis(soon)
    assert not amina.engage("leg:b-s").is_free_in_a_crisis(soon)
    assert not a_specialist().pause(soon + WRAP_UP / 2).is_free_in_a_crisis(soon)


def test_a_break_taken_during_the_talk_is_not_cut_short_by_its_end() -> None:
    amina = a_specialist(engaged="leg:a-s").pause(NOON + TEN)

    for spoke in (True, False):
        assert not amina.finished(NOON, spoke=spoke).is_free(NOON + WRAP_UP)


def test_where_nobody_talked_they_may_be_rung_at_once() -> None:
    assert a_specialist(engaged="leg:a-s").finished(NOON, spoke=False).is_free(NOON)
