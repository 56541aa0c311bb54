"""Crises told in a clause of a long story: hard to hear, and not to be heard less."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.commands.evaluation import evaluate
from service.domain.understanding import Understander

Rows = Callable[[str], list[Mapping[str, Any]]]
IntentOf = Callable[..., str]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("long_stories", 0.92),
        ("long_stories_second", 0.92),
        ("long_stories_third", 0.94),
        ("long_stories_fourth", 0.95),
        ("long_stories_fifth", 0.88),
    ],
)
def test_what_long_stories_showed_is_not_lost(
    understander: Understander, rows_of: Rows, name: str, least: float
) -> None:
    assert evaluate(rows_of(f"unseen_{name}.jsonl"), understander).crisis_recall.ratio >= least


@pytest.mark.parametrize(
    "text",
    [
        "nothing i do gets him to stop using, ive tried rehab and yelling and bribes",
        "my sister was talking to me and now she is not talking to me since the wedding",
        "mi contacto de emergencia, si algo me pasa llamen a mi mamá 305-555-0133",
        "we have it all planned, peaceful weekend at the lake",
        "they hit the bridge and now they call it an accident",
        "con este sueldo no llego ni al viernes",
        "el pez anda boqueando en la pecera, le cambio el agua?",
        "my wife left a note last spring and we signed papers in august, all civil",
        "running late, theres a train stopped across 9th street and it aint moving at all",
        "i work till 2:30 and my phone is on the floor. not for an emergency or anything",
        "mi cuñado dejó el cristal y que la ketamina no engancha, eso dice él",
        "they read daddys will, you get the guns and the boat and i get the house",
    ],
)
def test_what_only_sounds_like_one_is_none(intent_of: IntentOf, text: str) -> None:
    assert not intent_of(text).startswith("crisis")


def test_a_bank_s_message_is_not_ours_to_end(intent_of: IntentOf) -> None:
    text = "el mensaje del banco es mentira, ellos no piden el número de la tarjeta. Bórralo"

    assert intent_of(text) != "stop"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("if i knew he wouldnt be the one to find me id have done it", "crisis:self-harm"),
        ("nothing i do wakes him, hes snoring like an engine", "crisis:overdose"),
        ("she was talking, now she isnt. Skins gone waxy", "crisis:overdose"),
        ("si algo me pasa esta noche llamen a mi mamá", "crisis:self-harm"),
        ("a ella en la cama con los labios cenizos, boqueando", "crisis:overdose"),
    ],
)
def test_what_is_told_calmly_is_heard(intent_of: IntentOf, text: str, intent: str) -> None:
    assert intent_of(text) == intent
