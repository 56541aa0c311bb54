"""Recordings of prompts: played in a call, fetched without a signature, and nothing else is."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.adapters.prompt_files import load_prompts
from service.adapters.twiml import Manner, voice_twiml
from service.web.ports import NAME
from service.web.voice.prompts import ROUTE
from tests.sounds import a_wav, an_mp3
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard


@pytest.fixture
def board(
    twilio: Twilio, app: Flask, link: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Switchboard:
    """A helpline with a person's voice for the first words, the other language and the end."""
    for name, sound in (
        ("en/menu_open_before.wav", a_wav()),
        ("es/menu_other_language.mp3", an_mp3()),
        ("en/closing.mp3", an_mp3()),
        ("en/not_understood.wav", a_wav()),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(sound)
    web = app.extensions[NAME]
    prompts = load_prompts(tmp_path, web.ports.wording)
    manner = Manner(recorded=prompts.paths(ROUTE))
    changed = replace(
        web,
        recorded_prompt=prompts.named,
        voice_twiml=lambda script: voice_twiml(script, manner),
    )
    monkeypatch.setitem(app.extensions, NAME, changed)
    board = Switchboard(twilio, web.ports, link)
    board.on_shift("amina")
    return board


def played(caller: Caller) -> list[str]:
    return [verb.text or "" for verb in caller.verbs("Play")]


def test_what_is_recorded_is_played_and_the_rest_is_spoken(board: Switchboard) -> None:
    caller = board.someone_calls()

    assert played(caller) == [
        "/voice/prompts/en/menu_open_before.wav",
        "/voice/prompts/es/menu_other_language.mp3",
    ]
    assert caller.hears.startswith("To talk with a person, press 0")


def test_the_slow_repetition_is_all_spoken(board: Switchboard) -> None:
    caller = board.someone_calls().presses("*")

    assert played(caller) == []
    assert caller.hears.startswith("You have reached")


def test_every_recording_a_call_names_can_be_fetched(
    board: Switchboard, client: FlaskClient
) -> None:
    caller = board.someone_calls()

    for address in played(caller):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.mimetype in ("audio/wav", "audio/mpeg")
        assert answer.headers["Cache-Control"] == "max-age=3600, public" or (
            "max-age=3600" in answer.headers["Cache-Control"]
        )
        assert (
            client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code
            == 304
        )


@pytest.mark.parametrize(
    "address",
    [
        "/voice/prompts/en/closing.wav",
        "/voice/prompts/en/menu_open_after.wav",
        "/voice/prompts/en/..%2f..%2fexample.env",
        "/voice/prompts/../../config/example.env",
        "/voice/prompts/en/",
        "/voice/prompts/fr/closing.mp3",
        "/voice/prompts/en/closing.mp3/x",
    ],
)
def test_nothing_else_is_there(board: Switchboard, client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_recordings_are_only_read(board: Switchboard, client: FlaskClient, method: str) -> None:
    answer = client.open("/voice/prompts/en/closing.mp3", method=method)

    assert answer.status_code in (403, 405)


def test_a_recording_taken_away_since_the_start_is_not_found(
    board: Switchboard, client: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "en" / "closing.mp3").unlink()

    assert client.get("/voice/prompts/en/closing.mp3").status_code == 404
