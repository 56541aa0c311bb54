""" "I am done with this": after a crisis, or after what somebody told of, it is about no texts."""

import pytest

from service.actions.ports import Ports
from tests.actions.test_receive_sms import Texter

VAGUE = ["im done with this", "end this", "enough", "no more", "take me out of here", "ya basta"]
VAGUE_BESIDE_A_STORY = "he hit me again last night and took my phone. enough"
NAMED = [
    "STOP",
    "stop please",
    "stop texting me",
    "remove me from your list",
    "leave me alone",
    "dejenme en paz",
    "ya no me manden mensajes",
    "my roommate painted the whole kitchen purple today. STOP",
]


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


@pytest.mark.parametrize("words", VAGUE)
@pytest.mark.parametrize("crisis", ["i want to die", "quiero morirme"])
def test_after_a_crisis_it_leads_to_help_and_opts_nobody_out(
    texter: Texter, crisis: str, words: str
) -> None:
    texter.texts(crisis)

    answer = texter.texts(words)

    assert answer.outcome == "crisis"
    assert "988" in answer.messages[0]
    assert texter.person.takes_texts


def test_what_a_story_names_beside_it_makes_it_no_opt_out(texter: Texter) -> None:
    texter.texts("i want to die")

    assert texter.texts(VAGUE_BESIDE_A_STORY).outcome != "opted-out"
    assert texter.person.takes_texts


@pytest.mark.parametrize("words", NAMED)
def test_who_says_what_is_to_end_is_opted_out_in_a_crisis_too(texter: Texter, words: str) -> None:
    texter.texts("i want to die")

    assert texter.texts(words).outcome == "opted-out"


@pytest.mark.parametrize("words", ["im done with this", "end this", "no more"])
@pytest.mark.parametrize("before", ["i feel so alone", "nothing helps"])
def test_after_words_of_despair_it_is_a_crisis(texter: Texter, before: str, words: str) -> None:
    texter.texts(before)

    assert texter.texts(words).outcome == "crisis"


def test_after_a_story_it_ends_the_story(texter: Texter) -> None:
    texter.texts("my brother is hooked on k and steals from us")

    answer = texter.texts("im done with this")

    assert answer.outcome != "opted-out"
    assert texter.person.takes_texts


@pytest.mark.parametrize("words", ["enough", "im done with this"])
def test_with_nothing_told_before_it_ends_the_texts(texter: Texter, words: str) -> None:
    texter.texts("KETAMINE")

    assert texter.texts(words).outcome == "opted-out"
