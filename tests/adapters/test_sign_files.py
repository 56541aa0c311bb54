"""The files of config/signs: the shipped ones are usable, a broken one is named."""

from pathlib import Path

import pytest

from service.adapters.phrase_folder import PhraseFileError
from service.adapters.sign_files import load_signs
from service.domain.understanding import CRISIS_INTENTS

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "signs"
WORDS = '[classes]\npills = "pills pastillas"\n'
GOOD = """\
# said by hand
intent = crisis:overdose
why = signs of an overdose
enough = 5

  5.5  <pills>
 -1.0  lol
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "words.toml").write_text(WORDS)
    (tmp_path / "crisis-overdose.txt").write_text(text)
    return tmp_path


def test_the_shipped_lists_are_read_and_both_crises_have_one() -> None:
    signs = load_signs(SHIPPED)

    assert {one.intent for one in signs.lists} == set(CRISIS_INTENTS)
    assert all(one.points for one in signs.lists)


def test_no_word_of_a_class_is_written_in_a_way_that_is_never_found() -> None:
    for line in (SHIPPED / "words.toml").read_text().splitlines():
        if line and line[0] not in "#[":
            assert line.isascii(), line
            assert line == line.lower(), line


def test_points_may_be_written_by_hand(tmp_path: Path) -> None:
    signs = load_signs(folder_with(tmp_path, GOOD))

    found = signs.best(["pastillas"])

    assert found is not None
    assert found.points == 5.5
    assert signs.best(["pastillas", "lol"]) is None


def test_without_the_folder_there_are_no_signs(tmp_path: Path) -> None:
    signs = load_signs(tmp_path / "none")

    assert signs.lists == ()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("enough = 5", "", "does not say its enough"),
        ("enough = 5", "enough = much", "no number above 0"),
        ("enough = 5", "enough = -1", "no number above 0"),
        ("enough = 5", "enough = nan", "no number above 0"),
        ("crisis:overdose", "stop", "cannot be told by signs"),
        ("crisis:overdose", "fact:about", "cannot be told by signs"),
        ("crisis:overdose", "crisis:none", "cannot be told by signs"),
        ("-1.0  lol", "some  lol", "line 7: no points"),
        ("-1.0  lol", "nan  lol", "line 7: no points"),
        ("-1.0  lol", "-1.0", "line 7: no sign"),
        ("<pills>", "<pill>", "there is no class <pill>"),
    ],
)
def test_a_broken_list_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    folder = folder_with(tmp_path, GOOD.replace(old, new))

    with pytest.raises(PhraseFileError, match=f"crisis-overdose.txt.*{complaint}"):
        load_signs(folder)
