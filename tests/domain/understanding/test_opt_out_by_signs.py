"""An opt-out that no rule knows: many words together, only where they outweigh what is known."""

from dataclasses import replace

import pytest

from service.domain.understanding import Understander
from service.domain.understanding.signs import SignList, Signs

WHY = "words that ask for no more texts"
ENOUGH = SignList("stop", WHY, 5.0, {"flurb": 5.0})


@pytest.fixture(scope="module")
def knows_flurb(understander: Understander) -> Understander:
    """As shipped, but that "flurb" is all that tells an opt-out by signs."""
    return Understander(replace(understander.book, opt_out_signs=Signs([ENOUGH], {})))


@pytest.mark.parametrize(
    "text",
    [
        "flurb",
        "thanks but flurb",
        "what is detox flurb",
        "say that again flurb",
        "i want to talk to a person flurb",
    ],
)
def test_it_outweighs_what_is_read_out_of_single_words(
    knows_flurb: Understander, understander: Understander, text: str
) -> None:
    understood = knows_flurb.understand(text)

    assert understood.intent == "stop"
    assert understood.matched == f"{WHY}: “flurb” (5.0 points, 5 are enough)"
    assert understander.understand(text).intent != "stop"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("i want to die flurb", "crisis:self-harm"),
        ("call me tomorrow at 3 flurb", "callback"),
        ("never mind, no call flurb", "callback:cancel"),
        ("text me again flurb", "start"),
    ],
)
def test_it_outweighs_no_crisis_no_call_and_no_opting_in(
    knows_flurb: Understander, text: str, intent: str
) -> None:
    assert knows_flurb.understand(text).intent == intent


def test_what_is_said_of_something_else_gives_no_points(understander: Understander) -> None:
    unsubscribe = SignList("stop", WHY, 5.0, {"unsubscribe": 5.0})
    knows_it = Understander(replace(understander.book, opt_out_signs=Signs([unsubscribe], {})))

    assert knows_it.understand("how would someone unsubscribe from netflix").intent != "stop"


@pytest.mark.parametrize(
    "text",
    [
        "pls no more of these i get anxious every time my phone goes off",
        "ur bot keeps texting me at 3am. turn it off for my number",
    ],
)
def test_as_shipped_it_finds_what_it_was_made_for(understander: Understander, text: str) -> None:
    without = Understander(replace(understander.book, opt_out_signs=Signs.none()))

    assert without.understand(text).intent != "stop"
    assert understander.understand(text).intent == "stop"
