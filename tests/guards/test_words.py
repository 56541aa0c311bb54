"""The words that are shipped keep what was promised about them."""

import re
import time
from pathlib import Path

import pytest

from service.adapters.word_files import load_wording
from service.domain.content_rules import LONGEST_VALUES, content_problems
from service.domain.content_words import is_command, words_in
from service.domain.facts import LANGUAGES
from service.domain.gsm7 import is_gsm7, segments
from service.domain.staff_command import OUTCOMES, read_command
from service.domain.template import UnknownWords
from service.domain.when_words import LONGEST

ROOT = Path(__file__).parents[2]
WORDING = load_wording(ROOT)

USED = re.compile(r"\.(sms|say)\(\s*\"([a-z0-9_]+)\"")
# Words in capitals that people may text, or that are no words to text.
NOT_KEYWORDS = words_in("SAMHSA NOT MON LUN ZIP ID OK NO TAKE NEXT STOP START HELP AYUDA")


def each_text():
    return [(key, language) for language in LANGUAGES for key in WORDING.texts[language]]


def each_prompt():
    return [(key, language) for language in LANGUAGES for key in WORDING.prompts[language]]


def longest(line, language):
    return {gap: LONGEST_VALUES[language][gap] for gap in line.gaps}


def test_no_sentence_breaks_a_rule():
    assert [str(problem) for problem in content_problems(WORDING)] == []


@pytest.mark.parametrize(("key", "language"), each_text())
def test_every_text_is_one_message_at_its_longest(key, language):
    values = longest(WORDING.texts[language][key], language)

    text = WORDING.sms(key, language, **values)

    assert is_gsm7(text)
    assert segments(text) == 1


@pytest.mark.parametrize(("key", "language"), each_text())
def test_every_text_said_again_is_two_messages_at_most(key, language):
    line = WORDING.sms(key, language, **longest(WORDING.texts[language][key], language))
    suffix = WORDING.sms("safe_mode_suffix", language)

    text = f"{WORDING.sms('again', language)} {line} {suffix}"

    assert is_gsm7(text)
    assert segments(text) <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_counted_with_the_longest_time_there_is(language):
    assert len(LONGEST_VALUES[language]["when"]) == LONGEST[language]


@pytest.mark.parametrize(("key", "language"), each_prompt())
def test_every_prompt_can_be_said(key, language):
    values = longest(WORDING.prompts[language][key], language)

    assert WORDING.say(key, language, **values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_and_every_topic_is_one_message_and_can_be_read_aloud(language):
    words = WORDING.with_house(en={"number": "800-915-1270"}, es={"number": "800-915-1270"})
    sent = [n for n, fact in WORDING.facts.by_n.items() if fact.send]

    texts = [words.fact_sms(n, language) for n in sent]
    texts += [words.topic_sms(name, language) for name in WORDING.facts.topics]

    assert [text for text in texts if segments(text) > 1] == []
    assert all(words.fact_voice(n, language) for n in sent)
    assert all(words.topic_voice(name, language) for name in WORDING.facts.topics)


def test_all_facts_of_the_document_are_there_and_one_is_kept_back():
    assert list(WORDING.facts.by_n) == list(range(1, 42))
    assert [n for n, fact in WORDING.facts.by_n.items() if not fact.send] == [4]
    with pytest.raises(UnknownWords):
        WORDING.fact_sms(4, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_is_found_by_its_keyword(language):
    for fact in WORDING.facts.by_n.values():
        if fact.send:
            found = WORDING.facts.by_keyword(fact.keyword[language], language)

            assert found in (fact, WORDING.facts.topics.get(fact.topic))


def test_every_fact_but_those_of_commands_is_said_by_its_topic_or_reached_by_more():
    topics = WORDING.facts.topics.values()
    reached = {n for topic in topics for n in (*topic.more, topic.source)}

    missed = {n for n, f in WORDING.facts.by_n.items() if f.send and not f.reply} - reached

    assert missed == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_in_capitals_that_people_are_told_to_text_is_understood(language):
    told = WORDING.texts[language].items()
    texts = [line.written for key, line in told if not key.startswith("staff_")]
    texts += [topic.reply[language] for topic in WORDING.facts.topics.values()]
    texts += [WORDING.after(fact, language) for fact in WORDING.facts.by_n.values()]
    offered = {word for text in texts for word in re.findall(r"\b[A-ZÑ]{2,}\b", text)}

    unknown = {
        word
        for word in offered - NOT_KEYWORDS
        if not is_command(word) and WORDING.facts.by_keyword(word, language) is None
    }

    assert unknown == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_in_capitals_that_the_team_is_told_to_text_is_a_command(language):
    told = WORDING.texts[language].items()
    texts = [line.written for key, line in told if key.startswith("staff_")]
    offered = {word for text in texts for word in re.findall(r"\b[A-Z]{2,}\b", text)}

    parts = {"TOMORROW", "HOURS", "UNTIL", "FOR", *OUTCOMES}

    assert {word for word in offered - parts if read_command(word) is None} == set()


def test_every_key_the_code_asks_for_is_there():
    lines = {"sms": WORDING.texts["es"], "say": WORDING.prompts["es"]}
    asked = [
        (path.name, kind, key)
        for folder in ("service", "workers")
        for path in (ROOT / folder).rglob("*.py")
        for kind, key in USED.findall(path.read_text("utf-8"))
    ]

    assert [use for use in asked if use[2] not in lines[use[1]]] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("first_contact", ["{name}", "911", "988", "STOP"]),
        ("help", ["{name}", "{number}", "911", "988", "711", "STOP"]),
        ("start", ["{name}", "911", "988", "STOP"]),
        ("stop", ["START", "988", "911"]),
        ("stop_quit_end_cancel", ["START", "{number}", "988", "911"]),
        ("stop_texts_only", ["START", "{number}", "988", "911"]),
        ("insurance", ["{number}", "1-800-662-4357"]),
        ("who", ["{who}", "{paid}", "1-800-662-4357"]),
        ("privacy", ["{days}"]),
        ("crisis_self_harm", ["988", "911"]),
        ("crisis_self_harm_alerted", ["988", "911"]),
        ("crisis_self_harm_other", ["988", "911"]),
        ("crisis_overdose", ["911", "1-800-222-1222"]),
        ("crisis_self_harm_again", ["988", "911"]),
        ("crisis_self_harm_other_again", ["988", "911"]),
        ("crisis_overdose_again", ["911", "1-800-222-1222"]),
        ("crisis_violence", ["911", "988"]),
        ("crisis_violence_again", ["911", "988"]),
        ("overdose_all_right", ["911"]),
        ("alert_unanswered_overdose", ["911", "988"]),
        ("overdose_follow_up_1", ["911", "1-800-222-1222"]),
        ("overdose_follow_up_2", ["911", "1-800-222-1222"]),
        ("not_saved", ["911", "988", "1-800-662-4357"]),
    ],
)
def test_a_reply_says_what_it_owes(key, parts, language):
    written = WORDING.texts[language][key].written

    assert [part for part in parts if part not in written] == []


