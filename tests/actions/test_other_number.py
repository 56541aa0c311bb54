"""Another number by text: its holder is asked once, and only their own OK makes a call of it."""

from datetime import timedelta

import pytest

from service.actions.ports import Change, Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.actions.texts import send_text
from service.domain.callback import State
from service.domain.person import Person
from tests.actions.queueing import at_once
from tests.builders import TEXTER, a_sid
from tests.fakes import FakeTelephone

MOM = "+12125550123"
GIVEN = "call my mom at 212-555-0123"
ASKED = "We call it only if its owner agrees"


@pytest.fixture
def asking(with_policy) -> Ports:
    """A helpline whose operator lets it ask holders."""
    ports: Ports = with_policy(confirms_numbers=True)
    return ports


def texts(ports: Ports, body: str, phone: str = TEXTER) -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=phone, body=body))


def person_of(ports: Ports, phone: str) -> Person:
    return ports.store.around(ports.identity.person(phone)).person


def sent_to(ports: Ports, telephone: FakeTelephone, phone: str = MOM) -> list[str]:
    """What a phone was sent, after the workers had their turn."""
    for member in ports.store.due(ports.store.now(), 100):
        kind, _, name = member.partition(":")
        if kind == "text":
            send_text(ports, name)
    return [body for text, body in telephone.sent if text.phone == phone]


def keep(ports: Ports, person: Person) -> None:
    ports.store.commit(Change(now=ports.store.now(), records=(person,)))


def test_the_holder_gets_one_neutral_text_and_is_not_called(
    asking: Ports, telephone: FakeTelephone
) -> None:
    answer = texts(asking, GIVEN)

    (words,) = sent_to(asking, telephone)
    assert ASKED in answer.messages[0]
    assert "reply OK" in words
    assert "STOP" in words
    assert "555-0142" not in words
    assert asking.store.all_callbacks(9)[0] == []


def test_the_holders_own_ok_makes_the_call_theirs(asking: Ports) -> None:
    texts(asking, GIVEN)

    answer = texts(asking, "OK", MOM)

    (callback,) = asking.store.all_callbacks(9)[0]
    assert answer.outcome == "callback-queued"
    assert (callback.phone, callback.person) == (MOM, asking.identity.person(MOM))
    assert callback.state is State.WAITING


def test_anything_else_from_the_holder_makes_no_call_and_neither_does_a_later_ok(
    asking: Ports,
) -> None:
    texts(asking, GIVEN)

    texts(asking, "who is this", MOM)
    texts(asking, "ok", MOM)

    assert asking.store.all_callbacks(9)[0] == []


def test_a_stop_from_the_holder_is_kept(asking: Ports, telephone: FakeTelephone) -> None:
    texts(asking, GIVEN)
    texts(asking, "STOP", MOM)

    again = texts(asking, GIVEN, "+13105550118")

    assert person_of(asking, MOM).opted_out == "all"
    assert sent_to(asking, telephone) == []
    assert ASKED in again.messages[0]


def test_nobody_asks_the_same_number_twice_in_thirty_days_whoever_it_is(
    asking: Ports, telephone: FakeTelephone
) -> None:
    askers = [TEXTER, "+13105550118", "+13105550119"]

    answers = [texts(asking, GIVEN, phone).messages[0] for phone in askers]

    assert len(sent_to(asking, telephone)) == 1
    assert len(set(answers)) == 1  # and none of them learns of the others


def test_asked_by_several_at_the_same_moment_it_is_one_text(
    asking: Ports, telephone: FakeTelephone
) -> None:
    askers = iter([f"+1310555{place:04}" for place in range(120, 126)])

    at_once(lambda: texts(asking, GIVEN, next(askers)) and None, 6)

    assert len(sent_to(asking, telephone)) == 1


def test_after_thirty_days_the_number_may_be_asked_again(
    asking: Ports, telephone: FakeTelephone
) -> None:
    long_ago = asking.store.now() - timedelta(days=30)
    keep(asking, Person(id=asking.identity.person(MOM), asked_to_confirm_at=long_ago))

    texts(asking, GIVEN)

    assert len(sent_to(asking, telephone)) == 1


@pytest.mark.parametrize("kind", ["sms", "voice", "all", "blocked"])
def test_who_does_not_want_to_hear_from_us_does_not_and_nobody_is_told_so(
    asking: Ports, telephone: FakeTelephone, kind: str
) -> None:
    mom, now = Person(id=asking.identity.person(MOM)), asking.store.now()
    until = now + timedelta(days=1)
    blocked = mom.block(until, reason="abuse", by="sue", number="")
    keep(asking, blocked if kind == "blocked" else mom.opt_out(kind, now))

    answer = texts(asking, GIVEN)

    assert sent_to(asking, telephone) == []
    assert ASKED in answer.messages[0]


def test_one_person_has_two_numbers_asked_a_day(asking: Ports, telephone: FakeTelephone) -> None:
    numbers = ["+12125550123", "+12125550124", "+12125550125"]

    answers = [texts(asking, f"call {number[2:]}").messages[0] for number in numbers]

    assert [len(sent_to(asking, telephone, number)) for number in numbers] == [1, 1, 0]
    assert "at most two other numbers" in answers[2]


@pytest.mark.parametrize("number", ["+18765550123", "+19005550123"])
def test_a_number_we_never_dial_is_not_texted_either(
    asking: Ports, telephone: FakeTelephone, number: str
) -> None:
    answer = texts(asking, f"call {number[2:]}")

    assert sent_to(asking, telephone, number) == []
    assert "We cannot call this number" in answer.messages[0]


@pytest.mark.parametrize("on", [True, False])
def test_their_own_number_spelt_out_is_simply_a_call(with_policy, on: bool) -> None:
    ports = with_policy(confirms_numbers=on)

    answer = texts(ports, "call me at 212-555-0142")

    assert answer.outcome == "callback-queued"


def test_switched_off_nobody_is_texted_and_the_asker_is_told(
    ports: Ports, telephone: FakeTelephone
) -> None:
    answer = texts(ports, GIVEN)

    assert sent_to(ports, telephone) == []
    assert "only the number you text from" in answer.messages[0]
