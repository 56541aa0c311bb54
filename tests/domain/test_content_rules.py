"""Each rule for the words finds the fault it is there for.

One fault is planted in the shipped words at a time; nothing else may be complained of.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from service.adapters.word_files import load_wording
from service.domain.content_rules import LONGEST_VALUES, content_problems
from service.domain.facts import collect
from service.domain.template import Template
from service.domain.wording import Wording

SHIPPED = load_wording(Path(__file__).parents[2])


def with_text(key, language, written, kind="texts"):
    """The shipped words with one sentence changed, added or (None) taken away."""
    lines = {name: dict(found) for name, found in getattr(SHIPPED, kind).items()}
    lines[language].pop(key, None)
    if written is not None:
        lines[language][key] = Template(written)
    return replace(SHIPPED, **{kind: lines})


def with_fact(n, **changes):
    facts = [
        replace(fact, **changes) if fact.n == n else fact for fact in SHIPPED.facts.by_n.values()
    ]
    return with_facts(facts, SHIPPED.facts.topics.values())


def with_topic(name, **changes):
    topics = [
        replace(topic, **changes) if topic.name == name else topic
        for topic in SHIPPED.facts.topics.values()
    ]
    return with_facts(SHIPPED.facts.by_n.values(), topics)


def with_facts(facts, topics, menu=SHIPPED.facts.voice_menu):
    known = collect(SHIPPED.facts.document, tuple(facts), tuple(topics), menu)
    return Wording(SHIPPED.texts, SHIPPED.prompts, known)


def in_english(n, part, words):
    """A fact's words by language with the English ones changed."""
    return {**getattr(SHIPPED.fact(n), part), "en": words}


def found_in(wording, longest=LONGEST_VALUES):
    return [str(problem) for problem in content_problems(wording, longest)]


def only(wording, where, what):
    """True when everything complained of is this fault."""
    found = found_in(wording)
    return bool(found) and all(where in problem and what in problem for problem in found)


def test_the_shipped_words_have_no_problem():
    assert found_in(SHIPPED) == []


def test_a_problem_says_where_what_and_what_to_do():
    problem = content_problems(with_fact(9, section=" "))[0]

    assert problem.where == "config/facts.toml: fact 9"
    assert problem.what == "has no section"
    assert problem.hint == "say where in the document it stands"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"section": ""}, "has no section"),
        ({"reviewed": None}, "has no review date"),
        ({"topic": "cars"}, "belongs to no known topic"),
    ],
)
def test_a_fact_without_source_review_or_topic_is_found(changes, what):
    assert any(what in problem for problem in found_in(with_fact(10, **changes)))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"reason": ""}, "without a reason"),
        ({"keyword": {"en": "PARTY", "es": "FIESTA"}}, "is not to be sent but has a keyword"),
        ({"reply": "menu"}, "is not to be sent but has a keyword"),
    ],
)
def test_a_fact_that_is_not_sent_must_be_out_of_reach(changes, what):
    assert only(with_fact(4, **changes), "fact 4", what)


def test_more_must_not_lead_to_what_is_not_sent_or_not_there():
    wording = with_topic("about", more=(1, 4, 99))

    assert [problem.split(" (")[0] for problem in found_in(wording)] == [
        "config/topics.toml: about: leads to fact 4, not to be sent",
        "config/topics.toml: about: leads to fact 99, which is not there",
    ]


def test_a_reply_must_cite_a_fact_that_is_there():
    assert only(with_topic("about", source=99), "about", "cites fact 99")


def test_a_reply_must_not_say_what_is_not_sent():
    forbidden = SHIPPED.fact(4).sms["en"]
    reply = {**SHIPPED.topic("about").reply, "en": f"{forbidden} MORE, or CALL."}

    assert only(with_topic("about", reply=reply), "about", "says fact 4, not to be sent")


