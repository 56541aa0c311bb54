"""The simulator as a process: its options, its end, and what it refuses."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from service.simulator.options import DEFAULT_PHONES, Options, parse_options
from tests.simulator.stand_in import CALLER, HELPLINE, SID, TEXTER, TOKEN, Simulation, until

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "service.simulator", "--port", "0"]


def started(command: list[str] = COMMAND) -> tuple[subprocess.Popen[str], str]:
    """A simulator as a process, and its address."""
    secrets = os.environ | {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": f"{TOKEN},older"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=secrets, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()[-1]


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}state", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def test_it_serves_with_secrets_from_the_environment_and_stops_at_once() -> None:
    process, address = started()
    try:
        base = address.replace("/simulator/", "")
        listed = httpx.get(f"{base}/2010-04-01/Accounts/{SID}/Calls.json", auth=(SID, TOKEN))

        process.send_signal(signal.SIGTERM)

        assert listed.status_code == 200
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of this")
def test_it_is_gone_when_its_parent_is_killed() -> None:
    parent = f"import subprocess; subprocess.run({COMMAND!r})"
    process, address = started([sys.executable, "-c", parent])
    until(lambda: answers(address), "it serves")

    process.kill()
    process.wait()

    until(lambda: not answers(address), "gone with its parent")


def test_options_are_read_from_a_command_line() -> None:
    words = "--port 9 --speed 20 --webhook-url http://127.0.0.1:5/ --public-url https://a.example/"

    options = parse_options([*words.split(), "--phone", "Aunt=+12125550177"], {})

    assert (options.port, options.speed) == (9, 20.0)
    assert options.webhook_url == "http://127.0.0.1:5"
    assert options.signed_url == "https://a.example"
    assert options.phones == (("Aunt", "+12125550177"),)


def test_without_options_there_are_four_phones_and_real_time() -> None:
    options = parse_options([], {"TWILIO_AUTH_TOKEN": "one,two"})

    assert options.phones == DEFAULT_PHONES
    assert (options.speed, options.auth_token) == (1.0, "one")
    assert options.signed_url == options.webhook_url == "http://127.0.0.1:8000"


def test_a_token_is_never_shown() -> None:
    assert TOKEN not in repr(Options(auth_token=TOKEN))


@pytest.mark.parametrize("words", [["--phone", "Aunt"], ["--speed", "0"], ["--phone", "A=12"]])
def test_options_without_sense_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        parse_options(words, {})


def test_the_state_is_sent_only_when_something_changed(sim: Simulation) -> None:
    version = sim.state()["version"]

    assert sim.http.get(f"/simulator/state?since={version}").status_code == 204
    sim.does(TEXTER, "text", body="hi")
    assert sim.http.get(f"/simulator/state?since={version}").json()["version"] > version


@pytest.mark.parametrize(
    ("path", "wish", "status"),
    [
        (f"phones/{TEXTER}/text", {"body": ""}, 400),
        (f"phones/{TEXTER}/text", {"body": 7}, 400),
        (f"phones/{TEXTER}/text", {"body": "x", "media": -1}, 400),
        (f"phones/{TEXTER}/text", ["body"], 400),
        (f"phones/{TEXTER}/dance", {}, 404),
        ("phones/abc/call", {}, 404),
        (f"phones/{CALLER}/hangup", {}, 409),
        (f"phones/{CALLER}/answer", {}, 409),
        (f"phones/{CALLER}/say", {"text": "x", "confidence": 7}, 400),
        (f"phones/{CALLER}/line", {"line": "cut"}, 409),
        ("faults", {"path": 1}, 400),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(
    sim: Simulation, path: str, wish: object, status: int
) -> None:
    answer = sim.http.post(f"/simulator/{path}", json=wish)

    assert answer.status_code == status
    assert answer.json()["error"]


def test_only_json_is_taken_from_a_page(sim: Simulation) -> None:
    answer = sim.http.post(f"/simulator/phones/{TEXTER}/text", data={"body": "hi"})

    assert answer.status_code == 415


def test_many_calls_and_texts_at_once_all_come_to_an_end(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Enqueue waitUrl="/wait" action="/left">q</Enqueue>')
    sim.service.says("/wait", '<Pause length="20"/><Leave/>')
    sim.service.says("/left", "<Say>Goodbye</Say>")
    sim.service.says("/sms/inbound", "<Message>Hello</Message>")
    numbers = [f"+130555501{n:02d}" for n in range(100)]

    calls = [sim.does(number, "call") for number in numbers]
    texts = [sim.does(number, "text", body="hi") for number in numbers]

    ends = [sim.ended(sid) for sid in calls]
    assert {end["status"] for end in ends} == {"completed"}
    assert all(end["heard"][-1]["text"] == "Goodbye" for end in ends)
    until(lambda: len(sim.service.at("/sms/status")) == 200, "all answers delivered")
    assert len({one.fields["MessageSid"] for one in sim.service.at("/sms/inbound")}) == len(texts)
    assert all(one.genuine for one in sim.service.requests)
    assert sim.twilio.messages.list(from_=HELPLINE, page_size=30, limit=1000)[99].sid
