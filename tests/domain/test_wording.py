"""Sentences are filled strictly: a gap left open would reach a person in trouble."""

from datetime import date

import pytest

from service.domain.facts import Fact, Topic, collect
from service.domain.template import BadTemplate, MissingValue, Template, UnknownWords
from service.domain.wording import Wording


def fact(n, topic="brain", **changes):
    return Fact(
        n,
        section="Ketamine Effects",
        topic=topic,
        sms={"en": f"Fact {n}.", "es": f"Hecho {n}."},
        reviewed=date(2026, 11, 22),
        **changes,
    )


def brain(more=(1, 2, 3), **changes):
    given = {
        "keyword": {"en": "BRAIN", "es": "CEREBRO"},
        "spoken": {"en": "the brain", "es": "el cerebro"},
        "reply": {"en": "The brain.", "es": "El cerebro."},
        "voice": {"en": "The brain.", "es": "El cerebro."},
        "after": {"en": "MORE, or CALL.", "es": "MAS, o LLAMAR."},
        "after_voice": {"en": "Call 9 8 8.", "es": "Llame al 9 8 8."},
    }
    return Topic("brain", more=more, source=1, **(given | changes))


def wording(*facts, topics=(), texts=None, prompts=None):
    def lines(by_language):
        return {
            language: {key: Template(text) for key, text in (by_language or {}).items()}
            for language in ("en", "es")
        }

    menu = (tuple(topic.name for topic in topics),)
    return Wording(lines(texts), lines(prompts), collect("The document", facts, topics, menu))


def test_a_text_is_filled_with_its_values():
    words = wording(texts={"saved": "A person calls {when} from {number}."})

    text = words.sms("saved", "en", when="today by 3:10 PM", number="800-915-1270")

    assert text == "A person calls today by 3:10 PM from 800-915-1270."


@pytest.mark.parametrize("values", [{}, {"when": "now", "number": "1"}])
def test_a_value_too_few_or_too_many_is_refused(values):
    words = wording(texts={"saved": "A person calls {when}."})

    with pytest.raises(MissingValue):
        words.sms("saved", "en", **values)


def test_words_that_are_not_there_are_refused_by_name():
    words = wording()

    with pytest.raises(UnknownWords, match="sved"):
        words.sms("sved", "en")
    with pytest.raises(UnknownWords, match="fr"):
        words.say("saved", "fr")
    with pytest.raises(UnknownWords, match="fact 99"):
        words.fact(99)
    with pytest.raises(UnknownWords, match="cars"):
        words.topic("cars")


def test_a_value_cannot_bring_in_another_gap():
    words = wording(texts={"begins": "Hello, this is {first} of {name}."})

    text = words.sms("begins", "en", first="{name}", name="Northside")

    assert text == "Hello, this is {name} of Northside."


def test_a_value_is_written_in_the_letters_of_a_text():
    words = wording(
        texts={"begins": "Hola, soy {first}."}, prompts={"begins": "Hola, soy {first}."}
    )

    assert words.sms("begins", "es", first="Ángela") == "Hola, soy Angela."
    assert words.say("begins", "es", first="Ángela") == "Hola, soy Ángela."


def test_what_is_the_same_for_everyone_is_given_once():
    words = wording(texts={"help": "{name} {number}.", "thanks": "Thanks, {name}."}).with_house(
        en={"name": "Northside", "number": "800-915-1270"}, es={"name": "Norte"}
    )

    assert words.sms("help", "en") == "Northside 800-915-1270."
    assert words.sms("thanks", "es") == "Thanks, Norte."
    assert words.sms("help", "es", number="1") == "Norte 1."


def test_a_telephone_number_is_spoken_digit_by_digit():
    words = wording(prompts={"ring": "Our number is {number}, yours ends in {last_four}."})

    spoken = words.say("ring", "en", number="+18009151270", last_four="0142")

    assert spoken == "Our number is 8 0 0, 9 1 5, 1 2 7 0, yours ends in 0 1 4 2."


def test_a_fact_brings_along_what_its_topic_asks_for():
    words = wording(fact(1), topics=[brain()])

    assert words.fact_sms(1, "en") == "Fact 1. MORE, or CALL."
    assert words.fact_voice(1, "es") == "Hecho 1. Llame al 9 8 8."


def test_a_fact_with_words_of_its_own_after_it_keeps_them():
    words = wording(fact(1, after={"en": "CALL."}, after_voice={"en": ""}), topics=[brain()])

    assert words.fact_sms(1, "en") == "Fact 1. CALL."
    assert words.fact_voice(1, "en") == "Fact 1."


def test_a_fact_is_read_aloud_in_its_spoken_words():
    words = wording(fact(1, voice={"es": "Hecho número 1."}), topics=[brain()])

    assert words.fact_voice(1, "es").startswith("Hecho número 1.")


def test_a_fact_that_is_not_to_be_sent_cannot_be_had_as_words():
    words = wording(fact(1, send=False, reason="reads as promotion"), topics=[brain()])

    with pytest.raises(UnknownWords, match="reads as promotion"):
        words.fact_sms(1, "en")
    with pytest.raises(UnknownWords):
        words.fact_voice(1, "en")


@pytest.mark.parametrize("written", ["a {b", "a } b", "{Name}", "{a.b}", "{}", "{{x}}"])
def test_braces_that_name_no_value_are_refused(written):
    with pytest.raises(BadTemplate):
        Template(written)
