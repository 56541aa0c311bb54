"""Texts we send by ourselves: at most once, never after a STOP, never out of date."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.ports import Change, Ports
from service.actions.texts import new_text, note_text_status, send_text, text_is_due
from service.domain.errors import (
    AmbiguousAnswer,
    RateLimited,
    RefusedByCarrier,
    StoreUnavailable,
)
from service.domain.person import Person
from service.domain.text import Text, TextState
from tests.builders import TEXTER
from tests.fakes import FakeTelephone


def a_kept_text(ports: Ports, **changes: object) -> Text:
    """A text somebody may still be sent."""
    text = new_text(
        ports,
        person=ports.identity.person(TEXTER),
        phone=TEXTER,
        language="en",
        words="alert_unanswered",
        now=ports.store.now(),
    )
    text = replace(text, **changes)  # type: ignore[arg-type]
    ports.store.commit(Change(now=ports.store.now(), records=(text,)))
    return text


def state_of(ports: Ports, text: Text) -> TextState:
    found = ports.store.get(Text, text.id)
    assert found is not None
    return found.state


def looks_due(ports: Ports, text: Text) -> None:
    """The time of its next look has come."""
    found = ports.store.get(Text, text.id)
    assert found is not None
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(replace(found, due_at=now),)))


def test_a_text_is_sent_once_however_often_it_is_woken(
    ports: Ports, telephone: FakeTelephone
) -> None:
    text = a_kept_text(ports)

    for _ in range(3):
        send_text(ports, text.id)

    assert len(telephone.sent) == 1
    assert state_of(ports, text) is TextState.SENT


def test_a_text_in_the_queue_is_stopped_by_a_stop(ports: Ports, telephone: FakeTelephone) -> None:
    text = a_kept_text(ports, urgent=True)
    now = ports.store.now()
    person = Person(id=text.person).opt_out("all", now)
    ports.store.commit(Change(now=now, records=(person,)))

    send_text(ports, text.id)

    assert telephone.sent == []
    assert state_of(ports, text) is TextState.STOPPED


def test_a_text_whose_time_is_over_is_not_sent(ports: Ports, telephone: FakeTelephone) -> None:
    text = a_kept_text(ports, expires_at=ports.store.now() - timedelta(seconds=1))

    send_text(ports, text.id)

    assert telephone.sent == []
    assert state_of(ports, text) is TextState.STOPPED


def test_a_lost_answer_is_settled_by_twilios_list_and_not_by_sending_again(
    ports: Ports, telephone: FakeTelephone
) -> None:
    telephone.fails_with = [AmbiguousAnswer("no answer")]
    telephone.accepts_before_failing = True
    text = a_kept_text(ports)
    send_text(ports, text.id)
    looks_due(ports, text)

    text_is_due(ports, text.id)

    assert len(telephone.sent) == 1
    assert state_of(ports, text) is TextState.SENT


def test_a_text_that_twilio_never_took_is_sent_after_two_looks(
    ports: Ports, telephone: FakeTelephone
) -> None:
    telephone.fails_with = [AmbiguousAnswer("no answer")]
    text = a_kept_text(ports)
    send_text(ports, text.id)

    looks_due(ports, text)
    text_is_due(ports, text.id)
    after_one_look = state_of(ports, text)
    looks_due(ports, text)
    text_is_due(ports, text.id)
    send_text(ports, text.id)

    assert after_one_look is TextState.UNSURE
    assert len(telephone.sent) == 1


@pytest.mark.parametrize("error", [RateLimited("429"), StoreUnavailable("refused")])
def test_what_twilio_surely_did_not_take_is_tried_again_later(
    ports: Ports, telephone: FakeTelephone, error: Exception
) -> None:
    telephone.fails_with = [error]
    text = a_kept_text(ports)

    send_text(ports, text.id)

    assert state_of(ports, text) is TextState.INTENDED
    looks_due(ports, text)
    send_text(ports, text.id)
    assert len(telephone.sent) == 1


def test_twilios_own_stop_list_becomes_ours_for_texts_only(
    ports: Ports, telephone: FakeTelephone
) -> None:
    telephone.fails_with = [RefusedByCarrier("blocked", 21610)]
    text = a_kept_text(ports)
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(Person(id=text.person),)))

    send_text(ports, text.id)

    person = ports.store.get(Person, text.person)
    assert person is not None
    assert not person.takes_texts
    assert person.takes_calls
    assert state_of(ports, text) is TextState.UNDELIVERED


def test_the_first_final_report_holds(ports: Ports) -> None:
    text = a_kept_text(ports)
    send_text(ports, text.id)
    sent = ports.store.get(Text, text.id)
    assert sent is not None

    note_text_status(ports, text.id, sent.sid, "delivered")
    note_text_status(ports, text.id, sent.sid, "undelivered", "30003")

    assert state_of(ports, text) is TextState.DELIVERED


def test_the_stop_of_somebody_not_known_yet_is_kept(ports: Ports, telephone: FakeTelephone) -> None:
    telephone.fails_with = [RefusedByCarrier("blocked", 21610)]
    text = a_kept_text(ports)

    send_text(ports, text.id)

    person = ports.store.get(Person, text.person)
    assert person is not None
    assert not person.takes_texts


@pytest.mark.parametrize(
    ("at_twilio", "ends_as"),
    [
        ("delivered", TextState.DELIVERED),
        ("failed", TextState.UNDELIVERED),
        ("queued", TextState.SENT),
        ("sent", TextState.SENT),
    ],
)
def test_a_text_without_a_report_is_what_twilios_list_says(
    ports: Ports, telephone: FakeTelephone, at_twilio: str, ends_as: TextState
) -> None:
    text = a_kept_text(ports)
    send_text(ports, text.id)
    sent = ports.store.get(Text, text.id)
    assert sent is not None
    telephone.statuses[sent.sid] = at_twilio
    looks_due(ports, text)

    text_is_due(ports, text.id)

    assert state_of(ports, text) is ends_as
    assert len(telephone.sent) == 1


def test_a_text_without_a_report_is_given_up_only_when_nobody_wants_it_any_more(
    ports: Ports, telephone: FakeTelephone
) -> None:
    text = a_kept_text(ports)
    send_text(ports, text.id)
    sent = ports.store.get(Text, text.id)
    assert sent is not None
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(replace(sent, due_at=now, expires_at=now),)))

    text_is_due(ports, text.id)

    ended = ports.store.get(Text, text.id)
    assert ended is not None
    assert (ended.state, ended.error) == (TextState.UNDELIVERED, "no report")


def test_a_text_that_twilio_cannot_be_asked_about_stays_as_it_is(
    ports: Ports, telephone: FakeTelephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(text: Text, body: str) -> None:
        raise StoreUnavailable("gone")

    text = a_kept_text(ports)
    send_text(ports, text.id)
    looks_due(ports, text)
    monkeypatch.setattr(telephone, "find_text", away)

    with pytest.raises(StoreUnavailable):
        text_is_due(ports, text.id)

    assert state_of(ports, text) is TextState.SENT


def test_a_text_that_waited_here_is_good_for_that_much_less_at_twilio(
    ports: Ports, telephone: FakeTelephone
) -> None:
    now = ports.store.now()
    text = a_kept_text(
        ports, created_at=now - timedelta(hours=3), expires_at=now + timedelta(hours=1)
    )

    send_text(ports, text.id)

    (good_for_s,) = telephone.good_for_s
    assert 3590 <= good_for_s <= 3600
