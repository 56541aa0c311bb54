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


NOT_IN_SOURCE = [
    "is there a med for ket addiction",
    "any medicine to help me quit k",
    "is there a med that can help me",
    "can a doctor give me something to quit",
    "what medication is there for this",
    "do you prescribe suboxone",
    "medicine",
    "how much can i do",
    "how much can i take safely",
    "how often can i do it",
    "how many bumps is safe",
    "how much is ok",
    "whats too much",
    "how do i take it safely",
    "burning when i pee",
    "i pee every 10 minutes",
    "can ketamine damage your heart",
    "can k kill you",
    "can ketamine kill someone",
    "can you od on k",
    "has anyone ever died from k",
    "hay medicina para dejar la keta",
    "me pueden dar medicina",
    "me recetan algo para dejar la k",
    "existe algun tratamiento con medicamentos",
    "cuanta puedo tomar",
    "cuanto puedo meterme",
    "cuanto es mucho",
    "cada cuanto puedo usarla",
    "me arde al orinar",
    "me arde cuando hago pis",
    "hago pis con sangre",
    "la keta te puede matar",
    "la ketamina mata?",
    "te puede matar la keta",
]
ALSO_ASKED = [
    ("i took too much", "crisis:overdose"),
    ("i took too much k, how much is lethal", "crisis:overdose crisis:self-harm"),
    ("how much can i take without dying", "crisis:self-harm"),
    ("la ketamina me va a matar", "crisis:self-harm"),
    ("me pase de keta", "crisis:overdose"),
    ("me tome demasiada", "crisis:overdose"),
    ("does insurance cover medication", "insurance"),
    ("how much can i pay", "insurance"),
    ("how much is it", "insurance"),
    ("mi seguro cubre medicina", "insurance"),
    ("cuanto puedo pagar", "insurance"),
    ("cuanto es el tratamiento", "insurance"),
    ("what does ketamine do to the brain", "fact:brain"),
    ("does ketamine affect memory", "fact:brain"),
    ("does ket kill brain cells", "fact:brain"),
    ("la keta mata neuronas", "fact:brain"),
    ("is ketamine addictive", "fact:about"),
    ("is it safe to detox at home", "fact:detox"),
    ("do they give u meds in detox", "fact:detox"),
    ("what are the signs of withdrawal", "fact:withdrawal"),
    ("what is a safe dose? please call me", "callback"),
    ("any medicine to help me quit k? call me please", "callback"),
    ("is there a medicine for it? i want to talk to someone", "human"),
    ("me arde al orinar, quiero hablar con alguien", "human"),
    ("cuanta puedo tomar? llamenme", "callback"),
    ("how much can i do for my son", "unknown human"),
    ("i need to pee brb", "unknown"),
    ("mi mama me va a matar", "unknown"),
]


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize("text", NOT_IN_SOURCE)
def test_a_medicine_a_dose_and_a_danger_are_known_not_to_be_in_our_source(
    understander: Understander, text: str, channel: str
) -> None:
    assert understander.understand(text, channel).refined == "not-in-source"


@pytest.mark.parametrize(("text", "intents"), ALSO_ASKED)
def test_what_only_stands_near_a_dose_or_a_medicine_stays_what_it_is(
    understander: Understander, text: str, intents: str
) -> None:
    understood = understander.understand(text)

    assert understood.intent in intents.split()
    assert understood.refined != "not-in-source"


