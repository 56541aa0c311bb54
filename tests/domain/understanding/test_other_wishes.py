"""What people ask besides: answers, details, language, finer meanings."""

from collections.abc import Callable

import pytest

from service.domain.understanding import Understander

IntentOf = Callable[..., str]


@pytest.mark.parametrize(
    ("text", "intent", "detail"),
    [
        ("90210", "answer:zip", "90210"),
        ("10001-1234", "answer:zip", "10001"),
        ("6 0 6 1 4.", "answer:zip", "60614"),
        ("my zip is 33101", "answer:zip", "33101"),
        ("(212) 555-0187", "answer:number", "+12125550187"),
        ("call 310 555 0142", "answer:number", "+13105550142"),
        ("call 555-0142", "answer:number", ""),
        ("my number is 555 0142", "answer:number", ""),
        ("call me at 555-0142", "callback", ""),
    ],
)
def test_an_answer_carries_what_was_answered(
    understander: Understander, text: str, intent: str, detail: str
) -> None:
    understood = understander.understand(text)

    assert (understood.intent, understood.detail) == (intent, detail)


@pytest.mark.parametrize(
    ("text", "refined"),
    [
        ("PRIVACY", "privacy"),
        ("borren mis datos", "erase"),
        ("MORE", "more"),
        ("fuente", "source"),
        ("LATER", "later"),
        ("voicemail", "voicemail"),
        ("what is a safe dose", "not-in-source"),
        ("my bladder hurts", "not-in-source"),
        ("im ok now", "all-right"),
        ("HOME", "word-for-988"),
        ("CHAT", "chat"),
        ("my son is addicted", "family"),
        ("tomorrow after 5pm", "when"),
        ("call me tomorrow at 5", "when"),
    ],
)
def test_the_finer_meaning_is_told(understander: Understander, text: str, refined: str) -> None:
    assert understander.understand(text).refined == refined


def test_a_time_comes_in_the_persons_words(understander: Understander) -> None:
    assert understander.understand("Tomorrow after 5 PM").detail == "tomorrow after 5 pm"


@pytest.mark.parametrize(
    ("text", "known", "language"),
    [
        ("quiero hablar con alguien", "en", "es"),
        ("i want to talk to someone", "es", "en"),
        ("STOP", "es", "es"),
        ("¿?", "es", "es"),
        ("hmm", None, "en"),
    ],
)
def test_the_language_is_the_texts_own_else_the_known_one(
    understander: Understander, text: str, known: str | None, language: str
) -> None:
    assert understander.understand(text, known_language=known).language == language


def test_a_fact_is_found_by_its_keyword(understander: Understander) -> None:
    understood = understander.understand("dopamine")

    assert (understood.intent, understood.detail) == ("fact:brain", "DOPAMINE")


def test_what_a_recogniser_mishears_is_understood_on_calls_only(intent_of: IntentOf) -> None:
    assert intent_of("what does academy do to your brain", "voice") == "fact:brain"
    assert intent_of("he is having a see sure", "voice") == "crisis:overdose"


@pytest.mark.parametrize(
    "reaction",
    ["Liked", "Laughed at", "Removed a heart from", "Reacted 😮 to", "👍 to", "😮 to ", "Le gustó"],
)
def test_a_reaction_to_our_text_means_nothing_new(intent_of: IntentOf, reaction: str) -> None:
    assert intent_of(f"{reaction} “Reply STOP to opt out. Crisis: call or text 988.”") == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "Loved “him” so much and now i want to die",
        "liked “it” when he said kill yourself and i will",
        'i want to "die"',
        "👍 to “the end” of my life, i have the pills here",
    ],
)
def test_who_only_begins_like_a_reaction_is_read(intent_of: IntentOf, text: str) -> None:
    assert intent_of(text) == "crisis:self-harm"


@pytest.mark.parametrize("word", ["x", "material", "amigo"])
def test_one_word_that_says_nothing_changes_no_language(
    understander: Understander, word: str
) -> None:
    assert understander.understand(word, known_language="en").language == "en"


@pytest.mark.parametrize("filler", ["no ", "ok "])
def test_the_end_of_a_text_of_many_words_is_read(intent_of: IntentOf, filler: str) -> None:
    assert intent_of(filler * 490 + "i want to die") == "crisis:self-harm"


def test_why_is_told_in_words_of_the_phrase_files(understander: Understander) -> None:
    assert "want" in understander.understand("i really want to die ok").matched


@pytest.mark.parametrize(
    "text",
    [
        "do you have a support group for parents, can someone ring me",
        "12 step or smart recovery? which one, can someone ring me",
    ],
)
def test_a_request_for_a_call_is_not_lost_beside_a_question(
    understander: Understander, text: str
) -> None:
    assert understander.understand(text).intent == "callback"
