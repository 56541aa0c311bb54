"""A number and some words that stand out go through everything, and are then looked for wherever
they must not be: logs, the store's file, what RQ keeps, metrics, addresses. A helpline of its own,
as every process of it is searched, its failures too.
"""

import re
import sys
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import pytest
import redis

from tests.journeys.people import PATIENCE_S, Phone, ask
from tests.journeys.running import RunningHelpline, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

TEXTER, CALLER, SPECIALIST = "+12125550187", "+13105550176", "+16465550101"
BODY, NOTE = "heliotrope", "quincunx"
# However it is written: with or without country code, in groups, for the ear or in an address.
DIGITS = re.compile(rb"212\D{0,9}555\D{0,3}0187|310\D{0,9}555\D{0,3}0176")
TREATMENT = re.compile(rb"ketamin|withdrawal|addict|treatment|detox", re.IGNORECASE)


@pytest.fixture(scope="module")
def helpline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHelpline]:
    running = RunningHelpline(tmp_path_factory.mktemp("canary"), HELPLINE_SIMULATOR_SPEED="4")
    try:
        running.wait_until_ready()
        through_everything(running)
        yield running
    finally:
        running.end_for_sure()


@pytest.fixture
def owner(helpline: RunningHelpline) -> Iterator["redis.Redis"]:
    address = (helpline.data_dir / "store.url").read_text().strip()
    with redis.Redis.from_url(address) as client:
        yield client


def api(helpline: RunningHelpline, path: str, body: dict[str, object] | None = None):
    return ask(helpline, f"/api/v1{path}", body, token="demo-specialist")


def through_everything(helpline: RunningHelpline) -> None:
    """A text, a call, a callback with a note, a crisis, an export, and what fails on the way."""
    texter, caller, specialist = (Phone(helpline, n) for n in (TEXTER, CALLER, SPECIALIST))
    texter.texts("WITHDRAWAL")
    texter.texts(f"my {BODY} is 212-555-0187, is ketamine withdrawal bad?")
    texter.texts("CALL")
    claimed = api(helpline, "/callbacks/next", {})
    api(helpline, f"/callbacks/{claimed['id']}/call", {"token": claimed["token"]})
    specialist.answers()
    specialist.presses("1")
    texter.answers()
    texter.presses("1")
    texter.is_joined_with(specialist)
    texter.hangs_up()
    address = f"/callbacks/{claimed['id']}"
    wait_for(lambda: api(helpline, address)["state"] == "claimed", PATIENCE_S, "the call's end")
    notes = f"{NOTE}: reached at {TEXTER}"
    close = {"token": claimed["token"], "outcome": "reached", "notes": notes}
    api(helpline, f"/callbacks/{claimed['id']}/close", close)
    caller.calls()
    caller.presses("5")
    caller.hangs_up()
    for phone in (caller, texter):
        phone.texts(f"i want to kill myself {BODY}")
    wrong = {"phone": f"{TEXTER}0187 {BODY}"}, {"phone": TEXTER, "reason": BODY}, {BODY: TEXTER}
    for bad in wrong:
        with pytest.raises(HTTPError):
            api(helpline, "/callbacks", bad)
    break_a_job(helpline)


def break_a_job(helpline: RunningHelpline) -> None:
    """Twilio fails in its worst way: the error that comes back names the number."""
    for status, code in ((400, 13224), (500, 20500)):
        fault = {"path": "/Calls.json", "method": "POST", "status": status, "code": code}
        ask(helpline, "/simulator/faults", fault | {"message": f"{TEXTER} {BODY}"})
    caller = Phone(helpline, CALLER)
    caller.calls()
    caller.presses("0")
    wait_for(lambda: not faults_left(helpline), PATIENCE_S, "failures")
    caller.hangs_up()


def faults_left(helpline: RunningHelpline) -> object:
    """The failures that were ordered and have not come about yet."""
    return ask(helpline, "/simulator/faults")


def hits(found: bytes) -> list[bytes]:
    """What stands out in this, with a little of what is around it."""
    words = [m.start() for word in (BODY, NOTE) for m in re.finditer(word.encode(), found)]
    numbers = [m.start() for m in DIGITS.finditer(found)]
    return [found[max(0, at - 60) : at + 40] for at in (*words, *numbers)]


def test_no_log_and_no_file_but_the_keys_has_them(helpline: RunningHelpline) -> None:
    said = {"said": helpline.said.encode()}
    files = {str(p): p.read_bytes() for p in helpline.data_dir.rglob("*") if p.is_file()}

    assert any("appendonly" in name for name in files)
    assert any("metrics" in name for name in files)
    assert {name: hits(each) for name, each in (said | files).items() if hits(each)} == {}


def dumped(owner: "redis.Redis", pattern: str = "*") -> dict[bytes, bytes]:
    """Every key with its name and value; what ended since its key was found is left out."""
    found = {key: owner.dump(key) for key in owner.scan_iter(pattern)}
    return {key: key + value for key, value in found.items() if value is not None}


def test_nothing_in_the_store_has_them_before_or_after_a_rewrite(
    helpline: RunningHelpline, owner: "redis.Redis"
) -> None:
    kept = dumped(owner)
    owner.bgrewriteaof()
    wait_for(lambda: not owner.info("persistence")["aof_rewrite_in_progress"], 60, "rewritten")
    files = {
        str(path).encode(): path.read_bytes()
        for path in (helpline.data_dir / "store" / "appendonlydir").iterdir()
    }

    assert len(kept) > 20
    assert {name: hits(each) for name, each in (kept | files).items() if hits(each)} == {}


def test_rq_knows_neither_them_nor_what_it_is_about(owner: "redis.Redis") -> None:
    kept = dumped(owner, "rq:*").values()

    assert kept
    assert [each for each in kept if hits(each) or TREATMENT.search(each)] == []


def test_the_metrics_do_not_know_them(helpline: RunningHelpline) -> None:
    address = f"http://127.0.0.1:{helpline.port}/metrics"
    with urlopen(address, timeout=30) as answer:
        page = answer.read()

    assert b"/sms/inbound" in page
    assert hits(page) == []


def test_no_address_that_crossed_the_wire_had_them(helpline: RunningHelpline) -> None:
    wire = ask(helpline, "/simulator/wire")
    webhooks = [unquote(each["url"]) for each in wire if each["direction"] == "webhook"]
    ours = [unquote(urlsplit(url).path + "?" + urlsplit(url).query).encode() for url in webhooks]

    assert len(ours) > 10
    assert [url for url in ours if hits(url) or TREATMENT.search(url)] == []


def test_the_search_finds_what_it_is_for() -> None:
    for written in ("+12125550187", "212-555-0187", "(310) 555-0176", "to=%2B12125550187", BODY):
        assert hits(f"x {written} y".encode()), written
