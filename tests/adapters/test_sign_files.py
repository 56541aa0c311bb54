"""The files of config/signs: the shipped ones are usable, a broken one is named."""

from pathlib import Path

import pytest

from service.adapters.phrase_folder import PhraseFileError
from service.adapters.sign_files import check_signs, load_signs
from service.domain.understanding import CRISIS_INTENTS

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "signs"
KINDS = """\
[vote]
known = 0.5
unknown = 0.1

[[kind]]
intent = "crisis:overdose"
why = "signs of an overdose"
start = -1
lead = 1.5

[[kind]]
intent = "unknown"
why = "nothing of ours"
start = 0.0
lead = 0
"""
POINTS = """\
# said by hand
pills\tcrisis:overdose 2.5 unknown -0.5
lol\tunknown 1

my pills\tcrisis:overdose 1
"""


def folder_with(tmp_path: Path, kinds: str = KINDS, points: str = POINTS) -> Path:
    (tmp_path / "signs.toml").write_text(kinds)
    (tmp_path / "signs.txt").write_text(points)
    return tmp_path


def test_the_shipped_table_is_read_and_tells_both_crises_and_an_opt_out() -> None:
    check_signs(SHIPPED)

    leads = {kind.intent: kind.lead for kind in load_signs(SHIPPED).kinds}

    assert all(leads[intent] > 0 for intent in (*CRISIS_INTENTS, "stop"))


def test_points_may_be_written_by_hand(tmp_path: Path) -> None:
    signs = load_signs(folder_with(tmp_path))

    found = signs.weigh("took my pills".split()).best(CRISIS_INTENTS)

    assert found is not None
    assert found.intent == "crisis:overdose"
    assert found.ahead == 2.9  # 3.5 - 1 - (-0.5 + 0.1)
    assert signs.weigh(["pills", "lol"]).best(CRISIS_INTENTS) is None


def test_without_the_folder_there_are_no_signs(tmp_path: Path) -> None:
    assert load_signs(tmp_path / "none").kinds == ()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("crisis:overdose", "crisis:none", "there is no intent 'crisis:none'"),
        ('why = "signs of an overdose"', "", "crisis:overdose does not say why"),
        ("start = -1", "", "crisis:overdose has no number as its start"),
        ("lead = 1.5", 'lead = "far"', "crisis:overdose has no number as its lead"),
        ("lead = 1.5", "lead = nan", "crisis:overdose has no number as its lead"),
        ("lead = 1.5", "lead = true", "crisis:overdose has no number as its lead"),
        ("lead = 1.5", "lead = -1", "the lead of crisis:overdose is below 0"),
        ("known = 0.5", "", "the vote has no number as its known"),
        ("[vote]", "[vote", "signs.toml"),
    ],
)
def test_broken_kinds_are_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    folder = folder_with(tmp_path, kinds=KINDS.replace(old, new, 1))

    with pytest.raises(PhraseFileError, match=complaint):
        load_signs(folder)


def test_a_line_without_a_tab_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PhraseFileError, match=r"signs\.txt: no text, or a line without a tab"):
        load_signs(folder_with(tmp_path, points="pills crisis:overdose 2\n"))


def test_a_table_that_is_missing_is_named(tmp_path: Path) -> None:
    (folder_with(tmp_path) / "signs.txt").unlink()

    with pytest.raises(PhraseFileError, match=r"signs\.txt: .*No such file"):
        load_signs(tmp_path)


@pytest.mark.parametrize(
    "points",
    ["crisis:overdose", "crisis:overdose much", "crisis:none 1", "stop 1", "", "unknown nan"],
)
def test_a_line_that_gives_no_points_is_named_by_the_check(tmp_path: Path, points: str) -> None:
    folder = folder_with(tmp_path, points=f"lol\tunknown 1\npills\t{points}\n")

    assert load_signs(folder).kinds
    with pytest.raises(PhraseFileError, match=r"cannot read the points of 'pills'"):
        check_signs(folder)
