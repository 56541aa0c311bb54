"""Each of Twilio's codes has its action, for a dial and for a text; the tables say which."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from service.actions.legs import dial
from service.actions.ports import Change, Ports, Record
from service.actions.texts import new_text, note_text_status, send_text
from service.actions.troubles import PAUSE, troubles
from service.domain.callback import Callback, State
from service.domain.errors import RateLimited, RefusedByCarrier
from service.domain.leg import Leg, LegState
from service.domain.person import Person
from service.domain.specialist import Specialist
from service.domain.text import AGAIN_AFTER, Text, TextState
from tests.actions.queueing import a_colleague, in_queue
from tests.builders import TEXTER, a_leg
from tests.fakes import FakeTelephone

CREDENTIALS, FILTERED, ACCOUNT = "credentials", "filter", "account"


@dataclass(frozen=True)
class Then:
    """What follows: how the callback stands, and what an operator is told of."""

    callback: State = State.WAITING
    alarm: str = ""
    text: TextState = TextState.UNDELIVERED
    opted_out: str = ""


# The person's phone is refused when it is to be rung.
DIALS = {
    13224: Then(State.WAITING),
    20003: Then(State.CLAIMED, alarm=CREDENTIALS),
    21210: Then(State.CLAIMED, alarm=ACCOUNT),
    21211: Then(State.REVIEW),
    21214: Then(State.REVIEW),
    21217: Then(State.REVIEW),
    21408: Then(State.REVIEW),
    0: Then(State.REVIEW),
    99999: Then(State.REVIEW),
}
# A text to them is refused, or reported as not arrived.
TEXTS = {
    14107: Then(),
    20003: Then(alarm=CREDENTIALS, text=TextState.INTENDED),
    21211: Then(State.REVIEW),
    21217: Then(State.REVIEW),
    21408: Then(State.REVIEW),
    21610: Then(opted_out="sms"),
    21614: Then(),
    30003: Then(text=TextState.INTENDED),
    30004: Then(),
    30005: Then(State.REVIEW),
    30006: Then(),
    30007: Then(alarm=FILTERED),
    30008: Then(text=TextState.INTENDED),
    30036: Then(),
    99999: Then(),
}


def keep(ports: Ports, *records: Record) -> None:
    ports.store.commit(Change(now=ports.store.now(), records=records))


def a_text(ports: Ports, **given: object) -> Text:
    person, now = ports.identity.person(TEXTER), ports.store.now()
    text = new_text(
        ports, person=person, phone=TEXTER, language="en", words="thanks", now=now
    )  # fmt: skip
    keep(ports, replace(text, **given))
    return text


def text_as_kept(ports: Ports, text: Text) -> Text:
    found = ports.store.get(Text, text.id)
    assert found is not None
    return found


def holds(ports: Ports, wish: Callback, then: Then) -> None:
    found = ports.store.get(Callback, wish.id)
    assert found is not None
    assert found.state is then.callback
    told = troubles(ports)
    assert [then.alarm in each for each in told] == [True] * bool(then.alarm)
    person = ports.store.get(Person, wish.person)
    assert (person.opted_out if person else "") == then.opted_out


@pytest.mark.parametrize("code", DIALS)
def test_a_refused_dial(ports: Ports, telephone: FakeTelephone, code: int) -> None:
    a_colleague(ports, id="amina")
    about = {"specialist": "amina", "token": 1, "attempt": "a1"}
    wish = in_queue(ports, phone=TEXTER, state=State.CALLING, **about)
    ours = {"attempt": "a1", "serves": f"callback:{wish.id}", "at": ports.store.now()}
    keep(ports, a_leg(id="a1-s", state=LegState.ACCEPTED, sid="CA" + "2" * 32, **ours))
    keep(ports, a_leg(id="a1-p", purpose="person", phone=TEXTER, person=wish.person, **ours))
    telephone.fails_with = [RefusedByCarrier("no", code)]

    for _ in range(2):
        dial(ports, "a1-p")

    assert telephone.dialled == []
    holds(ports, wish, DIALS[code])


@pytest.mark.parametrize("code", TEXTS)
def test_a_refused_text(ports: Ports, telephone: FakeTelephone, code: int) -> None:
    wish, text = in_queue(ports, phone=TEXTER), a_text(ports)
    telephone.fails_with = [RefusedByCarrier("no", code)]

    for _ in range(2):
        send_text(ports, text.id)

    assert telephone.sent == []
    assert text_as_kept(ports, text).state is TEXTS[code].text
    holds(ports, wish, TEXTS[code])


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_reported_as_not_arrived(ports: Ports, telephone: FakeTelephone, code: int) -> None:
    wish, text = in_queue(ports, phone=TEXTER), a_text(ports)
    send_text(ports, text.id)
    sid = text_as_kept(ports, text).sid

    for _ in range(2):
        note_text_status(ports, text.id, sid, "undelivered", str(code))

    assert len(telephone.sent) == 1
    assert text_as_kept(ports, text).state is TEXTS[code].text
    holds(ports, wish, TEXTS[code])


def test_a_text_to_a_phone_that_was_off_is_sent_once_more_and_no_third_time(
    ports: Ports, telephone: FakeTelephone
) -> None:
    text = a_text(ports)
    send_text(ports, text.id)
    first = text_as_kept(ports, text).sid
    note_text_status(ports, text.id, first, "undelivered", "30003")
    waits = text_as_kept(ports, text)
    assert waits.due_at - ports.store.now() > AGAIN_AFTER - timedelta(minutes=1)

    keep(ports, replace(waits, due_at=ports.store.now()))
    send_text(ports, text.id)
    second = text_as_kept(ports, text).sid
    note_text_status(ports, text.id, first, "undelivered", "30003")
    note_text_status(ports, text.id, second, "undelivered", "30003")

    assert len(telephone.sent) == 2
    assert text_as_kept(ports, text).state is TextState.UNDELIVERED


def test_a_text_that_would_be_too_late_is_not_sent_again(ports: Ports) -> None:
    text = a_text(ports, expires_at=ports.store.now() + timedelta(minutes=5))
    send_text(ports, text.id)

    note_text_status(ports, text.id, text_as_kept(ports, text).sid, "undelivered", "30003")

    assert text_as_kept(ports, text).state is TextState.UNDELIVERED


def test_a_text_about_another_number_moves_no_callback(ports: Ports) -> None:
    wish = in_queue(ports, phone=TEXTER)
    text = a_text(ports, phone="+13105550117")
    send_text(ports, text.id)

    note_text_status(ports, text.id, text_as_kept(ports, text).sid, "undelivered", "30005")

    holds(ports, wish, Then(State.WAITING))


def test_too_many_requests_are_no_attempt(ports: Ports, telephone: FakeTelephone) -> None:
    leg, text = a_dial(ports, "amina"), a_text(ports)
    telephone.fails_with = [RateLimited("429"), RateLimited("20429")]

    dial(ports, leg.id)
    send_text(ports, text.id)

    stored = ports.store.get(Leg, leg.id)
    assert stored is not None
    assert stored.state is LegState.INTENDED
    assert text_as_kept(ports, text).state is TextState.INTENDED
    assert troubles(ports) == []


def test_nobody_is_dialled_for_a_while_once_our_credentials_are_refused(
    ports: Ports, telephone: FakeTelephone
) -> None:
    first, second = a_dial(ports, "amina"), a_dial(ports, "bea")
    telephone.fails_with = [RefusedByCarrier("no", 20003)]
    dial(ports, first.id)

    dial(ports, second.id)

    waits = ports.store.get(Leg, second.id)
    assert waits is not None
    assert telephone.dialled == []
    assert (waits.state, waits.due_at > ports.store.now()) == (LegState.INTENDED, True)
    dial(replace(ports, store=Later(ports.store)), second.id)
    assert [leg.id for leg in telephone.dialled] == [second.id]


class Later:
    """The store, after the pause."""

    def __init__(self, store) -> None:
        self._store = store

    def __getattr__(self, name: str):
        return getattr(self._store, name)

    def now(self) -> datetime:
        return self._store.now() + PAUSE + timedelta(seconds=1)

    def around_leg(self, leg_id: str):
        return replace(self._store.around_leg(leg_id), now=self.now())


def a_dial(ports: Ports, who: str) -> Leg:
    """A specialist's phone that is to be rung for a callback of its own."""
    a_colleague(ports, id=who)
    attempt = f"attempt-{who}"
    phone = {"amina": "+13105550118", "bea": "+13105550119"}[who]
    wish = in_queue(
        ports, phone=phone, state=State.CALLING, specialist=who, token=1, attempt=attempt
    )
    leg = a_leg(
        id=f"{attempt}-s",
        attempt=attempt,
        specialist=who,
        serves=f"callback:{wish.id}",
        at=ports.store.now(),
    )
    held = ports.store.get(Specialist, who)
    assert held is not None
    keep(ports, leg, replace(held, engaged=f"leg:{leg.id}"))
    return leg
