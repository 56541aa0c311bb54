"""The figures that are promised, on texts written without sight of the phrases.

The phrases have since been widened by what each of these sets showed: FIRST_LOOKS.md says what was
found before that.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.commands.evaluation import Report, evaluate
from service.domain.understanding import Understander

Rows = Callable[[str], list[Mapping[str, Any]]]


SETS = (
    "unseen.jsonl",
    "unseen_fourth.jsonl",
    "unseen_fifth.jsonl",
    "unseen_sixth.jsonl",
    "unseen_seventh.jsonl",
    "unseen_eighth.jsonl",
    "unseen_ninth.jsonl",
    "unseen_tenth.jsonl",
    "unseen_eleventh.jsonl",
    "unseen_fourteenth.jsonl",
    "unseen_fifteenth.jsonl",
    "unseen_seventeenth.jsonl",
    "unseen_twenty_first.jsonl",
    "unseen_twenty_third.jsonl",
    "unseen_twenty_seventh.jsonl",
    "unseen_twenty_eighth.jsonl",
    "unseen_twenty_ninth.jsonl",
    "unseen_thirtieth.jsonl",
    "unseen_thirty_first.jsonl",
    "unseen_thirty_second.jsonl",
    "unseen_thirty_third.jsonl",
    "unseen_thirty_fourth.jsonl",
    "unseen_thirty_fifth.jsonl",
    "unseen_thirty_sixth.jsonl",
    "unseen_thirty_seventh.jsonl",
    "unseen_thirty_eighth.jsonl",
    "unseen_thirty_ninth.jsonl",
    "unseen_fortieth.jsonl",
    "unseen_forty_first.jsonl",
    "unseen_forty_second.jsonl",
    "unseen_forty_third.jsonl",
    "unseen_forty_fourth.jsonl",
    "unseen_forty_fifth.jsonl",
    "unseen_forty_sixth.jsonl",
    "unseen_forty_seventh.jsonl",
    "unseen_forty_eighth.jsonl",
    "unseen_forty_ninth.jsonl",
    "unseen_fiftieth.jsonl",
    "unseen_fifty_first.jsonl",
    "unseen_fifty_second.jsonl",
    "unseen_fifty_third.jsonl",
    "unseen_fifty_fourth.jsonl",
    "unseen_fifty_fifth.jsonl",
    "unseen_fifty_sixth.jsonl",
    "unseen_fifty_seventh.jsonl",
    "unseen_fifty_eighth.jsonl",
    "unseen_fifty_ninth.jsonl",
    "unseen_sixtieth.jsonl",
    "unseen_sixty_first.jsonl",
    "unseen_sixty_second.jsonl",
    "unseen_sixty_third.jsonl",
    "unseen_sixty_fourth.jsonl",
    "unseen_sixty_fifth.jsonl",
    "unseen_sixty_sixth.jsonl",
    "unseen_sixty_seventh.jsonl",
    "unseen_sixty_eighth.jsonl",
    "unseen_sixty_ninth.jsonl",
    "unseen_seventieth.jsonl",
    "unseen_seventy_first.jsonl",
    "unseen_seventy_second.jsonl",
    "unseen_seventy_third.jsonl",
    "unseen_seventy_fourth.jsonl",
    "unseen_seventy_fifth.jsonl",
    "unseen_seventy_sixth.jsonl",
    "unseen_seventy_seventh.jsonl",
    "unseen_seventy_eighth.jsonl",
    "unseen_seventy_ninth.jsonl",
    "unseen_eightieth.jsonl",
    "unseen_eighty_first.jsonl",
    "unseen_eighty_second.jsonl",
    "unseen_eighty_third.jsonl",
    "unseen_eighty_fourth.jsonl",
    "unseen_eighty_fifth.jsonl",
    "unseen_eighty_sixth.jsonl",
    "unseen_eighty_seventh.jsonl",
    "unseen_eighty_eighth.jsonl",
    "unseen_eighty_ninth.jsonl",
    "unseen_ninetieth.jsonl",
    "unseen_ninety_first.jsonl",
    "unseen_ninety_second.jsonl",
    "unseen_ninety_third.jsonl",
    "unseen_ninety_fourth.jsonl",
    "unseen_ninety_fifth.jsonl",
    "unseen_ninety_sixth.jsonl",
    "unseen_ninety_seventh.jsonl",
    "unseen_ninety_eighth.jsonl",
    "unseen_ninety_ninth.jsonl",
    "unseen_hundredth.jsonl",
    "unseen_hundred_first.jsonl",
    "unseen_hundred_second.jsonl",
    "unseen_hundred_third.jsonl",
    "unseen_hundred_fourth.jsonl",
    "unseen_hundred_fifth.jsonl",
    "unseen_hundred_sixth.jsonl",
    "unseen_hundred_seventh.jsonl",
    "unseen_hundred_eighth.jsonl",
    "unseen_hundred_ninth.jsonl",
    "unseen_hundred_tenth.jsonl",
    "unseen_hundred_eleventh.jsonl",
    "unseen_hundred_twelfth.jsonl",
    "unseen_hundred_thirteenth.jsonl",
    "unseen_hundred_fourteenth.jsonl",
    "unseen_hundred_fifteenth.jsonl",
    "unseen_hundred_sixteenth.jsonl",
    "unseen_hundred_seventeenth.jsonl",
    "unseen_hundred_eighteenth.jsonl",
    "unseen_hundred_nineteenth.jsonl",
    "unseen_hundred_twentieth.jsonl",
    "unseen_hundred_twenty_first.jsonl",
    "unseen_hundred_twenty_second.jsonl",
    "unseen_hundred_twenty_third.jsonl",
    "unseen_hundred_twenty_fourth.jsonl",
    "unseen_hundred_twenty_fifth.jsonl",
    "unseen_hundred_twenty_sixth.jsonl",
    "unseen_hundred_twenty_seventh.jsonl",
    "unseen_hundred_twenty_eighth.jsonl",
    "unseen_hundred_twenty_ninth.jsonl",
    "unseen_hundred_thirtieth.jsonl",
    "unseen_hundred_thirty_first.jsonl",
    "unseen_hundred_thirty_second.jsonl",
    "unseen_hundred_thirty_third.jsonl",
    "unseen_hundred_thirty_fourth.jsonl",
    "unseen_hundred_thirty_fifth.jsonl",
    "unseen_hundred_thirty_sixth.jsonl",
    "unseen_hundred_thirty_seventh.jsonl",
    "unseen_hundred_thirty_eighth.jsonl",
    "unseen_hundred_thirty_ninth.jsonl",
    "unseen_hundred_fortieth.jsonl",
    "unseen_hundred_forty_first.jsonl",
    "unseen_hundred_forty_second.jsonl",
    "unseen_hundred_forty_third.jsonl",
)


@pytest.fixture(scope="module", params=SETS)
def report(request: pytest.FixtureRequest, understander: Understander, rows_of: Rows) -> Report:
    return evaluate(rows_of(request.param), understander)


def test_hardly_a_crisis_is_missed(report: Report) -> None:
    assert report.crisis_recall.ratio >= 0.99


def test_hardly_an_ordinary_text_is_taken_for_a_crisis(report: Report) -> None:
    assert report.false_crisis.part == 0


def test_who_wants_no_more_texts_is_opted_out(report: Report) -> None:
    assert report.stop_recall.ratio >= 0.97


def test_nobody_is_opted_out_who_did_not_ask(report: Report) -> None:
    assert report.false_stop.part == 0


@pytest.mark.parametrize(("language", "least"), [("en", 0.95), ("es", 0.92)])
def test_most_texts_are_understood_rightly(report: Report, language: str, least: float) -> None:
    assert report.accuracy()[language].ratio >= least


def test_everyday_messages_are_neither_a_crisis_nor_an_opt_out(
    understander: Understander, rows_of: Rows
) -> None:
    ordinary = [row["text"] for row in rows_of("ordinary.jsonl")]

    understood = {text: understander.understand(text) for text in ordinary}

    assert [text for text, means in understood.items() if means.intent == "stop"] == []
    assert sum(means.is_crisis for means in understood.values()) <= len(ordinary) / 1000


def test_no_figure_of_speech_is_a_crisis_nor_an_opt_out(
    understander: Understander, rows_of: Rows
) -> None:
    understood = [understander.understand(row["text"]) for row in rows_of("unseen_figures.jsonl")]

    assert [means for means in understood if means.is_crisis or means.intent == "stop"] == []


@pytest.mark.parametrize(
    "name",
    [
        "by_age",
        "by_age_second",
        "spanish",
        "overdoses",
        "short",
        "optouts_third",
        "optouts_fourth",
        "crises_and_tales",
        "optouts_fifth",
        "crises_and_figures",
        "roundabout_wishes",
        "beside_talk",
        "beside_everyday",
        "beside_everyday_second",
        "optouts_sixth",
    ],
)
def test_what_the_harder_sets_showed_is_not_lost(
    understander: Understander, rows_of: Rows, name: str
) -> None:
    report = evaluate(rows_of(f"unseen_{name}.jsonl"), understander)

    assert report.crisis_recall.ratio >= 0.98
    assert report.false_stop.part == 0


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("optouts_beside", 0.9),
        ("optouts_beside_second", 0.9),
        ("optouts_beside_third", 0.88),
        ("optouts_beside_fourth", 0.83),
        ("optouts_beside_fifth", 0.86),
        ("optouts_beside_sixth", 0.83),
        ("optouts_beside_seventh", 0.8),
    ],
)
def test_most_opt_outs_told_amid_a_story_are_heard(
    understander: Understander, rows_of: Rows, name: str, least: float
) -> None:
    report = evaluate(rows_of(f"unseen_{name}.jsonl"), understander)

    assert report.stop_recall.ratio >= least


@pytest.mark.parametrize(
    "name",
    [
        "beside_everyday_third",
        "beside_everyday_fourth",
        "beside_business",
        "beside_business_second",
        "beside_business_third",
        "beside_business_fourth",
        "beside_business_fifth",
    ],
)
def test_most_crises_told_amid_other_things_are_heard(
    understander: Understander, rows_of: Rows, name: str
) -> None:
    report = evaluate(rows_of(f"unseen_{name}.jsonl"), understander)

    assert report.crisis_recall.ratio >= 0.94
    assert report.false_stop.part <= 1
