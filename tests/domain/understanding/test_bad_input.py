"""Whatever comes, there is an answer, quickly, and never an exception."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.understanding import INTENTS, Understander

LONG = 1600
ODD_TEXTS = (
    "",
    " ",
    "\0",
    "\ud800",
    "st\0op",
    "\u202e\u200f",
    "🤷",
    "?" * LONG,
    "a" * LONG,
    "want to die " * (LONG // 12),
    "1" * LONG,
    "(" * LONG,
    "no me " * (LONG // 6),
    "'" * LONG,
    ". " * (LONG // 2),
)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_an_odd_text_gets_an_answer(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent in INTENTS


def test_a_crisis_at_the_end_of_a_long_text_is_found(understander: Understander) -> None:
    assert understander.understand("so much has happened " * 70 + "i want to die").is_crisis


@given(st.text(max_size=300))
def test_any_text_gets_an_answer_in_one_of_our_languages(
    understander: Understander, text: str
) -> None:
    understood = understander.understand(text)

    assert understood.intent in INTENTS
    assert understood.language in ("en", "es")


def test_ten_thousand_random_texts_get_an_answer(understander: Understander) -> None:
    dice = random.Random(988)

    for _ in range(10_000):
        length = dice.randint(0, 60)
        text = "".join(chr(dice.randint(0, 0x10FFFF)) for _ in range(length))
        assert understander.understand(text).intent in INTENTS


def test_no_odd_text_takes_long(understander: Understander) -> None:
    """A wide margin over what is measured, and the best of three, for a busy machine."""

    def took_s(text: str) -> float:
        began = time.process_time()
        understander.understand(text)
        return time.process_time() - began

    for text in ODD_TEXTS:
        assert min(took_s(text) for _ in range(3)) < 0.05
