"""The small language that the phrase files are written in."""

import pytest

from service.domain.understanding.phrase_reader import PhraseError, PhraseReader
from service.domain.understanding.phrases import Text

CLASSES = {
    "want": ["want", "would like"],
    "drug": ["ketamine"],
    "kind": ["fine"],
    "grown": ["addict*"],
}


def found(phrase: str, text: str) -> bool:
    reader = PhraseReader(CLASSES, {"hallucinat*": ["hallucinating"]})
    return reader.read(phrase).find(Text(text.split())) is not None


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
        "(so <grown>|hooked)",
        "(so <nobody>|hooked)",
    ],
)
def test_a_phrase_that_cannot_work_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        found(phrase, "any text")
