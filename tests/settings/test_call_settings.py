"""How callers are brought to somebody: what an operator may choose, and what is refused."""

import pytest

from service.domain.policy import Ringing
from service.settings import load_settings
from service.wiring import policy_of


def test_nothing_needs_to_be_chosen(demo):
    policy = policy_of(load_settings(demo))

    assert policy.ringing is Ringing.LONGEST_IDLE
    assert (policy.ring_time.total_seconds(), policy.ring_rounds) == (20, 3)
    assert policy.crisis_transfer_number == policy.interpreter_number == ""


def test_what_is_chosen_reaches_the_policy(demo):
    demo |= {
        "HELPLINE_RINGING": "all-at-once",
        "HELPLINE_RING_TIME_S": "12",
        "HELPLINE_RING_ROUNDS": "5",
        "HELPLINE_CRISIS_NUMBER": "+12125550188",
        "HELPLINE_INTERPRETER_NUMBER": "+12125550177",
    }

    policy = policy_of(load_settings(demo))

    assert policy.ringing is Ringing.ALL_AT_ONCE
    assert (policy.ring_time.total_seconds(), policy.ring_rounds) == (12, 5)
    assert policy.crisis_transfer_number == "+12125550188"
    assert policy.interpreter_number == "+12125550177"


@pytest.mark.parametrize("number", ["911", "+1911", "933", "1933", "988", "+1988", "112"])
@pytest.mark.parametrize("name", ["HELPLINE_CRISIS_NUMBER", "HELPLINE_INTERPRETER_NUMBER"])
def test_an_emergency_number_is_never_a_number_to_connect_to(demo, problems_of, name, number):
    assert "emergency" in problems_of(demo | {name: number})[name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HELPLINE_RINGING", "everybody"),
        ("HELPLINE_RING_TIME_S", "2"),
        ("HELPLINE_RING_TIME_S", "twenty"),
        ("HELPLINE_RING_ROUNDS", "0"),
        ("HELPLINE_CRISIS_NUMBER", "somebody"),
        ("HELPLINE_CRISIS_NUMBER", "+18009151270"),
    ],
)
def test_what_cannot_work_is_refused_by_name(demo, problems_of, name, value):
    assert set(problems_of(demo | {name: value})) == {name}
