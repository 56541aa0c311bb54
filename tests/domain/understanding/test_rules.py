"""How rules are found: a second sign, a long text, the first place a phrase can stand."""

from pathlib import Path

from service.adapters.phrase_files import load_understander
from service.domain.understanding.phrase_reader import PhraseReader
from service.domain.understanding.phrases import Phrase, Text
from service.domain.understanding.rules import Rule, RuleIndex
from tests.phrase_folders import bare_phrases

READER = PhraseReader({"pet": ["dog", "guinea pig"]}, {})


def _read(*lines: str) -> tuple[Phrase, ...]:
    return tuple(READER.read(line) for line in lines)


def _index(*lines: str, only_with: tuple[str, ...] = ()) -> RuleIndex:
    return RuleIndex([Rule("thanks", "why", _read(*lines), only_with=_read(*only_with))])


def test_a_rule_with_a_second_sign_holds_only_in_a_text_that_has_it_too() -> None:
    index = _index("gave away <pet>", only_with=("goodbye",))

    alone = index.best(Text("i gave away dog".split()))
    before = index.best(Text("goodbye i gave away dog".split()))
    after = index.best(Text("i gave away guinea pig goodbye".split()))

    assert alone is None
    assert before is not None
    assert after is not None


def test_a_phrase_is_found_as_by_looking_at_every_place() -> None:
    lines = [
        "a .. rare",
        "?please a b",
        "!not a ... rare",
        "^a b",
        "b rare$",
        "my <pet> .. rare|b",
        "a ?x ?y b .. rare",
        "(a b|b a) .. rare",
    ]
    texts = [
        "a b rare",
        "x a y z rare",
        "not a b rare b rare",
        "a a a b b rare",
        "please a b my guinea pig z b rare",
        "z a x y b z z rare a b",
        "b a b a z z rare",
    ]

    for line in lines:
        phrase = READER.read(line)
        for words in map(str.split, texts):
            found = _index(line).best(Text(words))
            place = (found.start, found.end) if found else None
            assert place == phrase.find(Text(words)), (line, words)


def test_a_file_with_a_kind_in_its_name_adds_to_its_group(tmp_path: Path) -> None:
    folder = bare_phrases(tmp_path) / "es"
    rule = '[[rule]]\nintent = "crisis:overdose"\nwhy = "x"\nphrases = "turned blue"\n'
    (folder / "crisis.toml").write_text("")
    (folder / "crisis.colors.toml").write_text(rule)

    understander = load_understander(tmp_path)

    assert understander.understand("he turned blue").intent == "crisis:overdose"