@pytest.mark.parametrize(
    ("text", "refined"),
    [
        ("i cant talk on the phone", "chat"),
        ("can u text me instead of calling", "chat"),
        ("i dont do phone calls", "chat"),
        ("no puedo hablar por telefono", "chat"),
        ("me pueden escribir en vez de llamar", "chat"),
        ("prefiero que me escriban", "chat"),
        ("prefiero mensaje", "chat"),
        ("i cant talk on the phone right now", "later"),
        ("no puedo hablar por telefono ahora", "later"),
        ("i cant talk on the phone, call me at 5", ""),
        ("text me before you call", "text-first"),
        ("what are the signs", "signs"),
        ("cuales son las señales", "signs"),
        ("signs someone is using ket", "signs"),
        ("what should i look for", "signs"),
        ("q señales tengo que ver en mi hermano", "signs"),
        ("ok sorry", "apology"),
        ("my bad", "apology"),
        ("perdón", "apology"),
        ("lo siento mucho", "apology"),
        ("sorry what", ""),
        ("what sign are you", ""),
    ],
)
def test_a_plain_wish_is_told_from_its_neighbours(
    understander: Understander, text: str, refined: str
) -> None:
    assert understander.understand(text).refined == refined


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("talk to me", "human"),
        ("can u talk to me", "human"),
        ("háblame", "human"),
        ("habla conmigo", "human"),
        ("talk to me about ketamine", "fact:about"),
        ("hablame de la ketamina", "fact:about"),
        ("why wont he talk to me", "unknown"),
        ("ya no me manden mensajes", "stop"),
        ("stop texting me instead of calling", "stop"),
        ("dont text me, call me", "callback"),
    ],
)
def test_who_wants_to_be_talked_to_wants_a_person(
    understander: Understander, text: str, intent: str
) -> None:
    assert understander.understand(text).intent == intent


@pytest.mark.parametrize("known", [None, "en", "es"])
@pytest.mark.parametrize(
    ("text", "language"),
    [("ES", "es"), ("EN", "en"), ("spanish", "es"), ("español", "es"), ("ingles", "en")],
)
def test_who_asks_for_a_language_is_answered_in_it(
    understander: Understander, text: str, language: str, known: str | None
) -> None:
    understood = understander.understand(text, known_language=known)

    assert (understood.intent, understood.answer_in) == (f"language:{language}", language)


@pytest.mark.parametrize(
    ("text", "written", "answered"),
    [
        ("spanish please", "en", "es"),
        ("do you speak spanish?", "en", "es"),
        ("i dont speak english", "en", "es"),
        ("my mom only speaks spanish", "en", "es"),
        ("ingles por favor", "es", "en"),
        ("¿hablan inglés?", "es", "en"),
        ("no hablo español", "es", "en"),
        ("español", "es", "es"),
        ("quiero hablar con alguien", "es", "es"),
    ],
)
def test_a_language_that_is_asked_for_is_answered_in(
    understander: Understander, text: str, written: str, answered: str
) -> None:
    understood = understander.understand(text)

    assert (understood.language, understood.answer_in) == (written, answered)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can someone who speaks spanish call me", "es"),
        ("i dont speak english, call me", "es"),
        ("call me in spanish please", "es"),
        ("llamenme en ingles por favor", "en"),
        ("call me please", ""),
        ("my spanish teacher called me a loser", ""),
    ],
)
def test_a_call_in_a_language_is_a_call(
    understander: Understander, text: str, language: str
) -> None:
    understood = understander.understand(text)

    assert understood.intent == "callback"
    assert understood.wished == language


@pytest.mark.parametrize(
    "text",
    [
        "what is the capital of france",
        "what is the final date",
        "can you tell me about la",
        "the opinion of a doctor is that it is not vital",
        "is that legal in california or not",
    ],
)
@pytest.mark.parametrize("known", [None, "es"])
def test_english_that_has_words_of_spanish_is_english(
    understander: Understander, text: str, known: str | None
) -> None:
    assert understander.understand(text, known_language=known).language == "en"


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("quiero hablar con alguien", "es", True),
        ("necesito ayuda", "es", True),
        ("i want to talk to somebody", "en", True),
        ("abstinencia", "es", False),
        ("abstinencia por favor", "es", False),
        ("muchas gracias amigo", "es", False),
        ("AYUDA", "es", False),
        ("STOP ALL", "en", False),
        ("thank you very much", "en", False),
        ("quiero talk to somebody", "es", False),
    ],
)
def test_a_borrowed_word_is_not_plainly_a_language(
    understander: Understander, text: str, language: str, plain: bool
) -> None:
    assert understander.is_plainly_in(text, language) is plain


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("he fell asleep at noon and i cant wake him", "“asleep … can not wake him”"),
        ("my secret name is bob and i want to die tonight", "“i want to die”"),
        ("pls stop texting me", "“please stop texting”"),
    ],
)
def test_why_names_words_that_stand_there_and_none_that_no_phrase_knows(
    understander: Understander, text: str, why: str
) -> None:
    matched = understander.understand(text).matched

    assert why in matched
    assert not set("?!|()^$").intersection(matched)
