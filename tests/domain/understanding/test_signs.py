"""Signs that add up: what is counted, when it is enough, and what is said of it."""

import pytest

from service.domain.understanding.sign_places import signs_in
from service.domain.understanding.signs import Kind, Signs, Told, Vote

CRISIS = ("crisis:self-harm", "crisis:overdose")
POINTS = {
    "goodbye": "crisis:self-harm 2 unknown -0.5",
    "everyone": "crisis:self-harm 0.5",
    "my pills": "crisis:overdose 1 crisis:self-harm 0.5",
    "despa*": "crisis:self-harm 1.5",
    "lol": "unknown 3",
    "cost": "insurance 1",
}


def signs(lead: float = 2.0, vote: Vote | None = None) -> Signs:
    kinds = [
        Kind("crisis:self-harm", "signs of self-harm", -1.0, lead),
        Kind("crisis:overdose", "signs of an overdose", -1.0, lead),
        Kind("insurance", "asks what it costs", -1.0),
        Kind("unknown", "nothing of ours", -0.5),
    ]
    return Signs(kinds, POINTS, vote)


def crisis(text: str, by_rules: str = "unknown", of: Signs | None = None) -> Told | None:
    return (of or signs()).weigh(text.split(), by_rules).best(CRISIS)


def test_signs_that_lead_far_enough_are_a_crisis_and_say_why() -> None:
    found = crisis("goodbye everyone my pills and some other words here now")

    assert found is not None
    assert found.intent == "crisis:self-harm"
    assert found.reason == (
        "signs of self-harm: “goodbye”, “everyone”, “my pills” "
        "(leads by 3.00 points, 2.00 is enough)"
    )


def test_signs_that_do_not_lead_far_enough_are_nothing() -> None:
    ten_words = "goodbye a b c d e f g h i"

    assert crisis(ten_words, of=signs(lead=2.0)) is not None
    assert crisis(ten_words, of=signs(lead=2.1)) is None


def test_a_longer_text_must_lead_by_more_as_its_words_add_up_by_chance() -> None:
    forty_percent_more = "goodbye " + "x " * 19

    assert crisis(forty_percent_more, of=signs(lead=2.0 / 2**0.5 - 0.01)) is not None
    assert crisis(forty_percent_more, of=signs(lead=2.0 / 2**0.5 + 0.01)) is None


def test_a_very_short_text_is_not_enough_by_being_short() -> None:
    assert crisis("goodbye", of=signs(lead=2.0 / 0.6**0.5 + 0.01)) is None
    assert crisis("goodbye", of=signs(lead=2.0 / 0.6**0.5 - 0.01)) is not None


def test_a_sign_counts_once_however_often_it_is_said() -> None:
    once, often = crisis("goodbye x x x x x"), crisis("goodbye x goodbye x goodbye goodbye")

    assert once is not None
    assert often is not None
    assert often.ahead == once.ahead


def test_two_words_side_by_side_are_a_sign_of_their_own() -> None:
    assert crisis("goodbye my pills", of=signs(lead=3.2)) is not None
    assert crisis("goodbye my other pills", of=signs(lead=3.2)) is None


@pytest.mark.parametrize("word", ["despacio", "despair", "despairing"])
def test_how_a_long_word_begins_is_a_sign(word: str) -> None:
    assert crisis(f"{word} goodbye", of=signs(lead=4.4)) is not None


def test_a_word_of_five_letters_has_no_beginning() -> None:
    assert crisis("despa goodbye", of=signs(lead=4.4)) is None


@pytest.mark.parametrize(
    ("sign", "text", "is_found"),
    [
        ("^goodbye", "goodbye to all", True),
        ("^goodbye", "so goodbye", False),
        ("goodbye$", "so goodbye", True),
        ("goodbye$", "goodbye to all", False),
        ("^goodbye to", "goodbye to all", True),
        ("^goodbye to", "and goodbye to all", False),
        ("to all$", "goodbye to all", True),
        ("to all$", "goodbye to all of it", False),
        ("^goodbye", "goodbye", True),
        ("goodbye$", "goodbye", True),
        ("^goodbye", "goodbye" + " x" * 40, True),
        ("^goodbye", "x " * 24 + "goodbye" + " x" * 40, False),
        ("goodbye$", "x " * 40 + "goodbye", True),
        ("goodbye$", "x " * 31 + "goodbye" + " x" * 40, False),
    ],
)
def test_how_a_text_begins_and_ends_is_a_sign(sign: str, text: str, is_found: bool) -> None:
    of = Signs([Kind("a", "a"), Kind("b", "b")], {sign: "a 1"})

    assert (of.weigh(text.split()).best(("a",)) is not None) is is_found


@pytest.mark.parametrize(
    ("first", "last", "ahead"), [(0, 2, 1.0), (0, 4, 3.0), (2, 4, 2.0), (1, 3, 0.0), (2, 99, 2.0)]
)
def test_of_a_part_of_a_text_what_begins_and_ends_the_text_counts(
    first: int, last: int, ahead: float
) -> None:
    of = Signs([Kind("a", "a"), Kind("b", "b")], {"^w": "a 1", "z$": "a 2"})

    weighed = of.evidence(["w", "x", "y", "z"], first, last)

    assert weighed.ahead(("a",)) == pytest.approx(ahead / 0.6**0.5)


def test_what_speaks_for_something_else_takes_the_lead() -> None:
    assert crisis("goodbye everyone") is not None
    assert crisis("goodbye everyone lol") is None


def test_the_word_of_the_rules_counts_as_its_points() -> None:
    vote = Vote(known=1.0, unknown=0.0)

    assert crisis("goodbye", "unknown", signs(vote=vote)) is not None
    assert crisis("goodbye", "insurance", signs(vote=vote)) is None
    assert crisis("goodbye everyone my pills", "insurance", signs(vote=vote)) is not None


