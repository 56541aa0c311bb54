"""A text, a call and a callback through the whole stack: separate processes, a real Valkey, signed
webhooks, twilio's own REST client, and phones that follow TwiML."""

import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis

from tests.journeys.people import PATIENCE_S, Phone, ask
from tests.journeys.running import RunningHelpline, is_alive, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

TEXTER, CALLER, STRANGER = "+12125550142", "+13105550117", "+14155550123"
PARTS = {
    *("store", "web-1", "web-2", "worker-calls", "worker-texts", "worker-records"),
    *("sweep", "simulator", "supervisor"),
}
FIRST, SECOND = "+16465550101", "+16465550102"


@pytest.fixture(scope="module")
def helpline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHelpline]:
    running = RunningHelpline(tmp_path_factory.mktemp("journey"), HELPLINE_SIMULATOR_SPEED="4")
    running.wait_until_ready()
    yield running
    running.end_for_sure()


def api(helpline: RunningHelpline, path: str, body: dict[str, Any] | None = None) -> Any:
    return ask(helpline, f"/api/v1{path}", body, token="demo-specialist")


def state_of(helpline: RunningHelpline, callback: str) -> str:
    return str(api(helpline, f"/callbacks/{callback}")["state"])


def becomes(helpline: RunningHelpline, callback: str, state: str) -> None:
    wait_for(lambda: state_of(helpline, callback) == state, PATIENCE_S, f"{callback} is {state}")


def test_every_part_is_a_process_of_its_own(helpline: RunningHelpline) -> None:
    # The second web process and the workers begin once the first web process answers.
    wait_for(lambda: set(helpline.processes()) >= PARTS, PATIENCE_S, "every part has begun")
    pids = helpline.processes()

    assert len(set(pids.values())) == len(pids)
    assert all(is_alive(pid) for pid in pids.values())
    # The store is a real server, not something inside another process.
    assert b"valkey-server" in Path(f"/proc/{pids['store']}/cmdline").read_bytes()


def test_a_text_brings_a_fact_with_its_source(helpline: RunningHelpline) -> None:
    texter = Phone(helpline, TEXTER)

    fact = texter.texts("KETAMINE")
    source = texter.texts("SOURCE")

    assert "hallucinogen" in fact[0]["body"]
    assert "How Does Ketamine Addiction Treatment Work?" in source[0]["body"]


def test_a_callback_goes_from_the_text_to_the_outcome(helpline: RunningHelpline) -> None:
    texter, specialist = Phone(helpline, TEXTER), Phone(helpline, FIRST)
    texter.texts("CALL")

    claimed = api(helpline, "/callbacks/next", {})
    api(helpline, f"/callbacks/{claimed['id']}/call", {"token": claimed["token"]})
    specialist.answers()
    specialist.presses("1")
    texter.answers()
    neutral = texter.heard().casefold()
    texter.presses("1")
    texter.is_joined_with(specialist)
    becomes(helpline, claimed["id"], "talking")
    texter.hangs_up()
    becomes(helpline, claimed["id"], "claimed")
    close = {"token": claimed["token"], "outcome": "reached"}
    closed = api(helpline, f"/callbacks/{claimed['id']}/close", close)

    assert closed["state"] == "closed"
    assert "ketamin" not in neutral
    assert "treatment" not in neutral
    assert "addict" not in neutral


def test_a_caller_reaches_a_specialist_and_nobody_else_is_rung(helpline: RunningHelpline) -> None:
    caller, first, second = (Phone(helpline, n) for n in (CALLER, FIRST, SECOND))

    caller.calls()
    caller.presses("0")
    wait_for(lambda: first.rings() or second.rings(), PATIENCE_S, "a specialist rings")
    taker, other = (first, second) if first.rings() else (second, first)
    taker.answers()
    taker.presses("1")
    caller.is_joined_with(taker)

    assert not other.rings()
    caller.hangs_up()
    wait_for(lambda: not taker.call(), PATIENCE_S, "the room is empty")


def test_a_specialist_who_does_not_press_1_is_not_given_the_caller(
    helpline: RunningHelpline,
) -> None:
    texter, specialist = Phone(helpline, STRANGER), Phone(helpline, FIRST)
    wait_for(lambda: not specialist.call(), PATIENCE_S, "a free phone")
    texter.texts("CALL")
    claimed = api(helpline, "/callbacks/next", {})
    api(helpline, f"/callbacks/{claimed['id']}/call", {"token": claimed["token"]})

    specialist.answers()
    specialist.hangs_up()
    becomes(helpline, claimed["id"], "claimed")

    assert not texter.call()
    release = {"token": claimed["token"]}
    assert api(helpline, f"/callbacks/{claimed['id']}/release", release)["state"] == "waiting"
    texter.texts("NOCALL")


def test_everything_that_crossed_the_wire_was_signed_and_well_received(
    helpline: RunningHelpline,
) -> None:
    texter, caller = Phone(helpline, TEXTER), Phone(helpline, STRANGER)
    texter.texts("MENU")
    caller.calls()
    caller.hangs_up()

    wire = ask(helpline, "/simulator/wire")
    webhooks = [each for each in wire if each["direction"] == "webhook"]

    paths = {urlsplit(each["url"]).path for each in webhooks}
    assert paths >= {"/sms/inbound", "/voice/inbound"}
    assert [each["url"] for each in webhooks if not each["signed"]] == []
    assert [(each["url"], each["status"]) for each in wire if each["status"] >= 400] == []
    assert ask(helpline, "/simulator/state")["errors"] == []


def test_the_same_webhook_without_a_signature_is_refused(helpline: RunningHelpline) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{helpline.port}/sms/inbound", data=b"Body=CALL", method="POST"
    )

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)

    assert refused.value.code == 403


def test_no_number_and_no_word_of_anybody_reaches_a_log(helpline: RunningHelpline) -> None:
    Phone(helpline, TEXTER).texts("my secret canary word is heliotrope")

    said = helpline.said + "".join(p.read_text() for p in helpline.data_dir.rglob("*.log"))

    assert "heliotrope" not in said
    assert TEXTER not in said
    assert TEXTER.removeprefix("+1") not in said


def test_every_process_was_its_own_user_of_the_store_and_none_was_refused_anything(
    helpline: RunningHelpline,
) -> None:
    address = (helpline.data_dir / "store.url").read_text().strip()

    with redis.Redis.from_url(address, decode_responses=True) as owner:
        users = {str(each["user"]) for each in owner.client_list()}
        refused = [f"{each['username']}: {each['object']}" for each in owner.acl_log()]

    assert users >= {"web", "worker", "sweep"}
    assert refused == []
