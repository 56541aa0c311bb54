"""The small language that the phrase files are written in."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.domain.understanding.phrase_reader import PhraseError, PhraseReader, words_of
from service.domain.understanding.phrases import Text

CLASSES = {
    "want": ["want", "would like"],
    "drug": ["ketamine"],
    "kind": ["fine"],
    "grown": ["addict*"],
}


def a_reader() -> PhraseReader:
    return PhraseReader(CLASSES, {"hallucinat*": ["hallucinating"]})


def found(phrase: str, text: str) -> bool:
    reader = a_reader()
    read = reader.read(phrase)
    assert reader.is_sure
    return read.find(Text(text.split())) is not None


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("want to die", "i want to die now"),
        ("help|assist me", "assist me"),
        ("(go away|get lost) now", "get lost now"),
        ("<want> help", "i would like help"),
        ("(they <want>|needs) help", "they would like help"),
        ("(very <kind> <drug>|helped)", "very fine ketamine"),
        ("stop ?please now", "stop now"),
        ("cut .. wrist", "cut at my left wrist"),
        ("cut ... wrist", "cut one two three four five six wrist"),
        ("^stop now$", "stop now"),
        ("!not kill me", "kill me"),
        ("hallucinat*", "i am hallucinating"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("want to die", "want to not die"),
        ("cut .. wrist", "cut one two three four wrist"),
        ("^stop", "please stop"),
        ("stop$", "stop it"),
        ("!not kill me", "not kill me"),
        ("stop !<drug>", "stop ketamine"),
        ("(they <want>|needs) help", "would like help"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert not found(phrase, text)


@pytest.mark.parametrize(
    "phrase",
    [
        "<nobody>",
        "?please",
        "!not",
        "..",
        "(go)? away",
        "(go|come)away",
        "(now|here$)",
        "(^now|here)",
        "(keep .. awake|stay up)",
        "(at (19|20)|young)",
        "go away ...",
        "go .. ... away",
        "go .... away",
        "!not !never go away",
        "(cancel|never ?mind)",
        "(so addict*|hooked)",
        "(a|) b",
        "a| b",
        "( ) b",
        "(so <grown>|hooked)",
        "(so <nobody>|hooked)",
    ],
)
def test_a_phrase_that_cannot_work_is_refused_before_a_text_needs_it(phrase: str) -> None:
    reader = a_reader()

    with pytest.raises(PhraseError):
        read_to_the_end(reader, phrase)


def read_to_the_end(reader: PhraseReader, line: str) -> None:
    phrase = reader.read(line)
    assert not reader.is_sure
    _ = phrase.steps


PIECES = some.sampled_from(
    ["go", "é9", "<want>", "<grown>", "<nobody>", "x*", "|", "(", ")", "?", "!", ".", " ", "^", "$"]
)


@given(some.lists(PIECES, min_size=1, max_size=12).map("".join))
def test_what_the_quick_look_is_sure_of_can_be_read(line: str) -> None:
    reader = a_reader()
    try:
        phrase = reader.read(line)
    except PhraseError:
        return

    if reader.is_sure:
        assert phrase.steps
    else:
        with suppress(PhraseError):
            _ = phrase.steps


def test_the_words_of_phrases_come_without_their_marks() -> None:
    pieces = ["cut", "..wrist", "?please", "...(go away|get|<lost>)", "!<drug>", "hallucinat*"]

    words = words_of("\n".join(pieces))

    assert words == {"cut", "wrist", "please", "go", "away", "get", "hallucinat*"}
