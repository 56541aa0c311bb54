"""Keywords bring facts, and MORE leads on through a topic."""

from datetime import date

import pytest

from service.domain.facts import Fact, Topic, collect


def fact(n, en="", es="", *, topic="withdrawal", send=True):
    return Fact(
        n,
        section="Objectives: Detoxification",
        topic=topic,
        sms={"en": "words", "es": "palabras"},
        reviewed=date(2026, 11, 22),
        keyword={"en": en, "es": es} if en else {},
        send=send,
    )


def facts(*some, more=(18, 4, 20, 21)):
    topic = Topic(
        name="withdrawal",
        keyword={"en": "WITHDRAWAL", "es": "ABSTINENCIA"},
        spoken={"en": "withdrawal", "es": "la abstinencia"},
        reply={"en": "words", "es": "palabras"},
        voice={"en": "words", "es": "palabras"},
        after={},
        more=more,
        source=18,
    )
    return collect("The document", some, (topic,), (("withdrawal",),))


@pytest.fixture
def known():
    return facts(
        fact(18, "WITHDRAWAL", "ABSTINENCIA"),
        fact(4, "PARTY", "FIESTA", send=False),
        fact(20, "EMOTIONAL", "SEÑALES"),
        fact(21, "DETOX HELP", "AGITACIÓN"),
    )


@pytest.mark.parametrize(
    ("word", "language", "n"),
    [
        ("emotional", "en", 20),
        (" Detox  Help ", "en", 21),
        ("senales", "es", 20),
        ("agitacion", "es", 21),
    ],
)
def test_a_keyword_is_found_however_it_is_typed(known, word, language, n):
    assert known.by_keyword(word, language).n == n


def test_a_topic_answers_before_its_own_fact(known):
    assert known.by_keyword("WITHDRAWAL", "en").name == "withdrawal"


@pytest.mark.parametrize(
    ("word", "language"), [("EMOTIONAL", "es"), ("PARTY", "en"), ("", "en"), ("cars", "en")]
)
def test_nothing_is_found_in_the_other_language_or_where_nothing_may_be_sent(known, word, language):
    assert known.by_keyword(word, language) is None


def test_more_leads_from_the_reply_through_each_fact_to_the_end(known):
    seen, at = [], None
    while following := known.next_in_topic("withdrawal", at):
        at = following.n
        seen.append(at)

    assert seen == [18, 20, 21]


def test_more_after_a_fact_outside_the_list_starts_the_topic(known):
    assert known.next_in_topic("withdrawal", 99).n == 18


def test_more_in_no_topic_leads_nowhere(known):
    assert known.next_in_topic("cars", None) is None
