"""Who is in danger: the texter, or another."""

import json
from pathlib import Path

import pytest

from service.domain.understanding import Understander

LABELLED = Path(__file__).with_name("whom") / "labelled.jsonl"


@pytest.mark.parametrize(
    "text",
    [
        "got my dads pistol on my lap",
        "gave my roommate my guitar and told her bye. i wont be here",
        "gave my dog away today. no reason to stick around now",
        "no reason to live since she left",
        "my dad killed himself and i want to die",
        "my brother killed himself last year and now i want to kill myself",
        "I want to be with my wife. She passed in March. I'm ready to go too.",
        "My wife found my suicide note. I told her it was an old one. It isn't.",
        "no le veo sentido a la vida",
        "el mundo estaria mejor sin mi",
        "goodbye everyone",
    ],
)
def test_who_names_another_may_yet_speak_of_themselves(
    understander: Understander, text: str
) -> None:
    understood = understander.understand(text)

    assert understood.intent == "crisis:self-harm"
    assert not understood.about_other


@pytest.mark.parametrize(
    "text",
    [
        "my brother just texted me goodbye and told me to look after his kids",
        "My son told me he wants to end it all. He's nineteen.",
        "she said if i leave her shell kill herself",
        "one of my clients says she is done living",
        "mi marido dice que se va a pegar un tiro",
        "mi ex dice que si no vuelvo se mata",
        "Send somebody, I think my friend is dying.",
    ],
)
def test_another_who_does_or_says_it_is_the_one_in_danger(
    understander: Understander, text: str
) -> None:
    assert understander.understand(text).about_other


def test_hardly_anybody_in_danger_is_spoken_to_as_if_it_were_another(
    understander: Understander,
) -> None:
    """Texts labelled by readers who had not seen the rule; of overdoses the reply is the same."""
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    read = [(row["whom"], understander.understand(row["text"])) for row in rows]
    of_self_harm = [(whom, one) for whom, one in read if one.intent == "crisis:self-harm"]
    right = dict.fromkeys(("self", "other"), 0)
    for whom, one in of_self_harm:
        right[whom] += one.about_other is (whom == "other")
    total = {whom: sum(each == whom for each, _ in of_self_harm) for whom in right}

    assert right["self"] / total["self"] >= 0.98
    assert right["other"] / total["other"] >= 0.88
