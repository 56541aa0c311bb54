"""Messages of callers: who may hear them, and how surely they go at Twilio."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.actions.due import look_at
from service.actions.erasing import erase_is_due, erasing_of
from service.actions.ports import Change, Ports
from service.actions.voicemail import hear_voicemail, see_to_voicemail
from service.domain.callback import Callback
from service.domain.errors import (
    NotAllowed,
    RateLimited,
    RefusedByCarrier,
    TryLater,
    UnknownRecord,
    UnknownToCarrier,
)
from service.domain.voicemail import Voicemail
from tests.builders import CALLER, a_callback, a_sid
from tests.fakes import FakeTelephone

WEEK = timedelta(days=7)


def a_message(ports: Ports, **given: Any) -> Voicemail:
    """Somebody left a message just now."""
    now = ports.store.now()
    defaults: dict[str, Any] = {
        "id": a_sid("RE"),
        "person": ports.identity.person(CALLER),
        "phone": CALLER,
        "language": "en",
        "call_sid": a_sid("CA"),
        "seconds": 12,
        "created_at": now,
        "due_at": now + WEEK,
    }
    message = Voicemail(**(defaults | given))
    ports.store.commit(Change(now=now, records=(message,)))
    return message


def stored(ports: Ports, message: Voicemail) -> Voicemail | None:
    return ports.store.get(Voicemail, message.id)


def due_at(ports: Ports, message: Voicemail) -> float:
    return float(ports.store._redis.zscore("due", f"voicemail:{message.id}"))  # type: ignore[attr-defined]


def held_by(ports: Ports, who: str) -> Callback:
    callback = a_callback(person=ports.identity.person(CALLER), at=ports.store.now())
    claimed = replace(callback.claim(who, ports.store.now()), version=0)
    ports.store.commit(Change(now=ports.store.now(), records=(claimed,)))
    return claimed


def test_a_message_is_deleted_at_twilio_on_its_day_and_then_here(
    ports: Ports, telephone: FakeTelephone
) -> None:
    message = a_message(ports, callback="c1", due_at=ports.store.now())

    look_at(ports, f"voicemail:{message.id}")

    assert telephone.deleted == [message.id]
    assert stored(ports, message) is None
    assert ports.store.voicemails() == ports.store.voicemails("c1") == []
    assert ports.store.due(ports.store.now() + WEEK, 10) == []


def test_before_its_day_nothing_is_deleted(ports: Ports, telephone: FakeTelephone) -> None:
    message = a_message(ports)

    look_at(ports, f"voicemail:{message.id}")

    assert telephone.deleted == []
    assert due_at(ports, message) == message.due_at.timestamp()


def test_a_recording_that_is_gone_already_is_as_good_as_deleted(
    ports: Ports, telephone: FakeTelephone
) -> None:
    message = a_message(ports, due_at=ports.store.now())
    telephone.fails_with = [UnknownToCarrier("gone", 20404)]

    look_at(ports, f"voicemail:{message.id}")

    assert stored(ports, message) is None


@pytest.mark.parametrize(
    "failure",
    [TryLater("no connection"), RateLimited("too many"), RefusedByCarrier("no", 20003)],
    ids=lambda failure: type(failure).__name__,
)
def test_deleting_is_tried_until_twilio_says_that_it_is_gone(
    ports: Ports, telephone: FakeTelephone, failure: Exception
) -> None:
    message = a_message(ports, due_at=ports.store.now())
    telephone.fails_with = [failure]

    look_at(ports, f"voicemail:{message.id}")
    kept, again_at = stored(ports, message), due_at(ports, message)
    look_at(ports, f"voicemail:{message.id}")

    assert kept is not None
    assert again_at > ports.store.now().timestamp()
    assert telephone.deleted == [message.id]
    assert stored(ports, message) is None


def test_looking_twice_deletes_once_and_harms_nothing(
    ports: Ports, telephone: FakeTelephone
) -> None:
    message = a_message(ports, due_at=ports.store.now())

    look_at(ports, f"voicemail:{message.id}")
    look_at(ports, f"voicemail:{message.id}")

    assert telephone.deleted == [message.id]


def test_whoever_wants_to_be_forgotten_has_the_recording_deleted_first(
    ports: Ports, telephone: FakeTelephone
) -> None:
    message = a_message(ports)
    asked = erasing_of(message.person, ports.store.now()).removeprefix("erase:")

    left = erase_is_due(ports, asked)
    waiting = stored(ports, message)
    look_at(ports, f"voicemail:{message.id}")

    assert left == 1
    assert waiting is not None
    assert waiting.due_at <= ports.store.now()
    assert telephone.deleted == [message.id]
    assert erase_is_due(ports, asked) == 0
    assert ports.store.about(message.person) == []


def test_a_message_left_after_asking_to_be_forgotten_stays(ports: Ports) -> None:
    asked = erasing_of(ports.identity.person(CALLER), ports.store.now()).removeprefix("erase:")
    message = a_message(ports)

    erase_is_due(ports, asked)

    assert stored(ports, message) == replace(message, version=1)


def test_the_number_of_a_message_is_not_readable_in_the_store(ports: Ports) -> None:
    message = a_message(ports)

    kept = ports.store._redis.hgetall(f"voicemail:{message.id}")  # type: ignore[attr-defined]

    assert CALLER not in str(kept)
    assert CALLER[2:] not in str(kept)


def test_whoever_holds_the_callback_hears_it_and_the_first_is_named(ports: Ports) -> None:
    callback = held_by(ports, "amina")
    message = a_message(ports, callback=callback.id)

    hear_voicemail(ports, message.id, "amina", may_any=False)
    hear_voicemail(ports, message.id, "sam", may_any=True)

    heard = stored(ports, message)
    assert heard is not None
    assert heard.heard_by == "amina"
    trail = ports.store._redis.xrange("audit")  # type: ignore[attr-defined]
    listened = [line["who"] for _, line in trail if line["what"] == "heard a voicemail"]
    assert listened == ["amina", "sam"]


def test_nobody_else_hears_it(ports: Ports) -> None:
    message = a_message(ports, callback=held_by(ports, "amina").id)
    without = a_message(ports)

    for each in (message, without):
        with pytest.raises(NotAllowed):
            hear_voicemail(ports, each.id, "sam", may_any=False)

    unheard = stored(ports, message)
    assert unheard is not None
    assert unheard.heard_at is None


def test_what_has_no_callback_is_seen_to_once(ports: Ports) -> None:
    message = a_message(ports, phone="")

    see_to_voicemail(ports, message.id, "lead")
    see_to_voicemail(ports, message.id, "another")

    done = stored(ports, message)
    assert done is not None
    assert done.seen_to_by == "lead"
    assert not done.is_for_a_supervisor


def test_what_has_a_callback_is_seen_to_there(ports: Ports) -> None:
    message = a_message(ports, callback="c1")

    with pytest.raises(NotAllowed):
        see_to_voicemail(ports, message.id, "lead")
    with pytest.raises(UnknownRecord):
        see_to_voicemail(ports, a_sid("RE"), "lead")
