"""A sentence that is a crisis by itself: what else is told hides it no more."""

from collections.abc import Callable

import pytest

IntentOf = Callable[..., str]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("i want to kill myself. Long story short I lost the house", "crisis:self-harm"),
        ("i want to die. work was fine, boss gave me the friday off.", "crisis:self-harm"),
        ("i have a gun. it is loaded", "crisis:self-harm"),
        ("i loaded the gun. it is next to me", "crisis:self-harm"),
        ("hes not moving. mom is out and i am alone", "crisis:overdose"),
        ("i am a nurse. i think im overdosing", "crisis:overdose"),
        ("i came here two years ago. i tried to kill myself last night", "crisis:self-harm"),
        ("i started k 3 years ago. i tried to hang myself tonight", "crisis:self-harm"),
        ("can u help my friend she is cutting herself. class ends at 3", "crisis:self-harm"),
        ("my job is ok. suicide is what i want", "crisis:self-harm"),
        ("i have a garden. my brother overdosed he is on the floor", "crisis:overdose"),
        ("Vendo ropa por internet. Me quiero morir.", "crisis:self-harm"),
        ("vine de honduras hace 3 años. intente ahorcarme ayer", "crisis:self-harm"),
        ("soy maestra. creo que es una sobredosis", "crisis:overdose"),
        ("fui al trabajo.me quiero matar", "crisis:self-harm"),
        ("i want to die\nlong story short the deal is off", "crisis:self-harm"),
        ("ok. ok. ok. i want to kill myself. now to deal with it. ok. ok.", "crisis:self-harm"),
    ],
)
def test_what_else_is_told_hides_no_crisis(intent_of: IntentOf, text: str, intent: str) -> None:
    assert intent_of(text) == intent


def test_of_very_many_sentences_the_first_and_the_last_are_read(intent_of: IntentOf) -> None:
    crisis, talk = "i am a nurse. i think im overdosing", ["the bus came"] * 30

    assert intent_of(". ".join([crisis, *talk])).startswith("crisis")
    assert intent_of(". ".join([*talk, crisis])).startswith("crisis")


@pytest.mark.parametrize(
    "text",
    [
        "ready to meet my maker... of pizza. best slice in town",
        "im dying. lol. this meme",
        "This mailbox is not monitored. If this is an emergency, call 911. It is an auto reply",
        "i used to want to die, years ago. i garden now",
        "she is a nurse. they say he overdosed years ago and is fine now",
        "this homework is killing me. also the dishwasher is broke",
        "muero por unas vacaciones. ya compre los boletos",
    ],
)
def test_no_sentence_of_these_is_one(intent_of: IntentOf, text: str) -> None:
    assert not intent_of(text).startswith("crisis")


def test_beside_an_opt_out_it_is_the_opt_out(intent_of: IntentOf) -> None:
    assert intent_of("I didn't give anyone permission to text me. End it.") == "stop"


def test_speech_has_no_sentences(intent_of: IntentOf) -> None:
    text = "i work here. i am a nurse. i think im overdosing"

    assert intent_of(text).startswith("crisis")
    assert not intent_of(text, "voice").startswith("crisis")
