"""What is written is what was learnt: read again, it weighs texts alike."""

from pathlib import Path

import pytest

from service.adapters.sign_files import load_proven, load_signs, sign_problems
from service.domain.understanding import CRISIS_INTENTS
from service.domain.understanding.by_signs import OPT_OUT, WISHES
from service.domain.understanding.doubts import Proven
from service.domain.understanding.signs import UNKNOWN
from training.learnt import Learnt
from training.writing import LEADS, signs_of, why, write_proven, write_signs

LEADS_FOUND = {"crisis:self-harm": 0.42, "crisis:overdose": 0.42, "stop": 0.51}
STARTS = {"unknown": 0.25, "abuse": -1.0, "stop": -0.98, **dict.fromkeys(CRISIS_INTENTS, -1.1)}
LEARNT = Learnt(
    STARTS,
    {
        "pills": {"crisis:overdose": 0.91, "unknown": -0.33},
        "my pills": {"crisis:self-harm": 0.12},
        "unsub*": {"stop": 1.5},
    },
)
TEXTS = ["i took my pills", "unsubscribe", "nothing of ours", "pills pills"]


@pytest.mark.parametrize("text", TEXTS)
def test_signs_read_from_the_files_weigh_as_those_learnt(tmp_path: Path, text: str) -> None:
    write_signs(LEARNT, LEADS_FOUND, tmp_path)
    words = text.split()

    read, learnt = load_signs(tmp_path), signs_of(LEARNT, LEADS_FOUND)

    assert list(sign_problems(tmp_path)) == []
    assert read.kinds == learnt.kinds
    assert read.vote == learnt.vote
    for intent in LEARNT.starts:
        assert read.weigh(words).ahead((intent,)) == learnt.weigh(words).ahead((intent,))


def test_a_kind_has_the_lead_that_was_found_or_the_one_set_for_it(tmp_path: Path) -> None:
    write_signs(LEARNT, LEADS_FOUND, tmp_path)

    leads = {kind.intent: kind.lead for kind in load_signs(tmp_path).kinds}

    assert leads == {**LEADS_FOUND, "abuse": LEADS["abuse"], "unknown": LEADS["unknown"]}


def test_proven_phrases_are_read_as_they_were_found(tmp_path: Path) -> None:
    proven = Proven(0.2, {"not breathing": 0.4, "took too much": 1.0})

    write_proven(proven, tmp_path)

    assert load_proven(tmp_path) == proven
    assert list(load_proven(tmp_path).of) == ["took too much", "not breathing"]


@pytest.mark.parametrize("intent", sorted({*CRISIS_INTENTS, *OPT_OUT, *WISHES, UNKNOWN}))
def test_every_intent_that_signs_decide_says_why_in_words(intent: str) -> None:
    assert "{" not in why(intent)
    assert ":" not in why(intent)