def test_insurance_names_a_number_a_call_and_who_answers_and_promises_no_coverage():
    english, spanish = (WORDING.texts[language]["insurance"].written for language in LANGUAGES)

    assert re.search(r"CALL.*WHO", english)
    assert re.search(r"LLAMAR.*QUIEN", spanish)
    assert not re.search(r"\b(covers|covered|we accept|cubre)\b", english + spanish)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_promise_of_a_call_has_a_time_and_never_a_bare_soon(language):
    saved = "callback_saved callback_saved_closed callback_already time_understood later missed"

    for key in (*saved.split(), "stop_texts_only"):
        assert {"when", "number"} <= WORDING.texts[language][key].gaps
    for key, line in WORDING.texts[language].items():
        assert not re.search(r"\b(soon|pronto|shortly|enseguida)\b", line.written), key


@pytest.mark.parametrize(("key", "language"), each_text())
def test_in_spanish_the_lifeline_is_named_with_its_option(key, language):
    written = WORDING.texts[language][key].written

    crowded = {"first_contact", "help", "start", "menu"}
    if language == "es" and key.startswith(("crisis_self", "safe_mode", "alert")):
        assert re.search(r"opcion 2|oprima 2|AYUDA", written) or key in crowded


def test_the_first_level_offers_the_other_language_before_the_list():
    english, spanish = WORDING.prompts["en"], WORDING.prompts["es"]

    assert english["menu_other_language"].written == "For English, press 2."
    assert spanish["menu_other_language"].written == "Para español, oprima 2."
    for prompts in (english, spanish):
        for part in ("menu_open_after", "menu_closed_after"):
            assert "2" not in prompts[part].written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_words_of_a_callback_name_who_calls_and_how_to_be_left_alone(language):
    ring = WORDING.prompts[language]["callback_ring"]

    assert ring.gaps == {"legal_name", "number"}
    assert {"1", "2", "9"} <= set(re.findall(r"\d", ring.written))


def test_the_words_are_read_in_a_moment():
    """A process starts often; the bound is loose, for a busy machine."""
    times = []
    for _ in range(5):
        began = time.process_time()
        load_wording(ROOT)
        times.append(time.process_time() - began)

    assert min(times) < 0.1


def test_no_sentence_lies_there_that_nobody_ever_says():
    code = "".join(
        path.read_text("utf-8")
        for folder in ("service", "workers")
        for path in (ROOT / folder).rglob("*.py")
    )
    made = tuple(re.findall(r'f"([a-z][a-z0-9_]*_)\{', code))

    unsaid = {
        key
        for lines in (WORDING.prompts["en"], WORDING.texts["en"])
        for key in lines
        if f'"{key}"' not in code and not key.startswith(made)
    }

    assert unsaid == set()
