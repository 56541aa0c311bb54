"""What is said in a roundabout way, and what only sounds like it."""

from collections.abc import Callable

import pytest

from service.domain.understanding import Understander

IntentOf = Callable[..., str]


@pytest.mark.parametrize(
    "text",
    [
        "the rope is tied. thats it",
        "letters are written, im at peace",
        "my mind is made up, tell them im sorry",
        "my kids would be happier w/out me",
        "i wish it killed me last night",
        "thinking about driving into the river",
        "how do you go peacefully in your sleep",
        "why did they save me",
        "my friend is puking while asleep",
        "brother on the floor with a needle in his arm",
        "found my son in his car hes not moving",
        "la cuerda ya esta lista",
        "ya lo decidi, gracias por todo, adios",
        "para que me salvaron",
        "encontraron a mi papa en el piso con una jeringa",
    ],
)
def test_a_crisis_told_in_a_roundabout_way_is_heard(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "not an emergency, no one is dying",
        "omg im dying this is so funny",
        "dying of worry over my son",
        "overdosed on popcorn at the movies",
        "podcast about the opioid overdose crisis",
        "in the movie he kills himself at the end",
        "rather die than talk on the phone haha",
        "i have decided to go to rehab, thank you, bye",
        "what should i know about detox before i do it",
        "es la policia?",
        "en las noticias hablaron de sobredosis",
        "prefiero morir que ir a rehab jaja",
    ],
)
def test_news_stories_and_jokes_are_no_crisis(understander: Understander, text: str) -> None:
    assert not understander.understand(text).is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "i want to die lol",
        "im dying i took too much lol",
        "nobody is dying but me",
        "saw a movie now i want to kill myself",
        "watching a show and my roommate overdosed next to me",
        "i want to report an overdose",
        "id rather die than keep living like this",
        "my bf told me go kill yourself",
        "this guy is killing himself",
        "llamen a la policia",
        "vi una pelicula y quiero suicidarme",
    ],
)
def test_no_joke_or_story_hides_a_crisis(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis


@pytest.mark.parametrize("text", ["go kill yourself robot", "ojala te mueras pinche maquina"])
def test_what_is_wished_on_a_machine_is_abuse(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "abuse"


@pytest.mark.parametrize(
    "text",
    [
        "my mom said dont ever text this number again lol",
        "please dont ever text my dealer again",
        "how do i stop it from getting worse",
        "how do i stop these urges",
    ],
)
def test_who_asks_for_no_end_of_our_texts_stays_in(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) != "stop"
