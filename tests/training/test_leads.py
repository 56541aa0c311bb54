"""How many harmless texts may be taken for a crisis, and how many people opted out."""

from dataclasses import replace

import pytest

from tests.training.labelled import labelled
from training.leads import (
    FALSE_CRISIS,
    FALSE_EVERYDAY,
    FALSE_OPT_OUT,
    LEAST,
    find_leads,
    is_everyday_talk,
    is_harmless,
    is_no_opt_out,
)
from training.learnt import Unseen
from training.texts import Row

MANY = 5_000
CRISIS = "crisis:overdose"
TALK = Unseen(labelled("unknown", source="everyday"), -1.0, -1.0, None)


def weighed(row: Row, *, crisis: float = -1.0, opt_out: float = -1.0) -> Unseen:
    return Unseen(row, crisis, opt_out, None)


def rising(row: Row, *, which: str) -> list[Unseen]:
    """Points from 0 up, each a little more than the one before it."""
    return [weighed(row, **{which: number / 100}) for number in range(MANY)]


def above(texts: list[Unseen], lead: float, *, which: str) -> int:
    return sum(getattr(one, which) >= lead for one in texts)


def test_of_harmless_texts_no_more_than_allowed_would_be_taken_for_a_crisis() -> None:
    texts = rising(labelled("unknown"), which="crisis")

    lead = find_leads([*texts, TALK])[CRISIS]

    assert above(texts, lead, which="crisis") <= round(MANY * FALSE_CRISIS)
    assert above(texts, lead - 0.02, which="crisis") > round(MANY * FALSE_CRISIS)


def test_everyday_talk_decides_where_it_is_the_stricter() -> None:
    harmless = [weighed(labelled("human"), crisis=0.0)] * MANY
    talk = rising(labelled("unknown", source="everyday"), which="crisis")[-100:]

    lead = find_leads([*harmless, *talk])[CRISIS]

    assert above(talk, lead, which="crisis") <= 100 * FALSE_EVERYDAY
    assert lead > MANY / 100 - 1


def test_what_asks_for_none_is_opted_out_as_seldom_as_allowed() -> None:
    texts = rising(labelled("human"), which="opt_out")

    lead = find_leads([*texts, TALK])["stop"]

    assert above(texts, lead, which="opt_out") <= round(MANY * FALSE_OPT_OUT)
    assert above(texts, lead - 0.02, which="opt_out") > round(MANY * FALSE_OPT_OUT)


def test_no_lead_is_by_a_hair() -> None:
    leads = find_leads([TALK] * 10)

    assert leads == dict.fromkeys(("crisis:self-harm", CRISIS, "stop"), LEAST)


@pytest.mark.parametrize(
    "row",
    [
        labelled(CRISIS),
        labelled("human", accept=(CRISIS,)),
        labelled("unknown", by_rules=CRISIS),
    ],
)
def test_a_crisis_what_is_near_one_and_what_rules_take_for_one_sets_no_lead(row: Row) -> None:
    assert not is_harmless(row)
    assert not is_everyday_talk(replace(row, source="everyday"))
    assert is_harmless(labelled("human"))
    assert is_everyday_talk(labelled("unknown", source="everyday"))


@pytest.mark.parametrize(
    "row",
    [
        labelled("stop"),
        labelled("human", accept=("stop",)),
        labelled(CRISIS),
        labelled("callback", by_rules="callback"),
    ],
)
def test_an_opt_out_and_what_signs_are_not_asked_about_sets_no_lead_for_it(row: Row) -> None:
    assert not is_no_opt_out(row)
    assert is_no_opt_out(labelled("thanks", by_rules="thanks"))
