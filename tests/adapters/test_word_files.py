"""The words files: read quickly, and every flaw of theirs named at once."""

import shutil
from pathlib import Path

import pytest

from service.adapters.word_files import ContentError, load_wording

SHIPPED = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path):
    """A copy of the shipped words that a test may spoil."""
    for folder in ("templates/sms", "templates/voice"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    (tmp_path / "config").mkdir()
    for name in ("facts.toml", "topics.toml"):
        shutil.copy(SHIPPED / "config" / name, tmp_path / "config" / name)
    return tmp_path


def append(path, text):
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def problems(root):
    with pytest.raises(ContentError) as refused:
        load_wording(root)
    return refused.value.problems


def test_the_shipped_words_can_be_read(root):
    wording = load_wording(root)

    assert wording.facts.by_n.keys() == set(range(1, 42))
    assert wording.say("menu_other_language", "es") == "Para español, oprima 2."


def test_a_missing_file_and_a_broken_one_are_both_named(root):
    (root / "templates/sms/es.toml").unlink()
    append(root / "templates/voice/en.toml", 'broken = "no end\n')

    found = problems(root)

    assert len(found) == 2
    assert "es.toml: the file is not there" in found[0]
    assert "en.toml: cannot be read as TOML" in found[1]


def test_a_file_in_another_encoding_is_named(root):
    (root / "templates/sms/es.toml").write_bytes('ya = "mañana"'.encode("latin-1"))

    assert "cannot be read as TOML" in problems(root)[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('extra = "A person calls {When}"', "extra: braces"),
        ("extra = 3", "extra: expected words in quotes"),
        ('[extra]\nen = "x"', "extra: expected words in quotes"),
    ],
)
def test_a_text_that_is_no_sentence_is_named(root, line, said):
    append(root / "templates/sms/en.toml", f"\n{line}\n")

    assert said in problems(root)[0]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('n = 99\nsms.en = "x"\nsms.es = "x"', "fact 99): 'topic' is missing"),
        ('n = 99\ntopic = "brain"\nsms.en = "x"', "fact 99): no words in 'es'"),
        ('n = 99\ntopic = "brain"\nsms = "x"', "fact 99): expected a table"),
        ('n = "x"\ntopic = "brain"\nsms.en = "x"\nsms.es = "x"', "fact x): invalid literal"),
        ('n = 1\ntopic = "brain"\nsms.en = "x"\nsms.es = "x"', "1 is there twice"),
        (
            'n = 99\ntopic = "brain"\nsms.en = "x"\nsms.es = "x"\nreviewed = "soon"',
            "reviewed must be a date",
        ),
        ('n = 99\ntopic = "brain"\nsms.en = "x {"\nsms.es = "x"', "fact 99): braces"),
    ],
)
def test_a_fact_that_is_not_whole_is_named(root, entry, said):
    append(root / "config/facts.toml", f"\n[[fact]]\n{entry}\n")

    assert said in problems(root)[0]


def test_a_topic_that_is_not_whole_is_named(root):
    append(root / "config/topics.toml", '\n[[topic]]\nname = "cars"\n')

    assert "(cars): 'more' is missing" in problems(root)[0]


def test_a_list_of_the_wrong_kind_is_named(root):
    (root / "config/topics.toml").write_text("voice_menu = [[1]]\nafter = 3\n", "utf-8")
    (root / "config/facts.toml").write_text("fact = [1, 2]\n", "utf-8")

    found = problems(root)

    assert len(found) == 3
    assert all("expected" in problem for problem in found)
