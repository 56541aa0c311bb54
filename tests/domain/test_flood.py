"""What a flood is, who stands behind in it, and how one comes forward."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.domain.callback import State
from service.domain.flood import (
    come_forward,
    from_stranger,
    has_shown,
    is_flood,
    may_be_put_behind,
    put_behind,
)
from service.domain.person import Conversation, Person
from tests.builders import NOON, a_callback

SOON = timedelta(minutes=15)
NOBODY = Person(id="p")
MET = Person(id="p", first_contact_at=NOON)


@pytest.mark.parametrize(("strangers", "flood_from", "flood"), [
    (99, 100, False), (100, 100, True), (5000, 100, True), (5000, 0, False), (0, 0, False),
])  # fmt: skip
def test_a_flood_begins_with_the_set_number_and_never_without_one(
    strangers: int, flood_from: int, flood: bool
) -> None:
    assert is_flood(strangers, flood_from) is flood


@pytest.mark.parametrize(("person", "last", "said", "shown"), [
    (NOBODY, "", "call", False),        # their very first text
    (MET, "call", "call", False),       # the same again may be a machine
    (MET, "call", "10001", True),       # a second text in other words
    (MET, "ketamine", "call", True),    # they asked something before
    (MET, "", "call", True),            # an earlier conversation, forgotten by now
    (Person(id="p", consent_at=NOON), "", "call", True),            # they rang us before
    (Person(id="p", asked_to_confirm_at=NOON), "", "ok", True),     # they answer our question
])  # fmt: skip
def test_a_second_text_in_other_words_or_anything_earlier_shows_somebody(
    person: Person, last: str, said: str, shown: bool
) -> None:
    assert has_shown(person, Conversation(person="p", last_inbound=last), said) is shown


def test_in_an_ordinary_hour_a_stranger_stands_where_anybody_does() -> None:
    asked = a_callback()

    assert from_stranger(asked, flood=False) == replace(asked, stranger=True)


def test_in_a_flood_nothing_is_promised_before_a_day_is_over() -> None:
    asked = from_stranger(a_callback(), flood=True)

    assert asked.behind
    assert asked.promise_at == NOON + timedelta(hours=24)


def test_who_comes_forward_is_promised_the_time_of_now() -> None:
    asked = from_stranger(a_callback(), flood=True)

    forward = come_forward(asked, NOON + timedelta(minutes=40))

    assert not forward.behind
    assert not forward.stranger
    assert forward.promise_at == NOON + timedelta(minutes=40)


def test_who_was_promised_a_time_before_it_was_a_flood_keeps_it_by_answering() -> None:
    asked = put_behind(from_stranger(a_callback(), flood=False))

    forward = come_forward(asked, NOON + timedelta(hours=3))

    assert forward.promise_at == NOON + SOON


def test_showing_oneself_in_an_ordinary_hour_changes_no_promise() -> None:
    asked = from_stranger(a_callback(), flood=False)

    assert come_forward(asked, NOON).promise_at == NOON + SOON


@pytest.mark.parametrize("changes", [
    {"stranger": False}, {"behind": True}, {"crisis": True}, {"on_line": "CA1"},
    {"state": State.CLAIMED}, {"state": State.REVIEW}, {"state": State.CLOSED},
])  # fmt: skip
def test_nobody_is_put_behind_who_is_known_in_a_crisis_or_already_looked_after(
    changes: dict[str, object],
) -> None:
    asked = from_stranger(a_callback(), flood=False)

    assert may_be_put_behind(asked)
    assert not may_be_put_behind(replace(asked, **changes))  # type: ignore[arg-type]


def test_a_call_to_us_and_a_talk_show_somebody() -> None:
    asked = from_stranger(a_callback(), flood=True)
    claimed = asked.claim("amina", NOON).call("a1", NOON)

    assert not asked.rings_in("CA1").behind
    assert not claimed.talking(NOON).behind
    assert claimed.not_answered(NOON).behind
