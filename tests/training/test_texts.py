"""Labelled texts: every one can be learnt from, and is read as the helpline reads it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.adapters.phrase_files import load_understander
from service.domain.understanding import PhraseBook, Understander
from service.domain.understanding.result import INTENTS
from service.domain.understanding.signs import Kind, Signs
from training.texts import ROOT, Row, labelled_rows, read, rows_of

LANGUAGES = {"en", "es"}


@pytest.fixture(scope="module")
def book() -> PhraseBook:
    return load_understander(ROOT).book


def row(text: str, intent: str = "unknown", channel: str = "sms") -> Row:
    return Row(text, channel, "en", intent, (), "some")


def faults_of(one: Row) -> Iterator[str]:
    if not one.text.strip():
        yield "no text"
    if one.language not in LANGUAGES:
        yield f"no language {one.language!r}"
    yield from (f"no intent {intent!r}" for intent in {one.intent, *one.accept} - {*INTENTS})


def test_every_labelled_text_has_a_language_and_intents_that_there_are() -> None:
    faults = [f"{one.text!r}: {fault}" for one in labelled_rows() for fault in faults_of(one)]

    assert faults == []


def test_a_line_without_more_is_a_text_message_that_is_none_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    file.write_text('{"text": "see u at 8"}\n\n{"text": "no more", "channel": "voice"}\n')

    plain, spoken = rows_of(file)

    assert plain == Row("see u at 8", "sms", "en", "unknown", (), "some")
    assert spoken.channel == "voice"


def test_of_texts_that_read_alike_the_first_is_kept(book: PhraseBook) -> None:
    first, *others = read([row("my head hurts"), row("My head hurts!!", "human"), row("  ")], book)

    assert first.intent == "unknown"
    assert others == []


def test_rules_are_asked_without_signs_and_figures_are_blotted_out(book: PhraseBook) -> None:
    figure, crisis = read([row("this homework is killing me"), row("i want to kill myself")], book)

    assert figure.by_rules == "unknown"
    assert "killing" in figure.words
    assert "killing" not in figure.blotted
    assert crisis.is_found_by_rules


def test_what_is_known_as_a_whole_is_told_from_what_phrases_find(book: PhraseBook) -> None:
    whole, found = read([row("STOP"), row("please take me off this list")], book)

    assert whole.is_known
    assert not found.is_known


def test_what_signs_say_of_a_text_is_not_what_rules_say(book: PhraseBook) -> None:
    kinds = [Kind("crisis:overdose", "signs"), Kind("unknown", "none")]
    knowing = replace(book, signs=Signs(kinds, {"velvet": "crisis:overdose 9"}))

    (one,) = read([row("velvet is nice")], knowing)

    assert Understander(knowing).understand(one.text).is_crisis
    assert not one.is_found_by_rules
