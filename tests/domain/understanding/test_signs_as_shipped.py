"""The shipped signs beside the shipped rules: what they add, and what they must not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from service.domain.understanding import CRISIS_INTENTS, Understander
from service.domain.understanding.rules import RuleIndex
from service.domain.understanding.signs import Signs

Rows = Callable[[str], list[Mapping[str, Any]]]
SETS = (
    "ordinary.jsonl",
    "unseen.jsonl",
    "unseen_second.jsonl",
    "unseen_third.jsonl",
    "train_crisis.jsonl",
    "train_general.jsonl",
)


@pytest.fixture(scope="module")
def rules_alone(understander: Understander) -> Understander:
    return Understander(replace(understander.book, signs=Signs.none()))


@pytest.fixture(scope="module")
def signs_alone(understander: Understander) -> Understander:
    """As if nobody had written a rule for a crisis."""
    return Understander(replace(understander.book, crisis=RuleIndex(())))


@pytest.fixture(scope="module")
def rows(rows_of: Rows) -> list[Mapping[str, Any]]:
    return [row for name in SETS for row in rows_of(name)]


def is_harmless(row: Mapping[str, Any]) -> bool:
    wanted = {row.get("intent", "unknown"), *(row.get("accept") or ())}
    return wanted.isdisjoint(CRISIS_INTENTS)


def test_signs_take_hardly_a_harmless_text_for_a_crisis(
    understander: Understander, rules_alone: Understander, rows: list[Mapping[str, Any]]
) -> None:
    harmless = [str(row["text"]) for row in rows if is_harmless(row)]

    by_signs = [
        text
        for text in harmless
        if understander.understand(text).is_crisis and not rules_alone.understand(text).is_crisis
    ]

    assert len(by_signs) <= len(harmless) / 1000, by_signs


def test_half_of_the_crises_would_be_found_without_any_rule(
    signs_alone: Understander, rows: list[Mapping[str, Any]]
) -> None:
    crises = [str(row["text"]) for row in rows if row.get("intent") in CRISIS_INTENTS]

    found = sum(signs_alone.understand(text).is_crisis for text in crises)

    assert found >= len(crises) * 0.5


def test_signs_lose_no_crisis_and_change_no_opt_out_of_the_rules(
    understander: Understander, rules_alone: Understander, rows: list[Mapping[str, Any]]
) -> None:
    for row in rows:
        by_rules = rules_alone.understand(str(row["text"]))
        both = understander.understand(str(row["text"]))
        if by_rules.is_crisis and not is_harmless(row):
            assert both.is_crisis, row
        elif by_rules.intent == "stop":
            assert both == by_rules or both.is_crisis, row


@pytest.mark.parametrize(
    ("text", "about_other"),
    [
        ("goodbye everyone the pills and the rope are ready i want to die", False),
        ("my brother wrote a goodbye note and took the gun he wants to die", True),
        ("adios a todos tengo las pastillas y la soga quiero morir", False),
        ("mi hermano dejo una carta de despedida y tiene la pistola quiere morir", True),
    ],
)
def test_signs_tell_whose_crisis_it_is(
    signs_alone: Understander, text: str, about_other: bool
) -> None:
    understood = signs_alone.understand(text)

    assert understood.intent == "crisis:self-harm"
    assert understood.about_other is about_other
    assert "points" in understood.matched


@pytest.mark.parametrize(
    "text",
    [
        "trabajo en un antro de mesero y todo mundo me ofrece, cada noche es una pelea",
        "my brother sold his guitar and never comes out of his room anymore",
    ],
)
def test_a_story_without_a_question_is_told_of_people_and_asks_for_no_call(
    understander: Understander, text: str
) -> None:
    understood = understander.understand(text)

    assert (understood.intent, understood.refined) == ("human", "story")
    assert "points" in understood.matched


@pytest.mark.parametrize(
    "text",
    [
        "pls no more of these i get anxious every time my phone goes off",
        "ur bot keeps texting me at 3am. turn it off for my number",
    ],
)
def test_an_opt_out_is_found_that_no_rule_knows(
    understander: Understander, rules_alone: Understander, text: str
) -> None:
    assert rules_alone.understand(text).intent != "stop"
    assert understander.understand(text).intent == "stop"


def test_hardly_an_everyday_message_is_taken_for_a_story(
    understander: Understander, rows_of: Rows
) -> None:
    everyday = [str(row["text"]) for row in rows_of("ordinary.jsonl")]

    stories = [
        text
        for text in everyday
        if (found := understander.understand(text)).intent == "human" and "points" in found.matched
    ]

    assert len(stories) <= len(everyday) * 0.004, stories
