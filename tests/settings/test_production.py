"""Production has no default for a secret, and refuses what a demo may do."""

import pytest

from service.settings import load_settings

SECRETS = [
    "HELPLINE_REDIS_URL", "HELPLINE_SECRET_KEY", "HELPLINE_DATA_KEYS", "HELPLINE_INDEX_KEY",
    "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN",
]  # fmt: skip
CHOICES = [
    "HELPLINE_PUBLIC_URL", "HELPLINE_NUMBER", "HELPLINE_BACKUP_NUMBER", "HELPLINE_NAME",
    "HELPLINE_LEGAL_NAME", "HELPLINE_WHO_ANSWERS", "HELPLINE_WHO_PAYS",
    "HELPLINE_WHO_ANSWERS_ES", "HELPLINE_WHO_PAYS_ES",
]  # fmt: skip


def test_a_complete_environment_is_accepted(production):
    settings = load_settings(production)

    assert not settings.is_demo
    assert settings.twilio_api_url is None
    assert settings.twilio_handles_keywords
    assert len(settings.data_keys) == 2
    assert not (settings.data_dir / "keys").exists()


@pytest.mark.parametrize("name", [*SECRETS, *CHOICES])
def test_nothing_important_has_a_default(production, problems_of, name):
    del production[name]

    assert problems_of(production) == {name: "is not set"}


def test_everything_wrong_is_said_at_once(problems_of, tmp_path):
    environ = {
        "HELPLINE_MODE": "production",
        "HELPLINE_DATA_DIR": str(tmp_path),
        "HELPLINE_PUBLIC_URL": "http://helpline.example.org",
        "HELPLINE_NUMBER": "+18009151270",
        "HELPLINE_BACKUP_NUMBER": "+18009151270",
        "HELPLINE_CALL_CEILING_S": "soon",
    }

    problems = problems_of(environ)

    assert set(problems) == {
        *SECRETS, *CHOICES, "HELPLINE_CALL_CEILING_S",
    } - {"HELPLINE_NUMBER"}  # fmt: skip
    assert "not https" in problems["HELPLINE_PUBLIC_URL"]
    assert "own number" in problems["HELPLINE_BACKUP_NUMBER"]


def test_what_a_demo_made_up_is_refused(production, problems_of, demo):
    made_up = load_settings(demo)
    production["HELPLINE_SECRET_KEY"] = made_up.secret_key
    production["TWILIO_AUTH_TOKEN"] = (
        f"{production['TWILIO_AUTH_TOKEN']},{made_up.twilio_auth_token}"
    )
    production["HELPLINE_WHO_ANSWERS"] = made_up.who_answers

    assert problems_of(production) == dict.fromkeys(
        ["HELPLINE_WHO_ANSWERS", "HELPLINE_SECRET_KEY", "TWILIO_AUTH_TOKEN"], "is a demo value"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HELPLINE_MODE", "staging"),
        ("HELPLINE_REDIS_URL", "http://store"),
        ("HELPLINE_PUBLIC_URL", "helpline.example.org"),
        ("HELPLINE_NUMBER", "800-915-1270"),
        ("HELPLINE_SECRET_KEY", "short"),
        ("HELPLINE_INDEX_KEY", "a" * 64),
        ("HELPLINE_DATA_KEYS", ","),
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("HELPLINE_NAME", "A name longer than eighteen"),
        ("HELPLINE_NAME", "Línea"),
        ("HELPLINE_CALL_CEILING_S", "0"),
        ("HELPLINE_WHO_ANSWERS", "a" * 60),
        ("HELPLINE_WHO_ANSWERS_ES", "a" * 60),
        ("PORT", "80000"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(production, problems_of, name, value):
    problems = problems_of({**production, name: value})

    assert name in problems
    if len(value) > 8:
        assert value not in str(problems)


def test_one_key_for_two_purposes_is_refused(production, problems_of):
    production["HELPLINE_INDEX_KEY"] = production["HELPLINE_SECRET_KEY"]

    assert "HELPLINE_SECRET_KEY" in problems_of(production)


@pytest.mark.parametrize(
    ("name", "voice"),
    [
        ("HELPLINE_VOICE_EN", "Google.en-US-Neural2-F"),
        ("HELPLINE_VOICE_EN", "Polly.Joanna-Generative"),
        ("HELPLINE_VOICE_EN", "Polly.Lupe-Neural"),
        ("HELPLINE_VOICE_EN", "alice"),
        ("HELPLINE_VOICE_ES", "Polly.Joanna-Neural"),
    ],
)
def test_a_voice_off_twilios_list_is_refused(production, problems_of, name, voice):
    problems = problems_of(production | {name: voice})

    assert list(problems) == [name]
    assert "HIPAA" in problems[name]


@pytest.mark.parametrize("voice", ["Polly.Matthew-Neural", "Polly.Salli", "woman"])
def test_a_voice_on_twilios_list_is_taken(production, voice):
    assert load_settings(production | {"HELPLINE_VOICE_EN": voice}).voice_en == voice


def test_a_demo_may_try_any_voice(demo):
    voice = "Google.en-US-Neural2-F"

    assert load_settings(demo | {"HELPLINE_VOICE_EN": voice}).voice_en == voice


@pytest.mark.parametrize("voice", ["", '"/><Hangup/>', "Polly Joanna", "Polly..Joanna"])
def test_what_is_no_voice_at_all_is_refused_anywhere(demo, problems_of, voice):
    if not voice:
        assert load_settings(demo | {"HELPLINE_VOICE_EN": ""}).voice_en == "Polly.Joanna-Neural"
    else:
        assert list(problems_of(demo | {"HELPLINE_VOICE_EN": voice})) == ["HELPLINE_VOICE_EN"]


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        ("https://example.org", ""),
        ("https://example.org/", ""),
        ("https://example.org/helpline", "/helpline"),
        ("https://example.org/our/help-line_2/", "/our/help-line_2"),
    ],
)
def test_the_public_url_may_have_a_path(production, url, prefix):
    assert load_settings(production | {"HELPLINE_PUBLIC_URL": url}).url_prefix == prefix


@pytest.mark.parametrize("path", ["a//b", "a b", "%2e%2e", "../x", "a?b", "a;b", "<x>", ".hidden"])
def test_a_path_that_others_may_read_otherwise_is_refused(production, problems_of, path):
    problems = problems_of(production | {"HELPLINE_PUBLIC_URL": f"https://example.org/{path}"})

    assert list(problems) == ["HELPLINE_PUBLIC_URL"]


@pytest.mark.parametrize("offer", ["off", "closed", "unanswered"])
def test_messages_are_off_unless_they_are_chosen(production, offer):
    assert load_settings(production).voicemail == "off"
    assert load_settings(production | {"HELPLINE_VOICEMAIL": offer}).voicemail == offer


@pytest.mark.parametrize(
    ("name", "value"), [("HELPLINE_VOICEMAIL", "always"), ("HELPLINE_VOICEMAIL_DAYS", "31")]
)
def test_a_choice_there_is_not_is_refused(production, problems_of, name, value):
    assert list(problems_of(production | {name: value})) == [name]
