"""An opt-out that one sentence of a text is by itself, and what must not be taken for one."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from service.domain.understanding import Understander
from service.domain.understanding.doubts import Proven
from service.domain.understanding.signs import Kind, Signs

INTENTS = ("crisis:self-harm", "crisis:overdose", "unknown", "human", "stop", "callback")
A_STORY = "my roommate painted the whole kitchen purple and now this beeps all day long"


def knowing(understander: Understander, points: Mapping[str, str]) -> Understander:
    """As shipped, but that signs know nothing but these."""
    signs = Signs([Kind(one, f"signs of {one}") for one in INTENTS], points)
    return Understander(replace(understander.book, signs=signs, proven=Proven(0.2)))


@pytest.mark.parametrize(
    "text",
    [
        f"{A_STORY}. STOP",
        f"{A_STORY}! STOP!",
        "Cancel. Got my answer from the doctor at the clinic on Friday, she was super nice",
        "mi suegra vio el mensaje y ya se lo conto a toda la colonia. PAREN",
        "my neighbor upstairs is the one u want lol. no more please",
    ],
)
def test_a_sentence_that_is_an_opt_out_by_itself_is_one(
    understander: Understander, text: str
) -> None:
    understood = understander.understand(text)

    assert understood.intent == "stop"
    assert understood.matched.startswith("one sentence of it, ")


@pytest.mark.parametrize(
    "text",
    [
        A_STORY,
        f"{A_STORY}. STOP?",
        f"{A_STORY}. is it a stop sign",
        f"{A_STORY}. {A_STORY}",
        "Stop? No way. i like these, they keep me going",
        "This is an automated message. Please do not reply. Text STOP to opt out.",
    ],
)
def test_a_question_or_another_sentence_is_none(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent != "stop"


def test_who_asks_for_a_call_besides_is_called(understander: Understander) -> None:
    text = "can somebody call me tonight about my son. no more please"

    assert understander.understand("no more please").intent == "stop"
    assert understander.understand(text).intent == "callback"


def test_speech_has_no_sentences(understander: Understander) -> None:
    assert understander.understand(f"{A_STORY}. STOP", "voice").intent != "stop"


@pytest.mark.parametrize(("points", "is_one"), [("unknown 0.4", True), ("unknown 0.6", False)])
def test_signs_may_speak_against_it(understander: Understander, points: str, is_one: bool) -> None:
    knows = knowing(understander, {"velvet": points})
    text = "velvet and curtains and so on. no more please"

    assert (knows.understand(text).intent == "stop") is is_one


def test_what_the_rest_of_the_text_forbids_does_not_count(understander: Understander) -> None:
    """A rule's `unless` is asked of all that was said."""
    knows = knowing(understander, {})

    assert knows.understand("the curtains and so on. cut these off for my phone").intent == "stop"
    assert knows.understand("the nightmares and so on. cut these off for my phone").intent != "stop"


def test_a_crisis_that_signs_doubt_is_the_crisis_beside_it(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 9", "stop": "stop 9"})

    assert not knows.understand("he overdosed on velvet").is_crisis
    assert knows.understand("he overdosed on velvet. stop.").is_crisis