@pytest.mark.parametrize("key", ["crisis_overdose", "menu", "missed"])
def test_a_text_over_one_segment_is_found(key):
    gaps = "".join(f"{{{gap}}}" for gap in SHIPPED.texts["en"][key].gaps)
    wording = with_text(key, "en", f"{gaps} Call 911." + " Call now." * 16)

    assert only(wording, f"en.toml: {key}", "segments (")


def test_a_text_of_two_segments_is_found_where_one_is_allowed_only_by_its_longest_value():
    longest = {**LONGEST_VALUES, "en": {**LONGEST_VALUES["en"], "when": "x" * 60}}

    assert any("callback_saved" in problem for problem in found_in(SHIPPED, longest))


def test_texts_are_counted_with_what_the_house_has_set():
    house = {"who": "people", "paid": "x" * 90}

    assert only(SHIPPED.with_house(en=house, es={}), "en.toml: who", "takes 2 segments")


def test_nothing_takes_three_segments():
    assert only(with_text("thanks", "es", "Gracias. " * 40), "es.toml: thanks", "allowed 2")


def test_a_fact_is_counted_with_what_follows_it():
    wording = with_fact(10, sms=in_english(10, "sms", "Messengers in the brain. " * 12))

    assert any("fact 10, en" in p and "allowed 2" in p for p in found_in(wording))


def test_a_letter_outside_gsm7_is_found():
    wording = with_text("thanks", "es", "Aquí estamos.")
    problem = content_problems(wording)[0]

    assert problem.where == "templates/sms/es.toml: thanks"
    assert problem.what == "holds 'í', not in GSM-7"


@pytest.mark.parametrize("word", ["QUIT", "Stop all", "opt-out", "ALTO", "Sí", "INFO"])
def test_a_keyword_that_carriers_act_on_is_found(word):
    wording = with_fact(10, keyword=in_english(10, "keyword", word))

    assert only(wording, "fact 10", "is a carrier word")


def test_a_keyword_that_is_a_command_is_found():
    wording = with_fact(10, keyword=in_english(10, "keyword", "Menu"))

    assert only(wording, "fact 10", "is a command")


def test_a_keyword_that_is_there_twice_is_found():
    wording = with_fact(10, keyword=in_english(10, "keyword", "dopamine"))

    assert only(wording, "fact 10 and config/facts.toml: fact 12", "'DOPAMINE' is there twice")


def test_a_keyword_taken_from_another_topic_is_found():
    wording = with_fact(10, keyword=in_english(10, "keyword", "DETOX"))

    assert any("'DETOX' is there twice in en" in problem for problem in found_in(wording))


def test_a_fact_without_keyword_or_words_in_one_language_is_found():
    wording = with_fact(10, keyword={"en": "MESSENGERS"}, sms={"en": "Words.", "es": ""})

    assert [problem.split(" (")[0] for problem in found_in(wording)] == [
        "config/facts.toml: fact 10, es: has no keyword",
        "config/facts.toml: fact 10, es: has no text",
    ]


@pytest.mark.parametrize("kind", ["texts", "prompts"])
def test_a_value_the_service_does_not_know_is_found(kind):
    folder = "sms" if kind == "texts" else "voice"
    wording = with_text("thanks", "en", "Thanks, {friend}.", kind)

    found = found_in(wording)

    assert any("names an unknown value: friend" in p for p in found)
    assert all(f"templates/{folder}" in p and "thanks" in p for p in found)


@pytest.mark.parametrize("kind", ["texts", "prompts"])
def test_words_missing_in_one_language_are_found(kind):
    assert only(with_text("thanks", "es", None, kind), "es.toml: thanks", "is missing")


def test_languages_that_name_different_values_are_found():
    wording = with_text("thanks", "es", "Gracias, {name}.")

    assert only(wording, "templates/sms: thanks", "the languages name different values: ['name']")


@pytest.mark.parametrize("address", ["bit.ly/x", "https://TinyURL.com/y", "t.co/z"])
def test_a_link_shortener_is_found(address):
    assert only(with_text("thanks", "en", f"See {address} now."), "thanks", "link shortener")


