"""The shipped phrases: each is recognised as what it stands under."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.adapters.phrase_files import PhraseFileError, load_understander
from service.domain.understanding import INTENTS, Understander
from service.domain.understanding.language import LANGUAGES
from service.domain.understanding.phrases import Phrase
from tests.phrase_folders import bare_phrases

ROOT = Path(__file__).resolve().parents[3]
# Said of food, of batteries or in jest as often as not; the figures of speech win.
MAY_BE_A_FIGURE = 0.01


def plainest(phrase: Phrase) -> str:
    """The phrase with the first word of each class, nothing optional, nothing between."""
    words: list[str] = []
    for step in phrase.steps:
        if not step.must_be_there:
            continue
        runs = [" ".join(run) for ways in step.several.values() for run in ways]
        words.append(min(step.single or runs).rstrip("*"))
    return " ".join(words)


def crisis_phrases(understander: Understander) -> Iterator[str]:
    for rule in understander.book.crisis.rules:
        also = " ".join(plainest(phrase) for phrase in rule.only_with[:1])
        yield from (f"{plainest(phrase)} {also}".strip() for phrase in rule.phrases)
        yield from rule.whole


def test_nearly_every_crisis_phrase_is_recognised_as_a_crisis(understander: Understander) -> None:
    phrases = list(crisis_phrases(understander))

    missed = [text for text in phrases if not understander.understand(text).is_crisis]

    assert len(missed) <= len(phrases) * MAY_BE_A_FIGURE, missed


def test_no_rule_has_a_phrase_twice(understander: Understander) -> None:
    book = understander.book
    for rule in (*book.crisis.rules, *book.opt_out.rules, *book.others.rules):
        for phrases in (rule.phrases, rule.unless, rule.only_with):
            texts = [phrase.text for phrase in phrases]
            assert len(texts) == len(set(texts)), sorted({t for t in texts if texts.count(t) > 1})


def test_phrases_are_written_as_the_speller_reads_what_people_write(
    understander: Understander,
) -> None:
    """Otherwise they can never be found: "any more" is read as "anymore", "u" as "you"."""
    book = understander.book
    rules = (*book.crisis.rules, *book.opt_out.rules, *book.others.rules)
    phrases = (
        phrase.text
        for rule in rules
        for phrase in (*rule.phrases, *rule.unless, *rule.only_with)
        if phrase.text.replace(" ", "").isalpha()
    )

    misspelt = {text for text in phrases if text not in readings(understander, text)}

    assert misspelt == set()


def test_no_phrase_needs_a_word_that_the_speller_always_reads_as_another(
    understander: Understander,
) -> None:
    book = understander.book
    rules = (*book.crisis.rules, *book.opt_out.rules, *book.others.rules)
    words = sorted(
        {
            word
            for rule in rules
            for phrase in (*rule.phrases, *rule.unless, *rule.only_with)
            for step in phrase.steps
            if step.must_be_there and not step.several
            for word in step.single
            if len(step.single) == 1 or "?" in word
            if not word.endswith("*")
        }
    )

    never_read = [word for word in words if word not in readings(understander, word)]

    assert never_read == []


def readings(understander: Understander, text: str) -> set[str]:
    read = understander.book.speller.read
    return {" ".join(read(text, "sms", language).words) for language in LANGUAGES}


def test_a_known_whole_message_means_what_it_stands_under(understander: Understander) -> None:
    for rule in understander.book.opt_out.rules:
        for text in rule.whole:
            assert understander.understand(text).intent == rule.intent, text


def test_every_rule_has_a_known_intent_and_a_reason(understander: Understander) -> None:
    book = understander.book
    for rule in (*book.crisis.rules, *book.opt_out.rules, *book.others.rules):
        assert rule.intent in INTENTS
        assert rule.why


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Phrase files that hold one Spanish rule, written so; gives where `load` finds them."""

    def write(rule: str) -> Path:
        rules = bare_phrases(tmp_path) / "es" / "crisis.toml"
        rules.write_text(f"[[rule]]\n{rule}\n")
        return tmp_path

    return write


