"""Words leave Twilio once they are of no use there, and not a moment sooner."""

from datetime import timedelta

from service.actions.due import look_at
from service.actions.ports import Ports
from service.actions.redacting import AT_ONCE, redact_soon, words_are_due
from service.actions.sms import Inbound, receive_sms
from service.domain.errors import RefusedByCarrier, TryLater, UnknownToCarrier
from service.domain.received import TextWithWords
from tests.builders import TEXTER, a_sid
from tests.fakes import FakeTelephone

MINUTE = timedelta(minutes=1)


def at_twilio(ports: Ports, telephone: FakeTelephone, minutes: float, **given: object) -> str:
    """A text of some minutes ago, either way, with its words."""
    made = {"sid": a_sid(), "inbound": True, "at": ports.store.now() - minutes * MINUTE} | given
    telephone.words.append(TextWithWords(**made))  # type: ignore[arg-type]
    return str(made["sid"])


def taken_in(ports: Ports, sid: str) -> str:
    receive_sms(ports, Inbound(sid=sid, phone=TEXTER, body="KETAMINE"))
    return sid


def left(telephone: FakeTelephone) -> set[str]:
    return {each.sid for each in telephone.words}


def test_a_text_that_was_taken_in_loses_its_words(ports: Ports, telephone: FakeTelephone) -> None:
    taken_in(ports, at_twilio(ports, telephone, 15))

    gone = words_are_due(ports, "words")

    assert (gone, telephone.words) == (1, [])


def test_one_that_nobody_has_read_keeps_them_until_it_is_taken_in(
    ports: Ports, telephone: FakeTelephone
) -> None:
    unread = at_twilio(ports, telephone, 60)
    taken_in(ports, at_twilio(ports, telephone, 15))

    words_are_due(ports, "words")
    first = left(telephone)
    taken_in(ports, unread)
    words_are_due(ports, "words")

    assert first == {unread}
    assert telephone.words == []


def test_one_that_may_still_be_under_way_to_us_keeps_them(
    ports: Ports, telephone: FakeTelephone
) -> None:
    fresh = taken_in(ports, at_twilio(ports, telephone, 2))

    words_are_due(ports, "words")

    assert left(telephone) == {fresh}


def test_one_of_ours_keeps_them_while_it_may_be_looked_for_by_them(
    ports: Ports, telephone: FakeTelephone
) -> None:
    at_twilio(ports, telephone, 301, inbound=False)
    young = at_twilio(ports, telephone, 239, inbound=False)

    words_are_due(ports, "words")

    assert left(telephone) == {young}


def test_many_go_a_few_at_a_time_until_none_is_left(ports: Ports, telephone: FakeTelephone) -> None:
    for _ in range(2 * AT_ONCE + 1):
        at_twilio(ports, telephone, 400, inbound=False)

    gone = [words_are_due(ports, "words") for _ in range(4)]

    assert gone == [AT_ONCE, AT_ONCE, 1, 0]


def test_a_refusal_keeps_no_other_waiting(ports: Ports, telephone: FakeTelephone) -> None:
    for _ in range(3):
        at_twilio(ports, telephone, 400, inbound=False)
    telephone.fails_with = [RefusedByCarrier("no", 20009), UnknownToCarrier("gone", 20404)]

    words_are_due(ports, "words")

    assert len(telephone.words) == 2


def test_while_twilio_is_away_nothing_is_given_up(ports: Ports, telephone: FakeTelephone) -> None:
    redact_soon(ports)
    at_twilio(ports, telephone, 400, inbound=False)
    telephone.fails_with = [TryLater("away")]

    first, second = look_at(ports, "redact:words"), look_at(ports, "redact:words")

    assert (first, second) == (0, 1)
    assert telephone.words == []
    assert ports.store.due(ports.store.now() + timedelta(hours=1), 9) == ["redact:words"]
