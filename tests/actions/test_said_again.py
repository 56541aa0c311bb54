"""Who did not understand us, or says sorry, by text: what they read is true and calm."""

import pytest

from service.actions.ports import Ports
from service.actions.sms import Answer
from tests.actions.test_receive_sms import Texter

STILL_HOLDS = ("Our last answer still holds", "Vale la respuesta anterior")


@pytest.fixture
def texter(ports: Ports) -> Texter:
    return Texter(ports)


def says_it_holds(answer: Answer) -> bool:
    return any(line in answer.messages[0] for line in STILL_HOLDS)


@pytest.mark.parametrize("word", ["what", "huh?", "que", "otra vez", "repeat"])
def test_the_first_word_of_all_refers_to_no_answer(texter: Texter, word: str) -> None:
    answer = texter.texts(word)

    assert answer.outcome == "menu"
    assert len(answer.messages) == 2, "the first contact follows"


def test_what_was_not_understood_is_no_answer_that_holds(texter: Texter) -> None:
    texter.texts("flurb zzz")

    assert texter.texts("what").outcome == "menu"


@pytest.mark.parametrize("word", ["what", "sorry?", "¿perdón?", "repeat"])
def test_after_an_answer_it_holds(texter: Texter, word: str) -> None:
    texter.texts("KETAMINE")

    assert says_it_holds(texter.texts(word))


@pytest.mark.parametrize("before", ["flurb zzz", "KETAMINE", "fuck you", "pendejos"])
@pytest.mark.parametrize("sorry", ["ok sorry", "my bad", "perdon", "lo siento"])
def test_an_apology_is_met_calmly(texter: Texter, before: str, sorry: str) -> None:
    read = texter.texts(before).messages[0]

    answer = texter.texts(sorry)

    assert not says_it_holds(answer)
    assert "988" in answer.messages[0]
    assert answer.messages[0] != read
    assert not answer.messages[0].startswith(("Again", "I did not", "No entendi"))


def test_an_apology_after_a_crisis_reads_988_first(texter: Texter) -> None:
    texter.texts("i want to die")

    answer = texter.texts("im sorry")

    assert answer.outcome == "crisis"


def test_after_an_opt_out_an_apology_gets_no_words(texter: Texter) -> None:
    texter.texts("STOP")

    assert texter.texts("sorry").messages == ()


@pytest.mark.parametrize("before", ["FAMILY", "my son is addicted", "hello"])
@pytest.mark.parametrize("asked", ["what are the signs", "SIGNS"])
def test_the_signs_are_what_families_notice(texter: Texter, before: str, asked: str) -> None:
    texter.texts(before)

    assert "friends and loved ones often see" in texter.texts(asked).messages[0]


@pytest.mark.parametrize(
    ("asked", "words"),
    [("how much can i do", "not in our material"), ("cuanta puedo tomar", "nuestro material")],
)
def test_a_second_dose_is_not_in_our_source_either(texter: Texter, asked: str, words: str) -> None:
    texter.texts("what is a safe dose")

    answer = texter.texts(asked)

    assert answer.outcome == "not-in-source"
    assert words in answer.messages[0]


@pytest.mark.parametrize("asked", ["i cant talk on the phone", "no puedo hablar por telefono"])
def test_who_cannot_talk_reads_what_chat_reads(texter: Texter, asked: str) -> None:
    answer = texter.texts(asked)

    assert "988" in answer.messages[0]
    assert texter.callback is None


@pytest.mark.parametrize("asked", ["talk to me", "hablame"])
def test_talk_to_me_is_a_request(texter: Texter, asked: str) -> None:
    assert texter.texts(asked).outcome == "callback-queued"
