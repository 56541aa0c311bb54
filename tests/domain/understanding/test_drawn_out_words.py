"""Words and cries drawn out: what they are short for, and what they must not be taken for."""

from collections.abc import Callable

import pytest

from service.domain.understanding import Understander

IntentOf = Callable[..., str]


@pytest.mark.parametrize(
    "cry",
    [
        "aaaaaaaa",
        "aaaa",
        "AAAAAAAA",
        "AaAaAa",
        "aaaa aaaa",
        pytest.param("a" * 2_000_000, id="2 MB"),
        "naaaa",
        "naa",
        "nnnn",
        "ayyyy",
        "mmmm",
        "noooo",
        "nooo k",
        "yyyy",
        "nmmm",
        "hrrrr",
        "uuuugh",
    ],
)
@pytest.mark.parametrize("language", [None, "en", "es"])
def test_a_drawn_out_cry_is_none_of_our_words(
    understander: Understander, cry: str, language: str | None
) -> None:
    assert understander.understand(cry, known_language=language).intent == "unknown"


@pytest.mark.parametrize("cry", ["pfff", "paaaa", "taaa", "cmmm", "xxxx", "wddd", "txxx"])
def test_nobody_is_opted_out_or_answered_by_initials_that_they_sighed(
    understander: Understander, cry: str
) -> None:
    assert understander.understand(cry, known_language="es").intent == "unknown"


@pytest.mark.parametrize("text", ["AA", "aa", "Aa.", "NA", "na", "n.a.", "N.A.", "a.a.", "A.A"])
def test_the_fellowships_are_known_as_they_are_written(
    understander: Understander, text: str
) -> None:
    assert understander.understand(text).intent == "fact:therapies"


@pytest.mark.parametrize(
    "text",
    ["aa meetings near me", "is there an a.a. group", "N.A. meetings", "hay grupos de a.a.?"],
)
def test_the_fellowships_are_known_in_a_sentence(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "fact:therapies"


@pytest.mark.parametrize("text", ["n/a", "b.a. in english", "p.a.", "a.a.r.p."])
def test_other_initials_are_no_fellowship(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) != "fact:therapies"


@pytest.mark.parametrize(
    "text",
    [
        "aaaaaaaaaaaaaaaaaaaa help",
        "HELP AAAAAAAH",
        "aaaah help aaaah",
        "ahhhh help",
        "argh help",
        "aaaaaa ayuda",
        "ayuda aaaaa",
        "ayyyy ayuda",
    ],
)
def test_a_cry_with_help_is_a_word_for_help(understander: Understander, text: str) -> None:
    means = understander.understand(text)

    assert means.intent == "help"
    assert means.refined == ""  # not the word that is meant for 988


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("aaaaaaa i want to die", "crisis:self-harm"),
        ("iiiii want to dieeee", "crisis:self-harm"),
        ("aaaaaa me quiero morir", "crisis:self-harm"),
        ("oddd", "crisis:overdose"),
        ("ooood", "crisis:overdose"),
        ("dyyyy", "crisis:self-harm"),
        ("STOOOOP", "stop"),
        ("yesss", "start"),
        ("okkkk", "answer:yes"),
        ("siiii", "answer:yes"),
        ("hiiii", "menu"),
        ("tyyyy", "thanks"),
        ("nooo more texts", "stop"),
        ("callll meeee", "callback"),
        ("heeelp", "help"),
    ],
)
def test_what_is_drawn_out_and_meant_is_understood(
    intent_of: IntentOf, text: str, intent: str
) -> None:
    assert intent_of(text) == intent
