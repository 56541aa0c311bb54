"""`helpline check` prints what to set at Twilio, and how calls sound."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from service.actions.sms import Inbound, receive_sms
from service.actions.troubles import CREDENTIALS, TWILIO, raise_alarm
from service.adapters.crisis_lines_file import load_crisis_lines
from service.adapters.prompt_files import load_prompts
from service.adapters.referrals_file import load_referrals
from service.cli import helpline
from service.commands.check import HOURS
from service.settings import load_settings
from service.wiring import web_ports
from tests.builders import a_sid
from tests.sounds import a_wav


@pytest.fixture
def environment(link: object, valkey_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "HELPLINE_MODE": "demo",
        "HELPLINE_REDIS_URL": valkey_url,
        "HELPLINE_DATA_DIR": str(tmp_path),
    }


def test_the_words_to_set_at_twilio_are_the_words_we_text(environment: dict[str, str]) -> None:
    ours, _ = web_ports(load_settings(environment))
    told = CliRunner().invoke(helpline, ["check"], env=environment, catch_exceptions=False).output

    for place, word in enumerate(("HELP", "STOP", "QUIT", "START")):
        inbound = Inbound(sid=a_sid(), phone=f"+1212555{place + 110:04}", body=word)
        assert f"{receive_sms(ours, inbound).messages[0]}\n" in told

    assert "TWILIO_HANDLES_KEYWORDS now says" in told


def checked(environment: dict[str, str], **more: str) -> str:
    """What `helpline check` prints."""
    return CliRunner().invoke(helpline, ["check"], env=environment | more).output


def test_the_addresses_to_set_at_twilio_are_the_whole_of_them(environment: dict[str, str]) -> None:
    told = checked(environment, HELPLINE_PUBLIC_URL="https://example.org/helpline")

    assert "calls: https://example.org/helpline/voice/inbound" in told
    assert "A proxy may strip /helpline or hand it on" in told


def test_the_voices_are_named_and_one_off_the_list_is_told(environment: dict[str, str]) -> None:
    told = checked(environment, HELPLINE_VOICE_ES="Google.es-US-Neural2-A")

    assert "Voices: English Polly.Joanna-Neural, Spanish Google.es-US-Neural2-A." in told
    assert "HELPLINE_VOICE_ES is not on Twilio's HIPAA list" in told


def test_recordings_are_counted_and_what_is_wrong_with_them_is_said(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "prompts"
    monkeypatch.setattr(
        "service.commands.check.prompts_of", lambda wording: load_prompts(folder, wording)
    )
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "menu_open_before.wav").write_bytes(a_wav())
    fine = checked(environment)
    (folder / "en" / "callback_saved.wav").write_bytes(a_wav())
    wrong = checked(environment)

    assert "Prompts recorded by a person: 1" in fine
    assert "record anew when that setting changes: en/menu_open_before.wav (name)" in fine
    assert "- prompts/en/callback_saved.wav: the sentence holds {last_four}, {when}" in wrong
    assert "not fit to run" in wrong


def test_each_user_of_the_store_is_tried(environment: dict[str, str], valkey_url: str) -> None:
    shared = checked(environment)
    all_powerful = checked(environment, HELPLINE_REDIS_URL_WEB=valkey_url)

    assert "not set are HELPLINE_REDIS_URL_WEB" in shared
    assert "All is well" in shared
    assert "- store: the user of web may rpush rq:queue:calls, which it must not" in all_powerful
    assert "not fit to run" in all_powerful


def test_a_demo_s_own_store_has_its_users_from_the_start(tmp_path: Path) -> None:
    told = CliRunner().invoke(helpline, ["check"], env={"HELPLINE_DATA_DIR": str(tmp_path)}).output

    assert "Store users: web, worker and sweep, each tried with its own rights." in told
    assert "All is well" in told


def test_what_the_running_service_has_noticed_is_a_problem(environment: dict[str, str]) -> None:
    ours, _ = web_ports(load_settings(environment))
    raise_alarm(ours, TWILIO, CREDENTIALS)

    told = CliRunner().invoke(helpline, ["check"], env=environment)

    assert f"- running: {CREDENTIALS}" in told.output
    assert told.exit_code == 1


def test_calling_hours_beyond_the_rule_are_named_and_are_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = HOURS.read_text(encoding="utf-8")
    wide = tmp_path / "hours.toml"
    wide.write_text(shipped.replace('closes = "20:00"', 'closes = "23:30"'), encoding="utf-8")
    as_shipped = CliRunner().invoke(helpline, ["check", "--content"])
    monkeypatch.setattr("service.commands.check.HOURS", wide)

    told = CliRunner().invoke(helpline, ["check", "--content"])

    assert "from 08:00 to 23:30 on their own clock" in told.output
    assert "names 08:00 to 21:00" in told.output
    assert told.exit_code == 0
    assert "on their own clock" not in as_shipped.output


@pytest.mark.parametrize(
    ("load", "text", "words"),
    [
        (load_referrals, '[[referrals]]\nnam = "x"\n', "a referral has no words for 'name'"),
        (load_crisis_lines, '[[line]]\nen = "x"\n', "the file has no line; it knows lines"),
    ],
)
def test_a_bad_list_is_a_problem_among_others(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load, text, words
) -> None:
    bad = tmp_path / "list.toml"
    bad.write_text(text, encoding="utf-8")
    for reader in ("service.commands.check", "service.wiring.choices"):
        monkeypatch.setattr(f"{reader}.{load.__name__}", lambda _: load(bad))

    told = CliRunner().invoke(helpline, ["check"], env=environment)

    assert f"- list.toml: {words}" in told.output
    assert "1 found; the helpline is not fit to run like this." in told.output
    assert told.exit_code == 1


@pytest.mark.parametrize(
    ("wrong", "found"),
    [({"PORT": "99999"}, 1), ({"PORT": "x", "HELPLINE_NUMBER": "1"}, 2)],
)
def test_what_could_not_be_looked_at_is_said_and_is_no_problem(
    environment: dict[str, str], wrong: dict[str, str], found: int
) -> None:
    told = CliRunner().invoke(helpline, ["check"], env=environment | wrong)

    assert f"{found} found; the helpline is not fit to run like this." in told.output
    assert told.output.count("\n- ") + told.output.startswith("- ") == found
    assert "The store was not looked at, since the settings are not complete." in told.output
    assert "SIMULATOR" not in told.output
    assert told.exit_code == 1


def test_a_store_that_was_looked_at_is_not_said_to_be_left_out(environment: dict[str, str]) -> None:
    assert "not looked at" not in checked(environment)
    assert "not looked at" not in CliRunner().invoke(helpline, ["check", "--content"]).output
