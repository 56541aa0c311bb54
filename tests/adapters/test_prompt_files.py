"""Recordings of prompts: which are played, and what is said of those that cannot be."""

from pathlib import Path

import pytest

from service.adapters.prompt_files import MOST_BYTES, RecordedPrompts, load_prompts
from service.domain.wording import Wording
from tests.sounds import a_wav, an_mp3


def loaded(folder: Path, wording: Wording, **files: bytes) -> RecordedPrompts:
    """Put files there ("en__closing_wav") and load what there is."""
    for name, content in files.items():
        place, ending = name.replace("__", "/").rsplit("_", 1)
        path = folder / f"{place}.{ending}"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
    return load_prompts(folder, wording)


def test_without_the_folder_every_prompt_is_spoken(tmp_path: Path, wording: Wording) -> None:
    prompts = load_prompts(tmp_path / "none", wording)

    assert (prompts.files, prompts.problems) == ({}, ())


def test_a_recording_is_found_by_its_language_and_key(tmp_path: Path, wording: Wording) -> None:
    prompts = loaded(tmp_path, wording, en__closing_wav=a_wav(), es__closing_mp3=an_mp3())

    assert prompts.problems == ()
    assert prompts.paths("/voice/prompts") == {
        ("en", "closing"): "/voice/prompts/en/closing.wav",
        ("es", "closing"): "/voice/prompts/es/closing.mp3",
    }
    assert prompts.named("en", "closing.wav") == tmp_path / "en" / "closing.wav"


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "closing.mp3"),
        ("es", "closing.wav"),
        ("fr", "closing.wav"),
        ("en", "closing"),
        ("en", "../en/closing.wav"),
        ("..", "en/closing.wav"),
        ("en", ""),
        ("en", "secret.env"),
    ],
)
def test_no_other_name_finds_anything(
    tmp_path: Path, wording: Wording, language: str, name: str
) -> None:
    prompts = loaded(tmp_path, wording, en__closing_wav=a_wav(), en__secret_env=b"KEY=1")

    assert prompts.named(language, name) is None


def test_what_only_a_setting_changes_may_be_recorded(tmp_path: Path, wording: Wording) -> None:
    prompts = loaded(tmp_path, wording, en__menu_open_before_wav=a_wav())

    assert "{name}" in wording.prompts["en"]["menu_open_before"].written
    assert prompts.problems == ()
    assert len(prompts.files) == 1


def test_facts_and_topics_may_be_recorded(tmp_path: Path, wording: Wording) -> None:
    prompts = loaded(tmp_path, wording, en__fact_1_wav=a_wav(), es__topic_detox_mp3=an_mp3())

    assert prompts.problems == ()
    assert set(prompts.files) == {("en", "fact_1"), ("es", "topic_detox")}


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("en__callback_saved_wav", a_wav(), "{last_four}, {when}, different on each call"),
        ("en__no_such_sentence_wav", a_wav(), "no sentence has this key"),
        ("en__fact_4_wav", a_wav(), "no sentence has this key"),
        ("en__speech_hints_wav", a_wav(), "no sentence has this key"),
        ("en__closing_ogg", b"OggS", "they end in .wav or .mp3"),
        ("en__closing_wav", an_mp3(), "is no WAV file"),
        ("en__closing_mp3", b"<html>not found</html>", "is no MP3 file"),
        ("en__closing_wav", b"", "is no WAV file"),
        ("en__closing_wav", a_wav() + bytes(MOST_BYTES), "is larger than 8 MB"),
        ("de__closing_wav", a_wav(), "no language of ours"),
    ],
)
def test_what_cannot_be_played_is_said_and_left_out(
    tmp_path: Path, wording: Wording, file: str, content: bytes, why: str
) -> None:
    prompts = loaded(tmp_path, wording, **{file: content})

    (problem,) = prompts.problems
    assert why in problem
    assert problem.startswith("prompts/")
    assert prompts.files == {}


def test_one_sentence_has_one_recording(tmp_path: Path, wording: Wording) -> None:
    prompts = loaded(tmp_path, wording, en__closing_wav=a_wav(), en__closing_mp3=an_mp3())

    assert len(prompts.files) == 1
    assert "another recording" in prompts.problems[0]


def test_what_a_folder_hides_is_not_looked_at(tmp_path: Path, wording: Wording) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / ".gitkeep").touch()

    assert load_prompts(tmp_path, wording).problems == ()
