"""A flood of strangers by text: kept like anybody, behind whoever shows to be somebody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.asking import Wish
from service.actions.callbacks import claim_callback, claim_next, release_callback, request_callback
from service.actions.flood import look_for_flood
from service.actions.ports import Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.actions.troubles import FLOODED, troubles
from service.domain.callback import Callback, Reason
from service.domain.flood import WINDOW
from service.domain.specialist import Role
from service.domain.text import Text
from tests.actions.queueing import a_colleague, in_queue
from tests.builders import CALLER, TEXTER, a_policy, a_sid, day_of

FROM = 5
STRANGERS = [f"+1917555{n:04}" for n in range(100, 120)]


@pytest.fixture
def ports(ports: Ports) -> Ports:
    """Five strangers within an hour are a flood here."""
    return replace(ports, policy=a_policy(flood_from=FROM))


def texts(ports: Ports, phone: str, body: str = "CALL") -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=phone, body=body))


def callback_of(ports: Ports, phone: str) -> Callback:
    found = ports.store.around(ports.identity.person(phone)).callback
    assert found is not None
    return found


def a_flood(ports: Ports, size: int = 8) -> None:
    for phone in STRANGERS[:size]:
        texts(ports, phone)
    look_for_flood(ports)


def order(ports: Ports) -> list[str]:
    return [each.phone for each in ports.store.ready(99)]


def sent_to(ports: Ports, phone: str) -> list[str]:
    """The keys of the texts we send this phone by ourselves."""
    members = ports.store.due(ports.store.now() + timedelta(seconds=1), 200)
    names = [each.removeprefix("text:") for each in members if each.startswith("text:")]
    return [text.words for text in ports.store.get_many(Text, names) if text.phone == phone]


def test_a_first_time_person_in_a_normal_hour_is_not_delayed_at_all(ports: Ports) -> None:
    a_colleague(ports)
    early = in_queue(ports, phone=CALLER, at=ports.store.now() - timedelta(minutes=1))

    answer = texts(ports, TEXTER)
    put_behind = look_for_flood(ports)

    mine = callback_of(ports, TEXTER)
    assert "A person will call you" in answer.messages[0]
    assert (put_behind, mine.behind) == (0, False)
    assert order(ports) == [early.phone, TEXTER]
    assert mine.promise_at < ports.store.now() + timedelta(hours=1)


def test_in_a_flood_a_stranger_is_kept_and_told_the_truth_without_a_time(ports: Ports) -> None:
    a_flood(ports)

    answer = texts(ports, TEXTER)

    mine = callback_of(ports, TEXTER)
    assert answer.outcome == "callback-queued"
    assert answer.messages[0].startswith("Saved. Far more requests than usual")
    assert "ZIP" in answer.messages[0]
    assert mine.behind
    assert f"callback:{mine.id}" in ports.store.due(ports.store.now() + timedelta(days=2), 99)


def test_who_answers_with_a_zip_code_is_called_before_all_of_them(ports: Ports) -> None:
    a_colleague(ports)
    a_flood(ports)
    texts(ports, TEXTER)

    answer = texts(ports, TEXTER, "10001")

    assert order(ports)[0] == TEXTER
    promised, now = callback_of(ports, TEXTER).promise_at, ports.store.now()
    assert answer.messages[0].startswith(f"OK. A person calls {day_of(promised, now)} by")
    assert promised < now + timedelta(hours=1)


def test_any_second_text_in_other_words_is_answered_and_brings_forward(ports: Ports) -> None:
    a_flood(ports)
    texts(ports, TEXTER)

    answer = texts(ports, TEXTER, "KETAMINE")

    assert order(ports)[0] == TEXTER
    assert "dissociative" in answer.messages[0]
    assert answer.messages[1].startswith("Thank you for answering: a person calls you")


def test_the_same_words_again_show_nobody(ports: Ports) -> None:
    a_flood(ports)
    texts(ports, TEXTER)

    answer = texts(ports, TEXTER)

    assert callback_of(ports, TEXTER).behind
    assert answer.messages[0].startswith("Your call is already saved. Far more requests")


def test_who_wrote_to_us_before_is_no_stranger(ports: Ports) -> None:
    a_flood(ports)
    texts(ports, TEXTER, "INSURANCE")

    answer = texts(ports, TEXTER)

    assert order(ports)[0] == TEXTER
    assert answer.messages[0].startswith("Saved.")
    assert "Far more" not in answer.messages[0]


def test_a_crisis_stands_first_whoever_it_is(ports: Ports) -> None:
    a_flood(ports)

    texts(ports, TEXTER, "i want to die")
    texts(ports, TEXTER)

    assert order(ports)[0] == TEXTER
    assert callback_of(ports, TEXTER).crisis


def test_a_crisis_text_from_somebody_behind_is_answered_with_nothing_added(ports: Ports) -> None:
    a_flood(ports)
    texts(ports, TEXTER)

    answer = texts(ports, TEXTER, "i want to die")

    assert answer.outcome == "crisis"
    assert len(answer.messages) == 1
    assert not callback_of(ports, TEXTER).behind


def test_who_is_asked_for_by_phone_or_by_one_of_us_is_no_stranger(ports: Ports) -> None:
    a_flood(ports)
    for phone, channel in ((TEXTER, "voice"), (CALLER, "api")):
        wish = Wish(phone=phone, language="en", reason=Reason.TREATMENT, channel=channel)
        request_callback(ports, wish)

    assert set(order(ports)[:2]) == {TEXTER, CALLER}


def test_who_then_calls_us_comes_forward(ports: Ports) -> None:
    a_flood(ports)
    texts(ports, TEXTER)

    request_callback(
        ports, Wish(phone=TEXTER, language="en", reason=Reason.TREATMENT, channel="voice")
    )

    assert order(ports)[0] == TEXTER


def test_who_came_with_the_flood_before_it_was_one_is_put_behind_and_told_how_to_keep_the_time(
    ports: Ports,
) -> None:
    in_an_hour = ports.store.now() + timedelta(hours=1)
    known = in_queue(ports, phone=CALLER, promise_at=in_an_hour)
    for phone in STRANGERS[: FROM - 1]:
        texts(ports, phone)
    promised = callback_of(ports, STRANGERS[0]).promise_at
    assert not look_for_flood(ports)
    texts(ports, STRANGERS[FROM])

    assert look_for_flood(ports) == FROM
    assert look_for_flood(ports) == 0

    first = callback_of(ports, STRANGERS[0])
    assert first.behind
    assert first.promise_at == promised
    assert sent_to(ports, STRANGERS[0]) == ["callback_many_ask"]
    assert order(ports)[0] == known.phone


def test_who_has_shown_before_it_was_a_flood_stays_where_they_were(ports: Ports) -> None:
    texts(ports, TEXTER)
    texts(ports, TEXTER, "10001")

    a_flood(ports)

    assert order(ports)[0] == TEXTER
    assert sent_to(ports, TEXTER) == []


def test_those_behind_are_handed_out_when_nobody_else_waits(ports: Ports) -> None:
    amina = a_colleague(ports)
    a_flood(ports)
    texts(ports, TEXTER)
    texts(ports, TEXTER, "10001")

    taken = [claim_next(ports, amina.id) for _ in range(9)]

    assert [each.phone for each in taken if each] == [TEXTER, *STRANGERS[:8]]


def test_one_that_is_put_back_stands_behind_again(ports: Ports) -> None:
    amina = a_colleague(ports)
    a_flood(ports)
    held = claim_callback(ports, callback_of(ports, STRANGERS[0]).id, amina.id)

    release_callback(ports, held.id, held.token, amina.id)
    texts(ports, TEXTER, "INSURANCE")
    texts(ports, TEXTER)

    assert order(ports)[0] == TEXTER
    assert STRANGERS[0] in order(ports)


def test_those_behind_do_not_lengthen_what_anybody_else_is_promised(ports: Ports) -> None:
    a_colleague(ports)
    a_flood(ports, 15)
    texts(ports, TEXTER, "INSURANCE")

    texts(ports, TEXTER)

    assert callback_of(ports, TEXTER).promise_at < ports.store.now() + timedelta(minutes=21)


def test_those_who_answer_make_no_flood(ports: Ports) -> None:
    for phone in STRANGERS[:10]:
        texts(ports, phone)
        texts(ports, phone, "10001")

    assert look_for_flood(ports) == 0
    assert not any(each.behind for each in ports.store.ready(99))


def test_strangers_count_for_an_hour_only(ports: Ports) -> None:
    a_flood(ports)
    now = ports.store.now()

    count, _ = ports.store.strangers(now + WINDOW, 9)

    assert count == 0
    assert ports.store.around(ports.identity.person(TEXTER)).strangers == 0


def test_it_is_an_alarm_and_the_supervisors_hear_of_it_once(ports: Ports) -> None:
    zoe = a_colleague(ports, role=Role.SUPERVISOR)

    a_flood(ports)
    texts(ports, TEXTER)
    look_for_flood(ports)

    assert troubles(ports) == [FLOODED]
    assert sent_to(ports, zoe.phone) == ["notice_flood"]


def test_without_a_number_nothing_is_ever_a_flood(ports: Ports) -> None:
    ports = replace(ports, policy=a_policy(flood_from=0))

    a_flood(ports, 15)

    assert troubles(ports) == []
    assert not any(each.behind for each in ports.store.ready(99))
