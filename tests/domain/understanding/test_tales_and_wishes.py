"""Tales of use, opting out in anger, and look-alikes: kinds of texts, in fresh words."""

import pytest

from service.domain.understanding import Understander


@pytest.mark.parametrize(
    "text",
    [
        "been on a bender since thursday",
        "found a bag of white powder in my sons room",
        "every time i quit i end up back on it",
        "i switched from booze to k",
        "not suicidal just worn out by k",
        "llevo meses intentando parar",
        "perdi a mi familia por la keta",
        "no puedo dejarla yo sola",
    ],
)
def test_who_tells_of_use_is_led_to_a_person(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "human"


@pytest.mark.parametrize(
    "text",
    [
        "stop fucking messaging this phone",
        "take me off your goddamn list",
        "quit with the damn texts",
        "forget u ever had this number",
        "quiten mi # porfa",
        "ya no me llamen",
        "no kiero mas txt",
        "dejen de chingar con los mensajes",
    ],
)
def test_anger_does_not_hide_an_opt_out(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "i cant fucking stop",
        "unsubscribed from hulu",
        "hoy no me llamen porfa",
        "my mom said dont fucking text that number",
        "basta de drogas quiero cambiar",
    ],
)
def test_what_only_sounds_like_opting_out_is_none(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent != "stop"


@pytest.mark.parametrize(
    "text",
    [
        "what am i even here for",
        "if rehab says no again im ending it",
        "dont bother ive already made up my mind",
        "im on top of the parking garage",
        "me he vuelto a quemar los brazos",
        "se desplomo y no contesta",
        "did 4 lines and 2 xans is that gonna kill me",
    ],
)
def test_a_crisis_is_heard_in_these_kinds_too(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "when will the urge end",
        "i cant remember anything anymore",
        "can withdrawal kill you",
        "la droga me mato la relacion",
        "uso coca y keta, quiero ayuda",
        "my son wont talk to me since he started k",
        "no me quiero morir, quiero vivir sin drogas",
        "my mind is made up im going to treatment",
    ],
)
def test_these_kinds_are_no_crisis(understander: Understander, text: str) -> None:
    assert not understander.understand(text).is_crisis
