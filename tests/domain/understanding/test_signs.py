"""Signs that add up: what is counted, when it is enough, and that people come first."""

import pytest

from service.domain.understanding.signs import UNDERSTOOD, SignList, Signs

CLASSES = {"pills": ["pills", "pastillas"], "gone": ["gone", "left"], "friend": ["friend"]}


def signs(enough: float = 5.0, **more: float) -> Signs:
    points = {
        "goodbye": 2.0,
        "everyone": 1.0,
        "my pills": 1.5,
        "<pills>": 2.0,
        "<pills> .. <gone>": 2.5,
        "lol": -4.0,
        UNDERSTOOD: -3.0,
        **more,
    }
    return Signs([SignList("crisis:self-harm", "signs of self-harm", enough, points)], CLASSES)


def test_signs_that_reach_enough_are_a_crisis_and_say_why() -> None:
    found = signs().best("goodbye everyone i have pills".split())

    assert found is not None
    assert found.intent == "crisis:self-harm"
    assert found.reason == (
        "signs of self-harm: “goodbye”, “<pills>”, “everyone” (5.0 points, 5 are enough)"
    )


def test_signs_that_do_not_reach_enough_are_nothing() -> None:
    assert signs().best("goodbye everyone".split()) is None


def test_a_sign_counts_once_however_often_it_is_said() -> None:
    assert signs().best(["goodbye", "x"] * 10) is None


def test_a_class_is_found_by_any_of_its_words() -> None:
    assert signs(enough=2.0).best(["pastillas"]) is not None
    assert signs(enough=2.0).best(["pastel"]) is None


def test_two_words_side_by_side_are_a_sign_of_their_own() -> None:
    assert signs(enough=3.5).best("took my pills".split()) is not None
    assert signs(enough=3.5).best("my other pills".split()) is None


def test_one_class_after_another_counts_with_up_to_two_words_between() -> None:
    assert signs(enough=4.5).best("pills are all gone".split()) is not None
    assert signs(enough=4.5).best("pills are all now gone".split()) is None
    assert signs(enough=4.5).best("gone are the pills".split()) is None


def test_what_speaks_against_it_takes_points_away() -> None:
    assert signs().best("goodbye everyone my pills".split()) is not None
    assert signs().best("goodbye everyone my pills lol".split()) is None


def test_a_text_that_a_rule_understands_needs_more() -> None:
    words = "goodbye everyone i have pills".split()

    assert signs().best(words, is_understood=True) is None
    assert signs(enough=2.0).best(words, is_understood=True) is not None


def test_in_a_long_text_signs_must_stand_together() -> None:
    apart = ["goodbye", "everyone", *["x"] * 60, "pills"]
    together = [*["x"] * 60, "goodbye", "everyone", "pills"]

    assert signs().best(apart) is None
    assert signs().best(together) is not None


def test_of_a_very_long_text_beginning_and_end_are_read() -> None:
    found = signs().best([*["x"] * 396, "goodbye", "everyone", "my", "pills"])

    assert found is not None
    assert found.place == 396


def test_the_list_with_most_points_above_enough_wins() -> None:
    lists = [
        SignList("crisis:self-harm", "a", 5.0, {"x": 5.0}),
        SignList("crisis:overdose", "b", 5.0, {"x": 6.0}),
    ]

    found = Signs(lists, {}).best(["x"])

    assert found is not None
    assert found.intent == "crisis:overdose"


def test_without_lists_nothing_is_found() -> None:
    assert Signs.none().best(["goodbye"]) is None


@pytest.mark.parametrize("text", ["took my pills all gone", "goodbye everyone my pastillas lol"])
def test_what_is_learnt_from_are_the_same_signs_that_are_looked_up(text: str) -> None:
    words = text.split()
    names = signs().names(words)
    points = signs().lists[0].points

    total = sum(points.get(name, 0.0) for name in names)

    found = signs(enough=max(total, 0.1)).best(words)
    assert (found is not None) == (total > 0)
    assert found is None or found.points == pytest.approx(total)
