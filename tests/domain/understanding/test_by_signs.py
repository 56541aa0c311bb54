"""What signs may decide beside rules, and what they may not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from service.domain.understanding import Understander
from service.domain.understanding.signs import Kind, Signs, Vote

INTENTS = (
    "crisis:self-harm",
    "stop",
    "callback",
    "callback:cancel",
    "fact:brain",
    "human",
    "insurance",
    "start",
    "unknown",
)
LEADS = {"crisis:self-harm": 1.0, "stop": 1.0}


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
    ("text", "intent"),
    [
        ("i want to die flurb", "crisis:self-harm"),
        ("call me tomorrow at 3 flurb", "callback"),
        ("never mind, no call flurb", "callback:cancel"),
        ("text me again flurb", "start"),
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


@pytest.mark.parametrize("intent", ["callback", "callback:cancel", "fact:brain", "insurance"])
def test_where_rules_know_nothing_signs_tell_a_wish(
    understander: Understander, intent: str
) -> None:
    understood = knowing(understander, {"flurb": f"{intent} 2"}).understand("grix flurb zonk")

    assert understood.intent == intent
    assert "“flurb”" in understood.matched


@pytest.mark.parametrize("intent", ["start", "answer:yes", "unknown"])
def test_nobody_opts_in_or_answers_by_signs(understander: Understander, intent: str) -> None:
    understood = knowing(understander, {"flurb": f"{intent} 5"}).understand("grix flurb zonk")

    assert understood.intent == "unknown"


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
