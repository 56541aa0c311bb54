"""A crisis comes before everything, however it is written."""

from collections.abc import Callable

import pytest

from service.domain.understanding import Understander

IntentOf = Callable[..., str]


@pytest.mark.parametrize(
    "text",
    [
        "stop i want to die",
        "unsubscribe me i want to kill myself",
        "CALL ME or i will hurt myself",
        "insurance said no so i will end my life",
        "alto ya no quiero vivir",
        "llamenme o me mato",
    ],
)
def test_a_crisis_beats_every_other_wish_in_the_text(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "crisis:self-harm"


@pytest.mark.parametrize(
    "text",
    [
        "i want to k1ll myself",
        "s u i c i d e",
        "su!cide",
        "k*ll myself",
        "iwanttodie",
        "i waaaant to dieeee",
        "I wаnt tо diе",
        "i want\u200b to\u202e die",
        "kiero morirme",
        "q me muera ya",
        "quiero kill myself",
        "me estoy desmayando",
        "she wishes she was dead",
        "creo que es sobredosis",
        "sobredosis hace 20 minutos",
        "how 2 kms",
    ],
)
def test_a_crisis_is_found_under_any_spelling(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "this homework is killing me",
        "muero por unas vacaciones",
        "my phone is dying",
        "I would kill for a taco",
        "me muero de risa",
        "dead tired after work",
        "took too many pictures at the wedding",
        "he hit me up last week",
        "the clinic is 5 kms from here",
    ],
)
def test_a_figure_of_speech_is_no_crisis(understander: Understander, text: str) -> None:
    assert not understander.understand(text).is_crisis


def test_a_figure_of_speech_does_not_hide_a_crisis_beside_it(intent_of: IntentOf) -> None:
    assert intent_of("this job is killing me and i want to kill myself") == "crisis:self-harm"


@pytest.mark.parametrize(
    ("text", "about_other"),
    [
        ("my friend says hes going to kill himself", True),
        ("she wont wake up", True),
        ("mi hermano se quiere matar", True),
        ("my boyfriend left me and i want to die", False),
        ("quiero morirme", False),
    ],
)
def test_it_is_known_whom_the_crisis_is_about(
    understander: Understander, text: str, about_other: bool
) -> None:
    assert understander.understand(text).about_other is about_other


def test_not_breathing_weighs_more_than_the_wish_to_die(intent_of: IntentOf) -> None:
    assert intent_of("he wanted to die and now he is not breathing") == "crisis:overdose"


def test_two_short_texts_read_together_tell_of_an_overdose(understander: Understander) -> None:
    assert not understander.understand("i took").is_crisis
    assert understander.understand("i took too much").intent == "crisis:overdose"


@pytest.mark.parametrize("text", ["borrarme del mapa", "me quiero borrar del mapa"])
def test_to_be_wiped_off_the_map_is_a_crisis_and_no_erasing(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "crisis:self-harm"
