"""The files of config/signs: the shipped ones are usable, a broken one is named."""

from pathlib import Path

import pytest

from service.adapters.phrase_files import load_understander
from service.adapters.phrase_folder import PhraseFileError
from service.adapters.sign_files import load_proven, load_signs, sign_problems
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

[[kind]]
intent = "crisis:self-harm"
why = "signs of self-harm"
start = -9
lead = 1

[[kind]]
intent = "stop"
why = "no more texts"
start = -9
lead = 1
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
    assert list(sign_problems(SHIPPED)) == []

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
        ("[vote]", "[[vote]]", "and one \\[vote\\]"),
        ('intent = "unknown"', 'intent = "menu"', "does not have unknown"),
        ('intent = "crisis:overdose"', 'intent = "menu"', "does not have crisis:overdose"),
        ('intent = "unknown"', 'intent = "stop"', "stop stands there twice"),
    ],
)
def test_broken_kinds_are_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    folder = folder_with(tmp_path, kinds=KINDS.replace(old, new, 1))

    with pytest.raises(PhraseFileError, match=complaint):
        load_signs(folder)


def test_one_kind_for_all_is_refused(tmp_path: Path) -> None:
    kinds = KINDS.split("[[kind]]")
    folder = folder_with(tmp_path, kinds=f"{kinds[0]}[kind]{kinds[1]}")

    with pytest.raises(PhraseFileError, match=r"write \[\[kind\]\] for each kind"):
        load_signs(folder)


def test_a_line_without_a_tab_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, points="# a\n\npills\tunknown 1\nlol unknown 2\n")

    for read in (load_signs, lambda where: list(sign_problems(where))):
        with pytest.raises(PhraseFileError, match=r"signs\.txt, line 4: no tab after the sign"):
            read(folder)


def test_a_table_that_is_no_text_is_named(tmp_path: Path) -> None:
    (folder_with(tmp_path) / "signs.txt").write_bytes("ma\u00f1ana\tunknown 1\n".encode("latin-1"))

    with pytest.raises(PhraseFileError, match=r"signs\.txt: .*decode"):
        load_signs(tmp_path)


def test_a_table_that_is_missing_is_named(tmp_path: Path) -> None:
    (folder_with(tmp_path) / "signs.txt").unlink()

    with pytest.raises(PhraseFileError, match=r"signs\.txt: .*No such file"):
        load_signs(tmp_path)


@pytest.mark.parametrize(
    "points",
    [
        "stop",
        "stop much",
        "crisis:none 1",
        "menu 1",
        "",
        "unknown nan",
        "stop inf",
        "stop 1 x",
        "stop 1 stop 2",
        "stop 1\tunknown 2",
    ],
)
def test_a_line_that_gives_no_points_is_named_with_all_the_others(
    tmp_path: Path, points: str
) -> None:
    table = f"lol\tunknown 1\npills\t{points}\nmore\tnothing\n"
    folder = folder_with(tmp_path, points=table)

    assert load_signs(folder).kinds
    assert list(sign_problems(folder)) == [
        f"signs.txt: cannot read the points of 'pills': {points!r}",
        "signs.txt: cannot read the points of 'more': 'nothing'",
    ]


def test_a_sign_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, points="lol\tunknown 1\nlol\tunknown 2\n")

    assert list(sign_problems(folder)) == ["signs.txt: 'lol' stands there 2 times"]


def test_each_shipped_proven_phrase_stands_in_a_rule_for_a_crisis() -> None:
    rules = load_understander(SHIPPED.parents[1]).book.crisis.rules

    proven = load_proven(SHIPPED)

    assert 0 < proven.usual < min(proven.of.values())
    assert proven.of.keys() <= {phrase.text for rule in rules for phrase in rule.phrases}


def test_what_is_proven_may_be_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "proven.txt").write_text("# by hand\n*\t0.5\n\nso much blood\t1.5\n")

    proven = load_proven(tmp_path)

    assert proven.enough("so much blood") == 1.5
    assert proven.enough("on fire") == 0.5


def test_without_the_file_no_phrase_is_outvoted(tmp_path: Path) -> None:
    assert load_proven(tmp_path).enough("so much blood") == float("inf")


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("so much blood\t1.5\n", r"no line for '\*', which is all other phrases"),
        ("*\t0.5\nso much blood 1.5\n", r"points of 0 or more, not 'so much blood 1\.5'"),
        ("*\t-1\n", r"points of 0 or more, not '\*\\t-1'"),
        ("*\tnan\n", "points of 0 or more"),
        ("*\tinf\n", "points of 0 or more"),
    ],
)
def test_a_broken_line_of_what_is_proven_is_named(
    tmp_path: Path, written: str, complaint: str
) -> None:
    (tmp_path / "proven.txt").write_text(written)

    with pytest.raises(PhraseFileError, match=rf"proven\.txt: .*{complaint}"):
        load_proven(tmp_path)
