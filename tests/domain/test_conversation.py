"""What the last two minutes of texts say together."""

from datetime import UTC, datetime, timedelta

from service.domain.person import HEARD, JOINED, Conversation

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
A_LITTLE = timedelta(seconds=5)


def test_the_last_two_minutes_are_read_as_one_text() -> None:
    conversation = Conversation(person="p").heard("i took", NOW)

    assert conversation.joined_with("too much", NOW + A_LITTLE) == "i took too much"
    assert conversation.joined_with("too much", NOW + JOINED + A_LITTLE) == "too much"


def test_the_same_text_again_adds_nothing() -> None:
    long = "in an emergency call 911 " * (HEARD // 10)
    conversation = Conversation(person="p").heard("hi", NOW).heard(long, NOW).heard("hi", NOW)

    assert conversation.joined_with("hi", NOW) == f"{long[-HEARD:]} hi"
    assert conversation.joined_with(long, NOW) == f"hi {long}"
