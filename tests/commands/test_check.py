"""`helpline check` prints what Twilio is to answer, word for word what we would answer."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from service.actions.sms import Inbound, receive_sms
from service.cli import helpline
from service.settings import load_settings
from service.wiring import web_ports
from tests.builders import a_sid


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
