"""What is to stop somewhere else is no opt-out; what is said to us in the same words is one."""

import pytest

from service.domain.understanding import Understander


@pytest.mark.parametrize(
    "text",
    [
        "tell my mom to stop calling me every hour",
        "my dealer wont stop texting me",
        "she needs to stop calling him babe",
        "take me off the parking list",
        "Dad the chickens are molting so quit calling the vet",
        "how do i unsubscribe from this dog food thing",
        "how do people even stop this stuff",
        "did you guys quit texting? havent heard nothing",
        "i cant bring myself to delete his number",
        "Is there a supervised place to get it out of your system?",
        "dont stop these texts they help me",
        "quería dar de baja la línea fija",
        "basta ya con esa canción",
        "ya no me hables en español, english please",
    ],
)
def test_what_is_to_stop_elsewhere_opts_nobody_out(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent != "stop"


@pytest.mark.parametrize(
    "text",
    [
        "please stop calling me",
        "please stop calling me sir",
        "stop calling the house",
        "stop calling me maam",
        "i will sue when i tell you to stop",
        "unsubscribe from this please im in class",
        "stop your program if you dont want to be sued",
        "take me off your list",
        "ya no me escriban",
        "dar de baja",
    ],
)
def test_the_same_words_said_to_us_opt_out(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "stop"
