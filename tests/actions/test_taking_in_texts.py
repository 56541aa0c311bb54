"""Texts that Twilio took while nobody here heard them are carried out once, and answered once."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from service.actions.ports import Change, Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.sms.receive import receive_late
from service.actions.taking_in import look_soon, received_is_due
from service.actions.taking_in.look import AT_ONCE, LISTED
from service.actions.texts import note_text_status, send_text
from service.actions.troubles import NOT_REACHED, troubles
from service.domain.callback import State
from service.domain.errors import RefusedByCarrier, StoreUnavailable, TryLater
from service.domain.last_look import LastLook
from service.domain.person import Person
from service.domain.received import ReceivedText, SentText
from service.domain.text import Text, TextState
from tests.actions.queueing import a_colleague
from tests.builders import CALLER, TEXTER, a_sid
from tests.fakes import FakeTelephone

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SAVED = "Saved. "
SORRY = "Sorry, we could not answer your text until now."


@pytest.fixture
def came(ports: Ports, telephone: FakeTelephone) -> Callable[..., ReceivedText]:
    """A text that Twilio has and we have not, some minutes old."""

    def text(body: str, minutes: float = 5, phone: str = TEXTER) -> ReceivedText:
        at = ports.store.now() - minutes * MINUTE
        made = ReceivedText(sid=a_sid(), phone=phone, body=body, media=0, at=at)
        telephone.received.append(made)
        return made

    return text


def looked(ports: Ports, hours: float) -> None:
    """The last look was so many hours ago."""
    at = ports.store.now() - hours * HOUR
    ports.store.commit(Change(now=at, records=(LastLook(id="texts", at=at),)))


def takes_in(ports: Ports, link) -> None:
    """One look, and the worker sends what came of it."""
    received_is_due(ports, "texts")
    while line := link.lpop("wakeups"):
        wakeup = json.loads(line)
        if wakeup["job"] == "send_text":
            send_text(ports, wakeup["id"])


def sent(telephone: FakeTelephone, phone: str = TEXTER) -> list[str]:
    return [body for text, body in telephone.sent if text.phone == phone]


def callbacks(ports: Ports):
    return ports.store.all_callbacks(20)[0]


def test_a_request_of_ten_minutes_ago_is_queued_and_promised(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    a_colleague(ports)
    came("CALL", minutes=9)

    takes_in(ports, link)

    [callback] = callbacks(ports)
    assert (callback.state, callback.phone) == (State.WAITING, TEXTER)
    [body] = sent(telephone)
    assert body.startswith(SAVED)


def test_looking_again_does_nothing_more(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    came("CALL")

    for _ in range(3):
        takes_in(ports, link)

    assert len(callbacks(ports)) == 1
    assert len(sent(telephone)) == 1


def test_a_text_whose_webhook_came_is_left_alone(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    text = came("CALL")
    receive_sms(ports, Inbound(text.sid, TEXTER, "CALL"))

    takes_in(ports, link)

    assert sent(telephone) == []
    assert len(callbacks(ports)) == 1


def test_a_webhook_that_comes_late_gets_the_same_answer_and_has_no_second_effect(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    text = came("CALL")
    takes_in(ports, link)
    [body] = sent(telephone)

    answers = [receive_sms(ports, Inbound(text.sid, TEXTER, "CALL")) for _ in range(2)]

    assert [each.messages for each in answers] == [tuple(body.split("\n"))] * 2
    assert {each.outcome for each in answers} == {"callback-queued"}
    assert len(callbacks(ports)) == 1
    assert len(sent(telephone)) == 1


def test_a_webhook_that_wins_the_race_leaves_nothing_to_send(ports: Ports, came) -> None:
    text = came("CALL")
    inbound = Inbound(text.sid, TEXTER, "CALL")

    def webhook_first(situation, decision):
        receive_sms(ports, inbound)
        return replace(decision, texts=(a_text_of(ports),))

    answer = receive_late(ports, inbound, webhook_first)

    assert answer == receive_sms(ports, inbound)
    assert ports.store.get(Text, "late") is None
    assert len(callbacks(ports)) == 1


def test_webhooks_and_looks_at_the_same_moment_take_effect_once(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    texts = [came("CALL", phone=f"+12125550{n}") for n in range(100, 112)]

    def webhooks() -> None:
        for text in reversed(texts):
            receive_sms(ports, Inbound(text.sid, text.phone, text.body))

    threads = [Thread(target=webhooks), Thread(target=lambda: received_is_due(ports, "texts"))]
    threads += [Thread(target=lambda: received_is_due(ports, "texts"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    takes_in(ports, link)

    asked = [callback.phone for callback in callbacks(ports)]
    assert sorted(asked) == sorted(text.phone for text in texts)
    assert all(len(sent(telephone, text.phone)) <= 1 for text in texts)


def a_text_of(ports: Ports) -> Text:
    now = ports.store.now()
    person = ports.identity.person(TEXTER)
    return Text(
        id="late", person=person, phone=TEXTER, language="en", words="", body="x",
        created_at=now, due_at=now, expires_at=now + HOUR,
    )  # fmt: skip


def test_one_person_gets_one_reply_the_wish_before_the_questions(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    for minutes, body in ((9, "hello"), (8, "CALL"), (7, "KETAMINE"), (6, "thanks")):
        came(body, minutes=minutes)
    came("INSURANCE", phone=CALLER)

    takes_in(ports, link)

    [body] = sent(telephone)
    assert body.startswith(SAVED)
    assert "Msg&data rates may apply" in body
    assert len(sent(telephone, CALLER)) == 1


def test_a_crisis_is_answered_before_anything_else_and_alerts(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    a_colleague(ports)
    came("i want to kill myself", minutes=9)
    came("CALL", minutes=8)

    takes_in(ports, link)

    [alert] = ports.store.open_alerts()
    assert alert.phone == TEXTER
    [body] = [each for each in sent(telephone) if "988" in each]
    assert "Someone here was alerted" in body
    assert callbacks(ports)[0].crisis


def test_nobody_is_told_of_an_alert_that_nobody_on_duty_gets(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    came("i want to kill myself", minutes=9)

    takes_in(ports, link)

    [body] = sent(telephone)
    assert "988" in body
    assert "alerted" not in body


@pytest.mark.parametrize("words", ["i want to kill myself", "my friend overdosed"])
def test_an_old_crisis_alerts_and_hears_what_is_true_now(
    ports: Ports, telephone: FakeTelephone, link, came, words: str
) -> None:
    a_colleague(ports)
    looked(ports, hours=50)
    came(words, minutes=3 * 60)
    came(words, minutes=48 * 60, phone=CALLER)

    takes_in(ports, link)

    assert len(ports.store.open_alerts()) == 2
    for phone in (TEXTER, CALLER):
        [body] = sent(telephone, phone)
        assert body.startswith("Sorry, we read your text only now")
        assert "911" in body
        assert "988" in body


def test_a_crisis_is_answered_to_somebody_who_had_sent_stop(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    now = ports.store.now()
    person = Person(id=ports.identity.person(TEXTER)).opt_out("all", now)
    ports.store.commit(Change(now=now, records=(person,)))
    came("i want to kill myself")

    takes_in(ports, link)

    assert len(sent(telephone)) == 1


def test_a_crisis_reply_that_twilio_refuses_is_an_alert_of_its_own(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    telephone.fails_with = [RefusedByCarrier("blocked by STOP", 21610)]
    came("i want to kill myself")

    takes_in(ports, link)

    assert {alert.kind for alert in ports.store.open_alerts()} == {"self-harm", "undelivered"}


def test_a_crisis_reply_that_does_not_arrive_is_an_alert_of_its_own(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    came("i want to kill myself")
    takes_in(ports, link)
    [(text, _)] = telephone.sent
    stored = ports.store.get(Text, text.id)
    assert stored is not None

    note_text_status(ports, text.id, stored.sid, "undelivered", "30003")
    note_text_status(ports, text.id, stored.sid, "undelivered", "30003")

    kinds = sorted(alert.kind for alert in ports.store.open_alerts())
    assert kinds == ["self-harm", "undelivered"]


@pytest.mark.parametrize("hours", [3, 48])
def test_a_request_is_queued_however_old_it_is_with_a_time_that_is_still_to_come(
    ports: Ports, telephone: FakeTelephone, link, came, hours: int
) -> None:
    a_colleague(ports)
    looked(ports, hours=hours + 1)
    came("CALL", minutes=hours * 60)

    takes_in(ports, link)

    [callback] = callbacks(ports)
    assert callback.promise_at > ports.store.now()
    [body] = sent(telephone)
    assert body.startswith(f"{SORRY}\n{SAVED}")


def test_a_question_of_three_hours_ago_is_answered_one_of_two_days_ago_is_asked_for_again(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    looked(ports, hours=50)
    came("INSURANCE", minutes=3 * 60)
    came("INSURANCE", minutes=48 * 60, phone=CALLER)

    takes_in(ports, link)

    [late], [too_late] = sent(telephone), sent(telephone, CALLER)
    assert late.startswith(SORRY)
    assert "insurance" in late
    assert too_late.startswith("Sorry, we could not answer your text until now. Text it again")
    assert "insurance" not in too_late


def test_a_stop_takes_effect_and_is_not_confirmed_late(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    came("CALL", minutes=9)
    came("STOP", minutes=8)

    takes_in(ports, link)

    person = ports.store.get(Person, ports.identity.person(TEXTER))
    assert person is not None
    assert person.opted_out == "all"
    assert sent(telephone) == []
    assert callbacks(ports)[0].state is State.REVIEW


def test_who_was_answered_while_the_store_was_away_does_not_read_it_twice(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    text = came("INSURANCE")
    read = ports.wording.sms("insurance", "en")
    first = ports.wording.sms("first_contact", "en")
    for body in (read, first):
        telephone.answered.append(SentText(phone=TEXTER, body=body, at=text.at + MINUTE / 60))

    takes_in(ports, link)

    assert sent(telephone) == []
    assert ports.store.seen(f"sms:{text.sid}") is not None


def test_who_was_told_that_nothing_was_saved_is_told_that_it_is_now(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    text = came("CALL")
    not_saved = ports.wording.sms("not_saved", "en")
    telephone.answered.append(SentText(phone=TEXTER, body=not_saved, at=text.at + MINUTE / 60))

    takes_in(ports, link)

    [body] = sent(telephone)
    assert body.startswith(SAVED)


def test_what_is_under_way_is_left_to_its_webhook(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    came("CALL", minutes=0.5)

    takes_in(ports, link)

    assert callbacks(ports) == []


def test_a_first_start_answers_nothing_of_long_ago(ports: Ports, link, came) -> None:
    came("CALL", minutes=30)

    takes_in(ports, link)

    assert callbacks(ports) == []


def test_an_outage_of_hours_is_looked_through_in_bounded_pieces(
    ports: Ports, telephone: FakeTelephone, link
) -> None:
    looked(ports, hours=5)
    now, many = ports.store.now(), LISTED + 200
    for n in range(many):
        at = now - 4 * HOUR + n * timedelta(seconds=10)
        sid, phone = a_sid(), f"+1212555{n % 100 + 100:04}"
        telephone.received.append(ReceivedText(sid=sid, phone=phone, body="ok", media=0, at=at))

    taken = [received_is_due(ports, "texts").count for _ in range(5)]

    assert max(taken) <= AT_ONCE
    assert sum(taken) == many


def test_while_twilio_is_away_the_look_goes_as_far_back_later(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    looked(ports, hours=2)
    came("CALL", minutes=90)

    class Away(FakeTelephone):
        def texts_received(self, *_: object) -> list[ReceivedText]:
            raise TryLater("no connection to Twilio")

    takes_in(replace(ports, telephone=Away()), link)
    takes_in(ports, link)

    assert len(callbacks(ports)) == 1


def test_a_text_that_breaks_something_keeps_no_other_waiting(ports: Ports, link, came) -> None:
    came("CALL", minutes=9)
    bad = came("breaks", minutes=8)
    came("CALL", minutes=7, phone=CALLER)

    class Brittle:
        def understand(self, text: str, *more: object, **named: object):
            if text == bad.body and named:
                raise ValueError("what a text!")
            return ports.understander.understand(text, **named)

        def is_plainly_in(self, text: str, language: str) -> bool:
            return ports.understander.is_plainly_in(text, language)

    with pytest.raises(ValueError, match="what a text"):
        received_is_due(replace(ports, understander=Brittle()), "texts")

    assert len(callbacks(ports)) == 2
    received_is_due(ports, "texts")
    assert ports.store.seen(f"sms:{bad.sid}") is not None


def test_without_the_store_nothing_is_said_and_nothing_lost(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    came("CALL")

    class Full:
        def __getattr__(self, name: str):
            return getattr(ports.store, name)

        def commit(self, change: Change):
            raise StoreUnavailable("away")

    received_is_due(replace(ports, store=Full()), "texts")
    assert callbacks(ports) == []
    takes_in(ports, link)

    assert len(callbacks(ports)) == 1
    assert len(sent(telephone)) == 1


def test_the_words_wait_encrypted(ports: Ports, link, came) -> None:
    came("CALL")

    received_is_due(ports, "texts")

    [key] = link.keys("text:*")
    stored = link.hgetall(key)
    assert not any(value.startswith("Saved") for value in stored.values())
    text = ports.store.get(Text, key.partition(":")[2])
    assert text is not None
    assert (text.state, text.body[:6]) == (TextState.INTENDED, "Saved.")


def test_the_looks_begin_at_once(ports: Ports) -> None:
    look_soon(ports)

    assert set(ports.store.due(ports.store.now(), 9)) == {"received:texts", "received:calls"}
    received_is_due(ports, "texts")
    assert ports.store.due(ports.store.now(), 9) == ["received:calls"]


def test_that_twilio_could_not_reach_us_is_an_alarm(ports: Ports, link, came) -> None:
    takes_in(ports, link)
    assert troubles(ports) == []

    came("CALL")
    takes_in(ports, link)

    assert troubles(ports) == [NOT_REACHED]


def test_what_came_since_a_clock_that_was_ahead_is_right_again_is_taken_in(
    ports: Ports, telephone: FakeTelephone, link, came
) -> None:
    looked(ports, hours=-1)
    came("INSURANCE", minutes=5)

    takes_in(ports, link)

    assert len(sent(telephone)) == 1
    stored = ports.store.get(LastLook, "texts")
    assert stored is not None
    assert stored.at is not None
    assert stored.at < ports.store.now()
