"""Asked for again, a callback keeps its place; a promise that was broken is made anew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.callback_due import callback_is_due
from service.actions.ports import Change, Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.domain.callback import Callback, State
from tests.actions.queueing import in_queue, stored
from tests.builders import TEXTER, a_sid

DAY = timedelta(days=1)


def texts(ports: Ports, body: str) -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))


def talked_with(ports: Ports, hung_up: bool) -> Callback:
    """The texter's callback while or after they talk; its holder owes an outcome still."""
    texts(ports, "CALL")
    asked, now = ports.store.around(ports.identity.person(TEXTER)).callback, ports.store.now()
    assert asked is not None
    talking = asked.claim("amina", now).call("leg", now).talking(now)
    ended = talking.hung_up(now) if hung_up else talking
    ports.store.commit(Change(now=now, records=(ended,)))
    return stored(ports, asked)


@pytest.mark.parametrize("hung_up", [True, False])
@pytest.mark.parametrize("word", ["ok", "okay", "vale", "k", "👍"])
def test_an_ok_after_the_talk_reads_of_no_call(ports: Ports, word: str, hung_up: bool) -> None:
    talked_with(ports, hung_up)

    answer = texts(ports, word)

    assert answer.messages[0].startswith(("You are welcome", "De nada"))


@pytest.mark.parametrize("text", ["no", "still no call", "sooner please", "anytime"])
def test_who_speaks_of_a_call_after_the_talk_reads_that_none_is_saved(
    ports: Ports, text: str
) -> None:
    talked_with(ports, hung_up=True)

    assert texts(ports, text).messages[0].startswith("No call is saved")


def test_an_ok_after_another_call_was_asked_for_reads_when_it_comes(ports: Ports) -> None:
    talked_with(ports, hung_up=True)
    texts(ports, "CALL")

    assert "already saved" in texts(ports, "ok").messages[0]


def asked_for(ports: Ports, ago: timedelta, **changes: object) -> Callback:
    """The texter's callback, asked for that long ago and promised within 15 minutes."""
    return in_queue(ports, phone=TEXTER, at=ports.store.now() - ago, **changes)


def test_a_broken_promise_is_made_anew_in_the_record_and_lives_its_two_days_again(
    ports: Ports,
) -> None:
    before = asked_for(ports, timedelta(hours=47), overdue_at=ports.store.now() - DAY)

    texts(ports, "CALL")

    after, now = stored(ports, before), ports.store.now()
    assert now < after.promise_at < now + DAY
    assert after.expires_at > now + DAY
    assert after.overdue_at is None


def test_asked_again_at_the_last_moment_it_does_not_expire(ports: Ports) -> None:
    before = asked_for(ports, timedelta(hours=50))

    texts(ports, "CALL")
    callback_is_due(ports, before.id)

    assert stored(ports, before).state is State.WAITING


def test_asked_again_it_keeps_its_place_before_those_who_asked_later(ports: Ports) -> None:
    later = in_queue(ports, phone="+16465550111", at=ports.store.now() - timedelta(minutes=30))
    first = asked_for(ports, timedelta(hours=2))

    for _ in range(2):
        texts(ports, "CALL")

    assert [each.id for each in ports.store.ready(9)] == [first.id, later.id]


def test_a_promise_that_still_holds_stays(ports: Ports) -> None:
    before = asked_for(ports, timedelta(0))

    texts(ports, "CALL")

    after = stored(ports, before)
    assert after.promise_at == before.promise_at
    assert after.place_at is None


def test_an_hour_named_after_a_broken_promise_is_the_promise_and_the_place(ports: Ports) -> None:
    before = asked_for(ports, timedelta(hours=2))
    texts(ports, "CALL")

    texts(ports, "tomorrow 3pm")

    after = stored(ports, before)
    assert after.place_at is None
    assert after.promise_at > ports.store.now()


def test_one_that_waits_for_its_next_try_is_not_promised_sooner_than_that(ports: Ports) -> None:
    before = asked_for(ports, timedelta(hours=3))
    now = ports.store.now()
    later = now + timedelta(hours=2)
    ports.store.commit(Change(now=now, records=(replace(before, attempts=1, due_at=later),)))

    answer = texts(ports, "CALL")

    assert stored(ports, before).promise_at >= later
    assert answer.outcome == "callback-open"
