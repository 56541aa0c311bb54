"""Manners of speaking hold for many a thing, but not with who or what may kill indeed."""

from itertools import product

import pytest

from service.domain.understanding import Understander

THINGS = (
    "thesis",
    "chem lab",
    "seating chart",
    "leaf blower",
    "sourdough starter",
    "group project",
)
OF_THINGS = (
    "this {} is gonna kill me",
    "my {} might kill me",
    "im dying from this {}",
    "put me out of my misery with this {}",
    "end me already this {}",
    "id rather die than do the {}",
    "someone shoot me if i hear about the {} again",
    "i want to die this {} is so embarrassing",
    "one more {} and ill jump out the window",
    "might jump off a bridge if the {} doesnt end",
    "i cant take this {} anymore",
)
COSAS = ("tesis", "mudanza", "licuadora", "fila del banco", "clase de zumba", "humedad")
DE_COSAS = (
    "esta {} me va a matar",
    "me quiero morir con esta {}",
    "prefiero morirme que hacer la {}",
    "que alguien me mate con esta {}",
    "me tiro por la ventana si no acaba la {}",
    "no aguanto mas esta {}",
    "me ahogo con tanta {}",
    "me desmayo con la {}",
)
MOLESTIAS = ("calor", "hambre", "sueño", "dolor de muelas", "risa")
DE_MOLESTIAS = ("me estoy muriendo de {}", "que {} me estoy muriendo", "casi me muero de {}")

NO_THING = (
    "my cellmate is gonna kill me",
    "my habit might kill me",
    "im dying from this gunshot",
    "put me out of my misery with this",
    "end me already this agony",
    "id rather die than do time in prison",
    "i want to die my face is so ugly",
    "one more bruise and ill jump out the window",
    "might jump off a bridge if the voices dont end",
    "i cant take this bullying anymore",
    "passed out cold after the slap and wont move",
    "este desgraciado me va a matar",
    "me quiero morir con este diagnostico",
    "prefiero morirme que volver con el",
    "que alguien me mate con esta pistola",
    "me tiro por la ventana si me toca verlo",
    "no aguanto mas este maltrato",
    "me estoy ahogando en el canal",
    "otra golpiza y me mato",
)
BESIDE_A_THING = (
    ("this thesis is gonna kill me", "{}, says my ex"),
    ("this thesis is gonna kill me", "{}, need a bump"),
    ("this thesis is gonna kill me", "better off, {}"),
    ("this thesis is gonna kill me", "{}, got my meds here"),
    ("this thesis is gonna kill me", "{}, grandpas firearm is here"),
    ("this thesis is gonna kill me", "{} come quick"),
    ("this thesis is gonna kill me", "{}, railed again"),
    ("this thesis is gonna kill me", "{}, farewell"),
    ("this thesis is gonna kill me", "{}, there is mdma in my desk"),
    ("this thesis is gonna kill me", "{} or i will"),
    ("this thesis is gonna kill me", "hopefully {}"),
    ("this thesis is gonna kill me", "{}, my toe has gangrene"),
    ("esta tesis me va a matar", "{}, dice mi padrastro"),
    ("esta tesis me va a matar", "{} de una vez"),
    ("esta tesis me va a matar", "{} con mdma"),
    ("esta tesis me va a matar", "{} con paracetamol"),
    ("esta tesis me va a matar", "{}, ya tome"),
    ("esta tesis me va a matar", "{} con racumin"),
    ("esta tesis me va a matar", "{} sin ti"),
)
"""A manner of speaking, and what else is said: of each class of danger something that is no crisis
by itself, so that nothing but the manner of speaking makes it one."""


def filled(frames: tuple[str, ...], things: tuple[str, ...]) -> list[str]:
    return [frame.format(thing) for frame, thing in product(frames, things)]


@pytest.mark.parametrize(
    "text", [*filled(OF_THINGS, THINGS), *filled(DE_COSAS, COSAS), *filled(DE_MOLESTIAS, MOLESTIAS)]
)
def test_a_manner_of_speaking_is_one_for_many_a_thing(
    understander: Understander, text: str
) -> None:
    assert not understander.understand(text).is_crisis


@pytest.mark.parametrize("text", NO_THING)
def test_what_may_kill_indeed_is_taken_at_its_word(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis


@pytest.mark.parametrize(("manner", "said"), BESIDE_A_THING)
def test_beside_a_danger_it_is_taken_at_its_word(
    understander: Understander, manner: str, said: str
) -> None:
    assert not understander.understand(manner).is_crisis
    assert understander.understand(said.format(manner)).is_crisis


@pytest.mark.parametrize(
    "text", ["sáquenme de este examen", "ya paren con la tarea", "paren con el ruido"]
)
def test_what_is_asked_of_others_opts_nobody_out(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent != "stop"


@pytest.mark.parametrize(
    "text", ["sáquenme de este grupo", "ya paren con los mensajes", "paren con la publicidad"]
)
def test_what_is_asked_of_us_does(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "stop"
