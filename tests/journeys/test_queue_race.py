"""Many clients take from one queue through two web processes, and a third process looks on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.journeys.running import RunningHelpline

TOKENS = ("demo-specialist", "demo-specialist-2")
CLIENTS = 8
AREA_CODES = ("212", "646", "917")
Claim = tuple[str, int, str]


@pytest.fixture
def helpline(tmp_path: Path) -> Iterator[RunningHelpline]:
    running = RunningHelpline(tmp_path)
    running.wait_until_ready()
    yield running
    running.end_for_sure()


def a_client(helpline: RunningHelpline, token: str) -> httpx.Client:
    """Somebody's own system with one token."""
    return httpx.Client(
        base_url=f"http://127.0.0.1:{helpline.port}/api/v1",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )


def fill(helpline: RunningHelpline) -> set[str]:
    """Have 270 people ask for a call."""
    with a_client(helpline, TOKENS[0]) as client:
        answers = [
            client.post("/callbacks", json={"phone": f"+1{area}55501{last:02}"})
            for area in AREA_CODES
            for last in range(90)
        ]
    assert {answer.status_code for answer in answers} == {201}
    return {answer.json()["id"] for answer in answers}


def empty(helpline: RunningHelpline, number: int) -> list[Claim]:
    """Take the next until nothing is left; every third goes back once, and is taken anew."""
    claims: list[Claim] = []
    with a_client(helpline, TOKENS[number % 2]) as client:
        while (answer := client.post("/callbacks/next")).status_code != 204:
            assert answer.status_code == 200, answer.text
            claim = answer.json()
            claims.append((claim["id"], claim["token"], claim["specialist"]))
            if claim["token"] == 1 and len(claims) % 3 == 0:
                proof = {"token": claim["token"]}
                released = client.post(f"/callbacks/{claim['id']}/release", json=proof)
                assert released.status_code == 200, released.text
                stale = client.post(f"/callbacks/{claim['id']}/call", json=proof)
                assert stale.status_code == 409, stale.text
    return claims


def read_by_another_process(helpline: RunningHelpline) -> dict[str, str]:
    """Who holds what, as the command line sees it."""
    listed = subprocess.run(
        [sys.executable, "-m", "service.cli", "callbacks", "--json"],
        env=helpline.environ,
        cwd=helpline.directory,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    return {row["id"]: row["specialist"] for row in rows if row["state"] == "claimed"}


@pytest.mark.stack
def test_eight_clients_over_two_web_processes_never_share_a_callback(
    helpline: RunningHelpline,
) -> None:
    asked = fill(helpline)

    with ThreadPoolExecutor(CLIENTS) as crowd:
        taken = list(crowd.map(lambda number: empty(helpline, number), range(CLIENTS)))

    claims = [claim for each in taken for claim in each]
    proofs = [(callback_id, token) for callback_id, token, _ in claims]
    assert len(proofs) == len(set(proofs))
    newest = {name: max(t for i, t, _ in claims if i == name) for name in asked}
    owners = {name: who for name, token, who in claims if token == newest[name]}
    assert read_by_another_process(helpline) == owners
    assert set(owners) == asked
