"""Where settings come from, which source wins, and that no secret shows."""

import traceback

import pytest

from service.settings import SettingsError, load_settings


def test_a_secret_may_come_from_a_file(production, tmp_path):
    key = production.pop("HELPLINE_SECRET_KEY")
    (tmp_path / "key").write_text(key + "\n")

    settings = load_settings({**production, "HELPLINE_SECRET_KEY_FILE": str(tmp_path / "key")})

    assert settings.secret_key == key


def test_a_file_that_is_missing_is_said(production, problems_of, tmp_path):
    production["HELPLINE_METRICS_TOKEN_FILE"] = str(tmp_path / "nothing")

    assert "HELPLINE_METRICS_TOKEN_FILE" in problems_of(production)


def test_a_setting_given_in_both_ways_is_refused(production, problems_of, tmp_path):
    (tmp_path / "key").write_text("anything")
    production["HELPLINE_SECRET_KEY_FILE"] = str(tmp_path / "key")

    assert problems_of(production) == {"HELPLINE_SECRET_KEY": "is given twice"}


def test_an_empty_value_counts_as_not_given(demo):
    assert load_settings({**demo, "HELPLINE_NUMBER": " "}).number == "+18009151270"


def test_a_dotenv_file_is_read_and_the_environment_wins(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PORT=9001\nHELPLINE_NAME=From file\nHELPLINE_DATA_DIR=kept\n")
    monkeypatch.setenv("PORT", "9002")
    for name in ("HELPLINE_NAME", "HELPLINE_DATA_DIR", "HELPLINE_MODE"):
        monkeypatch.delenv(name, raising=False)

    settings = load_settings()

    assert (settings.port, settings.helpline_name) == (9002, "From file")
    assert settings.data_dir == tmp_path / "kept"


def test_the_environment_wins_over_the_other_spelling_in_dotenv(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("TWILIO_AUTH_TOKEN_FILE=nowhere\n")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "mine")

    assert load_settings().twilio_auth_token == "mine"


def test_tokens_being_rotated_are_all_accepted_and_the_first_signs(production):
    production["TWILIO_AUTH_TOKEN"] = "new-token, old-token"

    settings = load_settings(production)

    assert settings.twilio_auth_tokens == ("new-token", "old-token")
    assert settings.twilio_auth_token == "new-token"


def test_no_secret_shows_when_settings_are_printed(production):
    settings = load_settings(production)
    shown = repr(settings) + str(settings)

    for name in ("SECRET_KEY", "DATA_KEYS", "INDEX_KEY", "REDIS_URL"):
        assert production[f"HELPLINE_{name}"].split(",")[0] not in shown
    assert production["TWILIO_AUTH_TOKEN"] not in shown


def test_no_secret_shows_when_settings_are_refused(production):
    production["HELPLINE_SECRET_KEY"] = "my-secret-that-is-short"
    production["HELPLINE_PUBLIC_URL"] = "nonsense"

    with pytest.raises(SettingsError) as refused:
        load_settings(production)

    shown = "".join(traceback.format_exception(refused.value))
    assert "my-secret" not in shown
    assert production["HELPLINE_INDEX_KEY"] not in shown


def test_settings_cannot_be_changed(demo):
    settings = load_settings(demo)

    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1
