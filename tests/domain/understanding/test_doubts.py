"""When signs outvote the phrases that find a crisis, and when they must not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from service.domain.understanding import Understander
from service.domain.understanding.doubts import Proven
from service.domain.understanding.signs import Kind, Signs

CRISIS = ("crisis:self-harm", "crisis:overdose")
INTENTS = (*CRISIS, "unknown", "human", "stop", "abuse", "callback", "fact:brain")
OVERDOSED = "he overdosed on velvet"

BESIDE = (
    "and the train to boston leaves at four from the blue velvet platform so please bring two warm"
    " coats a map and some bread"
)


def knowing(
    understander: Understander, points: Mapping[str, str], proven: Proven | None = None
) -> Understander:
    """As shipped, but that signs know nothing but these, and no phrase is proven."""
    signs = Signs([Kind(one, f"signs of {one}") for one in INTENTS], points)
    book = replace(understander.book, signs=signs, proven=proven or Proven(0.5))
    return Understander(book)


@pytest.mark.parametrize("against", ["unknown", "human"])
def test_a_phrase_is_outvoted_by_what_else_the_text_is_about_and_said_to_be(
    understander: Understander, against: str
) -> None:
    understood = knowing(understander, {"velvet": f"{against} 2"}).understand(OVERDOSED)

    assert not understood.is_crisis
    assert "no crisis for “overdosed”" in understood.matched
    assert understood.matched.endswith("signs speak against it by 2.58 points")


@pytest.mark.parametrize("against", ["stop", "abuse", "callback", "fact:brain"])
def test_an_opt_out_hostile_words_a_wish_or_a_question_outvote_none(
    understander: Understander, against: str
) -> None:
    assert knowing(understander, {"velvet": f"{against} 9"}).understand(OVERDOSED).is_crisis


def test_signs_must_speak_against_it_by_more_than_is_usual(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 2"}, Proven(2.6))

    assert knows.understand(OVERDOSED).is_crisis


def test_signs_of_the_crisis_count_for_it(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 2", "overdosed": "crisis:overdose 2"})

    assert knows.understand(OVERDOSED).is_crisis


@pytest.mark.parametrize(("proven", "is_crisis"), [(2.6, True), (2.5, False)])
def test_a_phrase_is_trusted_as_far_as_it_is_proven(
    understander: Understander, proven: float, is_crisis: bool
) -> None:
    phrases = Proven(0.5, {"overdosed": proven})
    knows = knowing(understander, {"velvet": "unknown 2"}, phrases)

    assert knows.understand(OVERDOSED).is_crisis == is_crisis


@pytest.mark.parametrize("points", ["unknown 9", "crisis:overdose -9", "human 2 unknown -1"])
def test_the_phrase_s_own_words_do_not_speak_against_it(
    understander: Understander, points: str
) -> None:
    assert knowing(understander, {"overdosed": points}).understand(OVERDOSED).is_crisis


def test_words_that_signs_know_nothing_of_speak_against_nothing(
    understander: Understander,
) -> None:
    kinds = [Kind(one, one, 0.0 if one == "unknown" else -3.0) for one in INTENTS]
    knows = Understander(replace(understander.book, signs=Signs(kinds, {}), proven=Proven(0.5)))

    assert knows.understand(OVERDOSED).is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "velvet and i want to die",
        "velvet is not breathing",
        "velvet, i will kill myself",
        "me quiero morir, velvet",
        "no quiero vivir, velvet",
        "velvet no respira",
    ],
)
def test_what_says_it_outright_is_never_outvoted(understander: Understander, text: str) -> None:
    assert knowing(understander, {"velvet": "unknown 99"}).understand(text).is_crisis


def test_what_many_phrases_say_at_once_is_never_outvoted(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 99"})

    assert not knows.understand("velvet, an overdose").is_crisis
    assert knows.understand("velvet, i cant get him to wake up and his breath is slow").is_crisis


def test_between_a_crisis_and_an_opt_out_it_is_the_crisis(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 9"})

    assert knows.understand("stop texting me").intent == "stop"
    assert knows.understand("velvet overdosed stop texting me").intent == "crisis:overdose"


@pytest.mark.parametrize("text", [OVERDOSED, f"{OVERDOSED} {BESIDE}", f"{BESIDE} {OVERDOSED}"])
def test_where_no_phrase_is_proven_none_is_outvoted(understander: Understander, text: str) -> None:
    knows = knowing(understander, {"velvet": "unknown 99"}, Proven())

    assert knows.understand(text).is_crisis


@pytest.mark.parametrize("text", [OVERDOSED, f"{OVERDOSED} {BESIDE}", f"{BESIDE} {OVERDOSED}"])
def test_without_signs_no_phrase_is_outvoted(understander: Understander, text: str) -> None:
    book = replace(understander.book, signs=Signs.none(), proven=Proven())

    assert Understander(book).understand(text).is_crisis


def test_in_a_long_text_each_stretch_speaks_for_itself(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 9"})
    elsewhere = " ".join(["velvet"] + ["and so on with it"] * 12)

    assert knows.understand(f"{elsewhere} then he overdosed on plush").is_crisis


def test_in_a_very_long_text_no_phrase_is_outvoted(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 9", "tweed": "unknown 9"})
    talk = "velvet and tweed and so on " * 18  # of more than two hundred words signs skip some

    assert not knows.understand(f"{talk[:540]}he overdosed on plush").is_crisis
    assert knows.understand(f"{talk * 2}he overdosed on plush and {talk}").is_crisis


def test_a_text_of_both_languages_is_outvoted_as_a_whole(understander: Understander) -> None:
    mixed = "my primo tomo una sobredosis de velvet, what a party"

    assert knowing(understander, {}).understand(mixed).is_crisis
    assert not knowing(understander, {"velvet": "unknown 9"}).understand(mixed).is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "so much blood",
        "my aunt is impossible to rouse",
        "why did they save me",
        "empastillarme",
        "take me off the list. dead people dont need texts",
        "happy birthday bro, pizza at 8, also i overdosed an hour ago",
        "lunch at noon? also my son isnt breathing",
        "can you pick up milk eggs and bread i cut my wrists",
        "feliz cumple prima nos vemos el sabado, me tomé todas las pastillas",
        "stop stop stop im gonna kill myself leave me alone unsubscribe",
        "what are the opening hours, my brother turned blue and wont wake up",
    ],
)
def test_as_shipped_a_crisis_beside_anything_is_one(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "we got slammed tonight i almost died lol",
        "customer screamed at me for 20 min id rather eat glass lol",
        "the cows are dying of this heat",
        "im on ketamine and i need help getting into a program",
    ],
)
def test_as_shipped_a_phrase_that_stands_in_other_talk_is_none(
    understander: Understander, text: str
) -> None:
    assert not understander.understand(text).is_crisis


@pytest.mark.parametrize(
    ("points", "is_crisis"), [("crisis:overdose 2", True), ("crisis:overdose 0.2", False)]
)
def test_in_a_long_text_a_phrase_counts_that_speaks_for_a_crisis_with_the_words_around_it(
    understander: Understander, points: str, is_crisis: bool
) -> None:
    knows = knowing(understander, {"velvet": "unknown 3", "overdosed": points})

    assert knows.understand(f"he overdosed on something {BESIDE}").is_crisis == is_crisis
    assert not knows.understand(f"{BESIDE} he overdosed on velvet").is_crisis


def test_in_a_short_text_all_of_it_is_asked(understander: Understander) -> None:
    knows = knowing(understander, {"velvet": "unknown 9", "overdosed": "crisis:overdose 1"})

    assert not knows.understand("he overdosed on something and wore velvet").is_crisis


@pytest.mark.parametrize(
    ("points", "proven", "is_crisis"),
    [
        ({"velvet": "unknown 1"}, {}, False),
        ({"velvet": "unknown 1"}, {"overdosed": 5.0}, True),
        ({"velvet": "unknown 1", "bread": "crisis:overdose 5 callback 6"}, {}, True),
        ({"velvet": "unknown 0.2", "four": "unknown 1"}, {}, False),
        ({"velvet": "crisis:overdose 0.2", "four": "unknown 2"}, {}, False),
        ({"velvet": "crisis:overdose 0.2", "bread": "unknown 0.1"}, {}, True),
        ({}, {}, True),
    ],
)
def test_in_a_long_text_few_points_in_the_words_around_outvote_a_phrase(
    understander: Understander,
    points: Mapping[str, str],
    proven: Mapping[str, float],
    is_crisis: bool,
) -> None:
    knows = knowing(understander, points, Proven(20.0, proven))

    assert knows.understand(f"he overdosed on velvet {BESIDE}").is_crisis == is_crisis
    assert knows.understand("he overdosed on velvet").is_crisis
