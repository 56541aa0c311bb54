"""What signs may decide beside rules, and what they may not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from service.domain.understanding import Understander
from service.domain.understanding.by_signs import WISHES
from service.domain.understanding.signs import Kind, Signs, Vote

INTENTS = (
    "crisis:self-harm",
    "crisis:overdose",
    "stop",
    "callback",
    "callback:cancel",
    "fact:brain",
    "human",
    "insurance",
    "start",
    "answer:yes",
    "repeat",
    "language:en",
    "unknown",
    "abuse",
    "help",
    "menu",
    "thanks",
    "who",
    "language:es",
)
LEADS = {"crisis:self-harm": 1.0, "crisis:overdose": 1.0, "stop": 1.0}


def knowing(understander: Understander, points: Mapping[str, str]) -> Understander:
    """As shipped, but that signs know nothing but these."""
    kinds = [Kind(intent, f"signs of {intent}", 0.0, LEADS.get(intent, 0.0)) for intent in INTENTS]
    signs = Signs(kinds, points, Vote(known=0.5, unknown=0.1))
    return Understander(replace(understander.book, signs=signs))


@pytest.mark.parametrize(
    "text",
    [
        "flurb",
        "thanks but flurb",
        "what is detox flurb",
        "say that again flurb",
        "i want to talk to a person flurb",
    ],
)
def test_an_opt_out_outweighs_what_is_read_out_of_single_words(
    understander: Understander, text: str
) -> None:
    understood = knowing(understander, {"flurb": "stop 5"}).understand(text)

    assert understood.intent == "stop"
    assert understood.matched.startswith("signs of stop: “flurb” (leads by ")
    assert understander.understand(text).intent != "stop"


@pytest.mark.parametrize(
    ("of_others", "of_ours"),
    [
        ("no dejen de mandarme los mensajes porfa flurb", "los mensajes porfa flurb"),
        ("por favor no me cancelen los mensajes flurb", "los mensajes flurb"),
        ("he wont stop texting me flurb", "texting me flurb"),
    ],
)
def test_no_sign_opts_out_who_speaks_of_others_texts_or_wants_ours_to_go_on(
    understander: Understander, of_others: str, of_ours: str
) -> None:
    knows = knowing(understander, {"flurb": "stop 5"})

    assert knows.understand(of_ours).intent == "stop"
    assert knows.understand(of_others).intent != "stop"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("i want to die flurb", "crisis:self-harm"),
        ("call me tomorrow at 3 flurb", "callback"),
        ("never mind, no call flurb", "callback:cancel"),
        ("text me again flurb", "start"),
        ("what does it cost flurb", "insurance"),
        ("who are you flurb", "who"),
        ("how many mg of ketamine can i take flurb", "unknown"),
    ],
)
def test_an_opt_out_outweighs_no_crisis_no_call_and_no_opting_in(
    understander: Understander, text: str, intent: str
) -> None:
    assert knowing(understander, {"flurb": "stop 5"}).understand(text).intent == intent


def test_what_is_said_of_something_else_gives_no_opt_out(understander: Understander) -> None:
    knows = knowing(understander, {"unsubscribe": "stop 5"})

    assert knows.understand("how would someone unsubscribe from netflix").intent != "stop"


def test_what_a_figure_of_speech_covers_gives_no_crisis(understander: Understander) -> None:
    knows = knowing(understander, {"killing": "crisis:self-harm 5"})

    assert knows.understand("this homework is killing me").intent != "crisis:self-harm"
    assert knows.understand("flurb and killing").intent == "crisis:self-harm"


@pytest.mark.parametrize("text", ["flurb grix", "what is detox flurb", "call me flurb"])
def test_a_crisis_comes_before_all(understander: Understander, text: str) -> None:
    knows = knowing(understander, {"flurb": "crisis:self-harm 5 stop 3 fact:brain 3"})

    assert knows.understand(text).intent == "crisis:self-harm"


@pytest.mark.parametrize("intent", sorted(WISHES & set(INTENTS)))
def test_where_rules_know_nothing_signs_tell_a_wish(
    understander: Understander, intent: str
) -> None:
    understood = knowing(understander, {"flurb": f"{intent} 2"}).understand("grix flurb zonk")

    assert understood.intent == intent
    assert "“flurb”" in understood.matched


@pytest.mark.parametrize("intent", ["start", "answer:yes", "repeat", "language:en", "unknown"])
def test_nobody_opts_in_or_answers_by_signs(understander: Understander, intent: str) -> None:
    understood = knowing(understander, {"flurb": f"{intent} 5"}).understand("grix flurb zonk")

    assert understood.intent == "unknown"


@pytest.mark.parametrize(
    "question", ["what does it cost", "what is detox", "thanks", "who are you"]
)
def test_a_question_beside_it_or_a_thank_you_speaks_against_no_crisis(
    understander: Understander, question: str
) -> None:
    points = {"flurb": "crisis:overdose 9", "detox": "fact:brain 8", "cost": "insurance 8"}
    knows = knowing(understander, points)

    assert knows.understand(f"{question} flurb").intent == "crisis:overdose"


@pytest.mark.parametrize("intent", ["fact:brain", "insurance", "who", "thanks", "help"])
def test_what_is_above_all_a_question_is_no_crisis_by_signs(
    understander: Understander, intent: str
) -> None:
    knows = knowing(understander, {"flurb": "crisis:overdose 8", "blorf": f"{intent} 9"})

    assert knows.understand("blorf flurb").intent == intent


@pytest.mark.parametrize("against", ["unknown", "human", "stop", "abuse", "callback"])
def test_what_a_text_is_about_instead_speaks_against_a_crisis(
    understander: Understander, against: str
) -> None:
    knows = knowing(understander, {"flurb": "crisis:overdose 3", "blorf": f"{against} 9"})

    assert knows.understand("flurb zonk").intent == "crisis:overdose"
    assert knows.understand("flurb blorf").intent != "crisis:overdose"


def test_what_points_to_a_crisis_most_is_told_no_fact(understander: Understander) -> None:
    knows = knowing(understander, {"flurb": "crisis:self-harm 0.6 fact:brain 0.5"})

    assert knows.understand("grix flurb zonk").intent == "unknown"


def test_many_words_outvote_a_single_one(understander: Understander) -> None:
    text = "what does it cost flurb"
    weak, strong = {"flurb": "fact:brain 0.4"}, {"flurb": "fact:brain 0.6"}

    assert knowing(understander, {}).understand(text).intent == "insurance"
    assert knowing(understander, weak).understand(text).intent == "insurance"
    assert knowing(understander, strong).understand(text).intent == "fact:brain"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("call me flurb", "callback"),
        ("i need to talk to someone flurb", "human"),
        ("how many mg of ketamine can i take flurb", "unknown"),
        ("my bladder hurts flurb", "unknown"),
        ("erase my data flurb", "who"),
        ("text me again flurb", "start"),
    ],
)
def test_a_request_and_what_has_its_own_answer_are_never_outvoted(
    understander: Understander, text: str, intent: str
) -> None:
    """Medicine and doses are known not to be in our source; a person asked for is not lost."""
    bare, knows = knowing(understander, {}), knowing(understander, {"flurb": "fact:brain 9"})

    assert bare.understand(text).intent == intent
    assert knows.understand(text) == bare.understand(text)


def test_a_fact_may_turn_out_to_be_none(understander: Understander) -> None:
    knows = knowing(understander, {"flurb": "unknown 3"})

    assert knowing(understander, {}).understand("detox flurb").intent == "fact:detox"
    assert knows.understand("detox flurb").intent == "unknown"
    assert knows.understand("what does it cost flurb").intent == "insurance"


def test_a_fact_stays_the_one_that_a_rule_found(understander: Understander) -> None:
    bare, knows = knowing(understander, {}), knowing(understander, {"flurb": "fact:detox 3"})

    assert knows.understand("detox flurb") == bare.understand("detox flurb")


def test_a_story_that_a_rule_found_may_be_a_question(understander: Understander) -> None:
    told = "every time i quit i end up back on it flurb"

    assert knowing(understander, {}).understand(told).refined == "story"
    assert knowing(understander, {"flurb": "insurance 9"}).understand(told).intent == "insurance"


def test_words_of_a_figure_of_speech_count_for_a_wish(understander: Understander) -> None:
    knows = knowing(understander, {"homework": "fact:brain 3"})

    assert knows.understand("this homework is killing me").intent == "fact:brain"


@pytest.mark.parametrize("intent", ["crisis:overdose", "stop", "insurance"])
def test_it_is_answered_in_the_language_it_was_written_in(
    understander: Understander, intent: str
) -> None:
    knows = knowing(understander, {"flurb": f"{intent} 5"})

    assert knows.understand("oiga eso es flurb para nosotros").language == "es"
    assert knows.understand("well that is flurb for all of us").language == "en"


def test_who_tells_of_themselves_is_told_of_people_and_asks_for_no_call(
    understander: Understander,
) -> None:
    understood = knowing(understander, {"flurb": "human 2"}).understand("grix flurb zonk")

    assert (understood.intent, understood.refined) == ("human", "story")


def test_a_call_asked_for_by_signs_is_asked_for_at_its_time(understander: Understander) -> None:
    knows = knowing(understander, {"flurb": "callback 3"})

    understood = knows.understand("grix flurb zonk tomorrow at 3pm")

    assert (understood.intent, understood.refined) == ("callback", "when")
    assert "tomorrow at 3" in understood.detail
    assert knows.understand("grix flurb zonk").refined == ""


def test_another_who_does_something_after_the_heaviest_sign_counts(
    understander: Understander,
) -> None:
    knows = knowing(understander, {"flurb": "crisis:self-harm 9"})

    assert knows.understand("flurb letter here and my brother is gone").about_other
    assert not knows.understand("flurb my brother i am so tired").about_other
    assert not knows.understand("flurb and so on").about_other


def test_whose_overdose_it_is_says_who_stands_nearest(understander: Understander) -> None:
    knows = knowing(understander, {"flurb": "crisis:overdose 9"})

    assert knows.understand("i sat with my friend and he flurb a while ago").about_other
    assert not knows.understand("my friend left and i think that i flurb").about_other
