"""Who texts from a number that we may not ring is told a way that leads on."""

import pytest

from tests.actions.test_receive_sms import Texter

TOLL_FREE, ALSO_TOLL_FREE, CANADIAN, JAMAICAN = (
    "+18005550123",
    "+18885550123",
    "+14165550123",
    "+18765550123",
)
NOWHERE = (TOLL_FREE, ALSO_TOLL_FREE, CANADIAN, JAMAICAN)
PROMISES_NO_CALL_THERE = "Reply CALL and a person calls you"


@pytest.mark.parametrize("phone", NOWHERE)
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("CALL", "text CALL from another phone"),
        ("LLAMAR", "mande LLAMAR desde otro"),
        ("call me at 212-555-0142", "text CALL from another phone"),
    ],
)
def test_they_are_told_whom_to_call_and_are_asked_for_no_number(
    with_policy, phone: str, words: str, told: str
) -> None:
    texter = Texter(with_policy(confirms_numbers=False), phone)

    answer = texter.texts(words)

    assert answer.outcome == "not-dialled"
    assert told in answer.messages[0]
    assert "800-915-1270" in answer.messages[0]
    assert "Reply with one" not in answer.messages[0]
    assert texter.callback is None


@pytest.mark.parametrize("phone", NOWHERE)
@pytest.mark.parametrize("number", ["212-555-0142", "555-0142", "my number is 212 555 0142"])
def test_a_number_of_theirs_leads_to_no_other_question(
    with_policy, phone: str, number: str
) -> None:
    texter = Texter(with_policy(confirms_numbers=False), phone)
    texter.texts("CALL")

    answer = texter.texts(number)

    assert answer.outcome == "not-dialled"
    assert PROMISES_NO_CALL_THERE not in answer.messages[0]
    assert "text CALL from another phone" in answer.messages[0]


def test_where_the_owner_of_another_number_is_asked_one_may_be_given(with_policy) -> None:
    texter = Texter(with_policy(confirms_numbers=True), TOLL_FREE)
    assert "Reply with one where we may call you" in texter.texts("CALL").messages[0]

    answer = texter.texts("212-555-0142")

    assert "We call it only if its owner agrees" in answer.messages[0]
