"""Letters written apart, Spanish as it sounds, words run together, and what a recogniser hears."""

import pytest

from service.domain.understanding import Understander
from service.domain.understanding.apart import MOST_SPLITS, join_letters
from service.domain.understanding.sounds import Sounds


def _words(understander: Understander, text: str, channel: str = "sms") -> str:
    return " ".join(understander.book.speller.read(text, channel, None).words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("k i l l  m y s e l f", "kill myself"),
        ("i w a n t t o d i e", "i want to die"),
        ("s t o p", "stop"),
        ("m kiero matar", "me quiero matar"),
        ("no vibir", "no vivir"),
        ("muxas pastillas", "muchas pastillas"),
        ("aseptan medi-cal", "aceptan medicaid"),
        ("nokiero vivir", "no quiero vivir"),
        ("i watn to be daed", "i want to be dead"),
        ("delete my #", "delete my number"),
    ],
)
def test_a_text_is_read_as_it_was_meant(understander: Understander, text: str, words: str) -> None:
    assert _words(understander, text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("he over dost", "he overdosed"),
        ("she is not brief in", "she is not breathing"),
    ],
)
def test_what_a_recogniser_mishears_is_put_right_on_the_phone_only(
    understander: Understander, text: str, words: str
) -> None:
    assert _words(understander, text, "voice") == words
    assert _words(understander, text, "sms") != words


def test_single_letters_that_spell_nothing_stay_apart() -> None:
    pieces = ["a", "b", "c", "q", "z", "x"]

    assert join_letters(pieces, {"abc"}, lambda run: None) == pieces


def test_only_so_many_letters_make_one_run() -> None:
    tried: list[str] = []

    join_letters(["a"] * 100, (), lambda run: tried.append(run))

    assert max(map(len, tried)) <= 28


def test_a_word_sounds_like_one_we_know() -> None:
    sounds = Sounds(["quiero", "vivir", "muchas", "llamen"])

    heard = [sounds.word_like(word) for word in ("kiero", "bibir", "muxas", "yamen", "perro", "ki")]

    assert heard == ["quiero", "vivir", "muchas", "llamen", None, None]


def test_a_page_of_single_letters_is_not_tried_for_ever() -> None:
    tried: list[str] = []

    pieces = join_letters(["a"] * 400, frozenset(), lambda run: tried.append(run))

    assert pieces == ["a"] * 400
    assert len(tried) == MOST_SPLITS