def test_a_broken_phrase_file_is_named(written: Callable[[str], Path]) -> None:
    root = written('intent = "crisis:none"\nwhy = "x"')

    with pytest.raises(PhraseFileError, match=r"es/crisis.toml.*crisis:none"):
        load_understander(root)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('unles = "x"', "no rule has 'unles'"),
        ('strength = "5"', "strength must be a whole number, not '5'"),
        ("strength = true", "strength must be a whole number, not True"),
        ('sure = "true"', "sure must be true or false, not 'true'"),
        ("sure = 1", "sure must be true or false, not 1"),
        ('phrases = ["me muero"]', "phrases must be text in quotes"),
        ('refined = "nonsense"', "there is no refinement 'nonsense'"),
    ],
)
def test_a_slip_in_a_rule_is_named(written: Callable[[str], Path], line: str, said: str) -> None:
    root = written(f'intent = "crisis:overdose"\nwhy = "x"\n{line}')

    with pytest.raises(PhraseFileError, match=r"^es/crisis.toml: ") as named:
        load_understander(root)

    assert said in str(named.value)


PARTED = """
intent = "crisis:overdose"
why = "x"
unless = "jaja"
only_with = "hoy"
whole = "socorro"
phrases = "me muero"

[[rule.part]]
unless = "planta"
phrases = "se muere"
"""


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hoy me muero", "crisis:overdose"),
        ("hoy se muere", "crisis:overdose"),
        ("hoy me muero en la planta", "crisis:overdose"),
        ("hoy se muere la planta", "unknown"),
        ("hoy se muere jaja", "unknown"),
        ("se muere", "unknown"),
        ("socorro", "crisis:overdose"),
    ],
)
def test_a_part_of_a_rule_is_the_rule_with_more_that_is_harmless(
    written: Callable[[str], Path], text: str, intent: str
) -> None:
    assert load_understander(written(PARTED)).understand(text).intent == intent


@pytest.mark.parametrize(
    "part",
    [
        '[[rule.part]]\nphrases = "se muere"',
        '[[rule.part]]\nunless = "planta"',
        '[[rule.part]]\nunless = "planta"\nphrases = ["se muere"]',
        '[[rule.part]]\nunless = "planta"\nphrases = "se muere"\nstrength = 3',
        'part = "se muere"',
        'part = ["se muere"]',
        "part = 3",
    ],
)
def test_a_part_that_says_something_else_is_named(
    written: Callable[[str], Path], part: str
) -> None:
    root = written(f'intent = "crisis:overdose"\nwhy = "x"\nphrases = "me muero"\n{part}')

    with pytest.raises(
        PhraseFileError, match=r"^es/crisis.toml: a part has `phrases` and `unless`"
    ):
        load_understander(root)


@pytest.mark.parametrize("key", ["phrases", "unless", "only_with"])
@pytest.mark.parametrize("broken", ["?maybe", "me <nobody> muero", "quiero (morir|", "no .... mas"])
def test_a_broken_phrase_is_named_before_a_text_comes(
    written: Callable[[str], Path], key: str, broken: str
) -> None:
    lists = {"phrases": "me muero", key: broken}
    written_so = "\n".join(f'{name} = "{line}"' for name, line in lists.items())
    root = written(f'intent = "crisis:overdose"\nwhy = "x"\n{written_so}')

    with pytest.raises(PhraseFileError, match=r"^es/crisis.toml: ") as named:
        load_understander(root)

    assert any(piece in str(named.value) for piece in broken.split())


def test_no_figure_is_a_word_with_nothing_but_words_that_may_be_missing(
    understander: Understander,
) -> None:
    """ "audio ?se ?corta" would blot out every "audio", and with it what stands beside it."""
    figures = (understander.book.figures, understander.book.elsewhere)
    bare = {
        phrase.text
        for index in figures
        for rule in index.rules
        for phrase in rule.phrases
        if len([step for step in phrase.steps if step.must_be_there]) == 1
        and phrase.steps[-1].optional
        and not phrase.at_end
    }

    assert bare == set()


@pytest.mark.parametrize("text", ["me voy a morir", "se va a morir", "ya me voy a morir"])
def test_who_says_that_death_is_near_is_in_danger(understander: Understander, text: str) -> None:
    assert understander.understand(text).is_crisis
