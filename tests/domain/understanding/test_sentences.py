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
        f"Stop. {A_STORY}",
        "¡Qué calor hace hoy en la casa! ¡ALTO!",
        "the person you're trying to reach doesnt have this number anymore. remove pls",
        "mi compadre ya cambió de número y anda en la sierra con sus vacas. bórrenlo",
    ],
)
def test_a_sentence_that_is_an_opt_out_by_itself_is_one(
    understander: Understander, text: str
) -> None:
    understood = understander.understand(text)

    assert understood.intent == "stop"
    assert understood.matched.startswith("one sentence of it, ")
    assert understood.detail in text


@pytest.mark.parametrize(
    "text",
    [
        A_STORY,
        f"{A_STORY}. STOP?",
        f"{A_STORY}. STOP??... no",
        f"{A_STORY}. is it a stop sign",
        f"the sign on the door says. STOP {A_STORY}",
        "this is what the bus sign says. STOP",
        "I have your name from Dr. Stop",
        f"Stop? No way. {A_STORY}",
        "dad yelled. Stop! I cried",
        "we went to the corner. Stop! then the bus came",
        "This is an automated message. Please do not reply. Text STOP to opt out.",
    ],
)
def test_a_question_a_quote_or_another_sentence_is_none(
    understander: Understander, text: str
) -> None:
    assert knowing(understander, {}).understand(text).intent != "stop"


@pytest.mark.parametrize(
    "text",
    [
        "he hit me again last night. enough",
        "Threw it all out. no more",
        "he saw it and beat me. cancel",
        "mi marido me pega. ya basta",
        "llevo 5 años en esto. basta",
        "Ya no mas. mi esposo me golpea",
        "i give up on her. end",
        "i hate heroin so much. quit",
    ],
)
def test_a_word_that_may_be_about_a_life_is_none(understander: Understander, text: str) -> None:
    """Who tells of blows or of use, and that it is enough, is not cut off."""
    assert knowing(understander, {}).understand(text).intent != "stop"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("can somebody call me tonight about my son. STOP", "callback"),
        ("I no longer need it. Stop", "callback:cancel"),
    ],
)
def test_who_asks_for_a_call_or_takes_it_back_is_not_cut_off(
    understander: Understander, text: str, intent: str
) -> None:
    assert knowing(understander, {}).understand(text).intent == intent


def test_who_wants_to_be_written_to_is_not_cut_off(understander: Understander) -> None:
    wish = knowing(understander, {}).understand("i hate talking on the phone. ALTO")

    assert (wish.intent, wish.refined) == ("human", "chat")


def test_a_long_sentence_is_none(understander: Understander) -> None:
    knows = knowing(understander, {})
    long = "please just now cut these off now please already for my phone"

    assert knows.understand("the curtains and so on. cut these off for my phone").intent == "stop"
    assert knows.understand(long).intent == "stop"
    assert knows.understand(f"the curtains and so on. {long}").intent != "stop"


def test_speech_has_no_sentences(understander: Understander) -> None:
    assert understander.understand(f"{A_STORY}. STOP", "voice").intent != "stop"


@pytest.mark.parametrize(("points", "is_one"), [("unknown 0.4", True), ("unknown 0.6", False)])
def test_signs_may_speak_against_what_is_no_carrier_word(
    understander: Understander, points: str, is_one: bool
) -> None:
    knows = knowing(understander, {"velvet": points})

    assert (
        knows.understand("velvet and curtains and so on. remove pls").intent == "stop"
    ) is is_one
    assert knows.understand("velvet and curtains and so on. STOP").intent == "stop"


def test_what_the_rest_of_the_text_forbids_does_not_count(understander: Understander) -> None:
    """A rule's `unless` is asked of all that was said."""
    knows = knowing(understander, {})

    assert knows.understand("the curtains and so on. cut these off for my phone").intent == "stop"
    assert knows.understand("the nightmares and so on. cut these off for my phone").intent != "stop"


def test_a_crisis_that_signs_doubt_is_the_crisis_beside_it(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 9", "stop": "stop 9"})

    assert not knows.understand("he overdosed on velvet").is_crisis
    assert knows.understand("he overdosed on velvet. stop.").is_crisis