def test_what_rules_say_and_signs_know_nothing_of_counts_nothing() -> None:
    told = crisis("goodbye", "repeat", signs(vote=Vote(known=9.0, unknown=0.0)))

    assert told is not None


def test_rules_that_know_nothing_count_as_little_as_is_said() -> None:
    assert crisis("goodbye", of=signs(vote=Vote(known=0.0, unknown=1.0))) is None


def test_a_lead_that_no_sign_gave_is_none() -> None:
    assert signs().weigh(["x"]).best(("unknown",)) is None


def test_where_no_lead_is_asked_for_any_is_enough() -> None:
    found = signs().weigh(["cost"]).best(("insurance",))

    assert found is not None
    assert found.reason.endswith("(leads by 0.50 points, any lead is enough)")


def test_in_a_long_text_signs_must_stand_together() -> None:
    apart = ["goodbye", *["x"] * 60, "everyone", "my", "pills"]
    together = [*["x"] * 60, "goodbye", "everyone", "my", "pills"]
    of = signs(lead=1.6)

    assert of.weigh(apart).best(CRISIS) is None
    assert of.weigh(together).best(CRISIS) is not None


def test_of_a_very_long_text_beginning_and_end_are_read() -> None:
    of, said = signs(lead=1.0), ["goodbye", "everyone", "my", "pills"]
    at_the_end = of.weigh([*["x"] * 396, *said]).best(CRISIS)

    assert at_the_end is not None
    assert at_the_end.place == 396
    assert of.weigh([*said, *["x"] * 396]).best(CRISIS) is not None
    assert of.weigh([*["x"] * 270, *said, *["x"] * 126]).best(CRISIS) is None


@pytest.mark.parametrize(
    ("written", "is_found"),
    [
        ("stop", False),
        ("stop much", False),
        ("stop nan", False),
        ("stop inf", False),
        ("stop 1 unknown", False),
        ("sopt 1", False),
        ("sopt 1 stop 1", True),
        ("stop 1", True),
    ],
)
def test_points_that_cannot_be_read_are_none(written: str, is_found: bool) -> None:
    kinds = [Kind("stop", "no more", 0.0), Kind("unknown", "nothing", 0.0)]

    found = Signs(kinds, {"a": written}).weigh(["a"]).best(("stop",))

    assert (found is not None) is is_found


def test_of_several_the_one_farthest_above_its_lead_wins() -> None:
    kinds = [Kind("a", "a", 0.0, 1.5), Kind("b", "b", 0.0, 0.5), Kind("c", "c", 0.0)]
    of = Signs(kinds, {"x": "a 2 b 1.5", "y": "a 1"})
    ten = ["x"] * 10

    first, second = of.weigh(ten).best(("a", "b")), of.weigh([*ten[:9], "y"]).best(("a", "b"))

    assert first is not None
    assert second is not None
    assert (first.intent, second.intent) == ("b", "a")


def test_only_rivals_that_are_named_can_take_the_lead() -> None:
    weighed = signs(lead=1.5).weigh("goodbye everyone cost lol".split())

    assert weighed.best(CRISIS) is None
    assert weighed.best(CRISIS, ("unknown",)) is None
    assert weighed.best(CRISIS, ("insurance",)) is not None


def test_a_tie_is_no_lead() -> None:
    of = Signs([Kind("a", "a"), Kind("b", "b")], {"x": "a 1 b 1"})

    assert of.weigh(["x"]).best(("a",)) is None


def test_what_speaks_against_it_is_no_reason_and_four_signs_are_enough() -> None:
    table = {f"s{number}": f"a {number}" for number in range(1, 7)} | {"not": "a -1"}
    of = Signs([Kind("a", "a"), Kind("b", "b")], table)

    found = of.weigh(["not", *table]).best(("a",))

    assert found is not None
    assert [sign for sign, _ in found.signs] == ["s6", "s5", "s4", "s3"]


def test_how_far_it_leads_is_told_as_of_a_text_of_ten_words() -> None:
    ten, forty = signs(), signs()

    assert ten.weigh("goodbye a b c d e f g h i".split()).ahead(CRISIS) == 2.0
    # Forty words are read as two stretches of 32: the lead is told as in one of ten.
    assert forty.weigh(["goodbye", *["x"] * 31]).ahead(CRISIS) == pytest.approx(2.0 / 3.2**0.5)


def test_the_stretch_that_is_farthest_above_decides() -> None:
    of = signs(lead=1.0)
    words = ["my", "pills", *["x"] * 48, "goodbye", "everyone", *["x"] * 14]

    found = of.weigh(words).best(CRISIS)

    assert found is not None
    assert found.intent == "crisis:self-harm"
    assert found.place == 50


def test_a_text_of_two_hundred_words_is_read_to_its_end() -> None:
    of = signs(lead=1.0)

    for place in range(0, 198, 9):
        words = [*["x"] * place, "goodbye", "everyone", *["x"] * (198 - place)]
        assert of.weigh(words).best(CRISIS) is not None, place


def test_without_a_table_nothing_is_found() -> None:
    assert Signs.none().weigh(["goodbye"]).best(CRISIS) is None
    assert Signs.none().weigh(["goodbye"]).ahead(CRISIS) == float("-inf")


def test_every_sign_is_named_with_its_place() -> None:
    assert set(signs_in("despair my pills".split())) == {
        ("despair", 0),
        ("despa*", 0),
        ("despair my", 0),
        ("my", 1),
        ("my pills", 1),
        ("pills", 2),
        ("^despair", 0),
        ("^despair my", 0),
        ("pills$", 2),
        ("my pills$", 1),
    }