@pytest.mark.parametrize("slang", ["special K", "a k-hole", "snorting it", "50 mg", "buy some"])
def test_slang_and_dosing_are_found(slang):
    assert only(with_text("thanks", "en", f"About {slang}."), "thanks", "drug slang")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "commit suicide"), ("en", "an addict"), ("es", "un suicidio")]
)
def test_words_that_hurt_are_found(language, words):
    assert only(with_text("thanks", language, f"About {words}."), "thanks", "hurts")


def test_a_number_written_into_the_words_is_found():
    wording = with_text("thanks", "en", "Call 800-555-0123, or SAMHSA 1-800-662-4357.")

    assert only(wording, "thanks", "a telephone number of its own: 800-555-0123")


@pytest.mark.parametrize("word", ["YES", "CANCEL", "PARAR"])
def test_a_text_that_asks_for_a_carrier_word_is_found(word):
    assert only(with_text("thanks", "en", f"Reply {word}."), "thanks", "which carriers act on")


@pytest.mark.parametrize("key", ["missed", "notice_urgent"])
def test_a_text_that_tells_a_bystander_is_found(key):
    gaps = "".join(f"{{{gap}}}" for gap in SHIPPED.texts["en"][key].gaps)
    wording = with_text(key, "en", f"{gaps} About your treatment.")

    assert only(wording, key, "where a bystander may read or hear it")


def test_a_call_that_tells_whoever_answers_is_found():
    wording = with_text("callback_ring", "en", "{legal_name} {number}: detox.", "prompts")

    assert only(wording, "voice/en.toml: callback_ring", "'detox'")


@pytest.mark.parametrize("name", ["Ketamine Helpline", "A name that is far too long", "Línea"])
def test_a_name_that_tells_or_is_too_long_is_found(name):
    longest = {language: {**values, "name": name} for language, values in LONGEST_VALUES.items()}

    assert any(problem.startswith(f"name {name!r}") for problem in found_in(SHIPPED, longest))


def test_a_prompt_a_voice_would_misread_is_found():
    assert only(with_text("thanks", "en", "Call 988.", "prompts"), "thanks", "988 would be read")


def test_a_prompt_nobody_can_follow_is_found():
    wording = with_text("thanks", "en", "Press 1 for more. " * 40, "prompts")

    assert only(wording, "thanks", "is longer than")


def test_a_crisis_text_that_needs_a_value_is_found():
    lines = {
        language: {**SHIPPED.texts[language], "crisis_overdose": Template("911, {name}.")}
        for language in ("en", "es")
    }

    assert only(replace(SHIPPED, texts=lines), "crisis_overdose", "needs a value")


def test_a_crisis_text_without_a_number_to_call_is_found():
    assert only(with_text("crisis_self_harm", "en", "You matter."), "self_harm", "neither 988")


@pytest.mark.parametrize("part", ["reply", "voice"])
def test_a_reply_on_withdrawal_without_988_or_caution_is_found(part):
    words = {**getattr(SHIPPED.topic("withdrawal"), part), "en": "It affects mood."}

    found = found_in(with_topic("withdrawal", **{part: words}))

    way = "text" if part == "reply" else "voice"
    assert [problem.split(" (")[0] for problem in found] == [
        f"config/topics.toml: withdrawal, en: has no 988 in its {way}",
        f"config/topics.toml: withdrawal, en: has no caution in its {way}",
    ]


def test_a_topic_that_no_key_leads_to_is_found():
    facts = SHIPPED.facts
    wording = with_facts(
        facts.by_n.values(), facts.topics.values(), (facts.voice_menu[0], ("therapies", "cars"))
    )

    found = found_in(wording)

    assert any("no topic 'cars'" in problem for problem in found)
    assert any("why: no key leads to it" in problem for problem in found)


def test_a_menu_of_more_than_five_is_found():
    facts = SHIPPED.facts
    first, second = facts.voice_menu
    wording = with_facts(
        facts.by_n.values(), facts.topics.values(), ((*first, second[0]), second[1:])
    )

    assert only(wording, "voice_menu", "a list of 6")
