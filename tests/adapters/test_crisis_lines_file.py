"""The list of crisis lines: what may stand in it."""

import re
from pathlib import Path

import pytest

from service.adapters.crisis_lines_file import CrisisLinesError, load_crisis_lines

SHIPPED = Path(__file__).parents[2] / "config" / "crisis_lines.toml"


def written(folder: Path, text: str) -> Path:
    file = folder / "crisis_lines.toml"
    file.write_text(text, encoding="utf-8")
    return file


def a_line(number: str) -> str:
    return f'[[lines]]\nen = "A line"\nes = "Una línea"\nnumber = "{number}"\n'


def test_the_list_that_is_shipped_can_be_dialled() -> None:
    lines = load_crisis_lines(SHIPPED)

    assert [line.number for line in lines] == ["988", "+18006624357", "+18002221222"]
    assert lines[0].name("es") == "la línea 9 8 8"


@pytest.mark.parametrize("number", ["911", "933", "+1911", "1 933"])
def test_an_emergency_number_is_refused_at_load_with_a_reason(tmp_path: Path, number: str) -> None:
    with pytest.raises(CrisisLinesError, match=r"emergency number.*Ask where they are"):
        load_crisis_lines(written(tmp_path, a_line(number)))


@pytest.mark.parametrize("number", ["hello", "12", "", "+1 800"])
def test_what_is_no_number_is_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(CrisisLinesError):
        load_crisis_lines(written(tmp_path, a_line(number)))


@pytest.mark.parametrize(
    "text",
    [
        "lines = 3",
        "lines = [3]",
        "not toml",
        '[[lines]]\nen = "A"\nnumber = "988"',
        "lines = ['a']",
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CrisisLinesError, match=r"crisis_lines\.toml"):
        load_crisis_lines(written(tmp_path, text))


@pytest.mark.parametrize(
    ("line", "instead", "words"),
    [
        (r"[[lines]]", "[[line]]", "the file has no line; it knows lines"),
        (r"[[lines]]", "most = 3\n[[lines]]", "the file has no most"),
        ("number", "hours = 24\nnumber", "[[lines]] has no hours; it knows en, es, number"),
    ],
)
def test_a_slip_in_a_name_is_refused(tmp_path: Path, line: str, instead: str, words: str) -> None:
    with pytest.raises(CrisisLinesError, match=re.escape(words)):
        load_crisis_lines(written(tmp_path, a_line("988").replace(line, instead)))


def test_there_are_no_more_lines_than_keys(tmp_path: Path) -> None:
    with pytest.raises(CrisisLinesError, match="9 keys"):
        load_crisis_lines(written(tmp_path, a_line("988") * 10))


def test_a_helpline_may_have_none(tmp_path: Path) -> None:
    assert load_crisis_lines(written(tmp_path, "")) == ()
