"""Two specialists whose phones ring at once press 1 in the same instant, each answered by another
connection to two web processes: one is led to the caller, the other hears that it is taken.
"""

import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tests.faults.exchange import Exchange, Ring
from tests.faults.people import ACCOUNT, HELPLINE, TOKEN, Line, Seen, a_call, numbers
from tests.journeys.running import RunningHelpline, wait_for

RACES = 50 if os.environ.get("LONG") else 12
TAKEN = "Thank you, the call is already taken. Goodbye."


class PhonesInHand(Exchange):
    """Twilio's REST side; what the phones do is done by the test."""

    def _play(self, ring: Ring) -> None:
        ring.status = "ringing"


@pytest.fixture
def exchange() -> Iterator[PhonesInHand]:
    made = PhonesInHand()
    yield made
    made.close()


@pytest.fixture
def helpline(tmp_path: Path, exchange: PhonesInHand) -> Iterator[RunningHelpline]:
    running = RunningHelpline(
        tmp_path,
        HELPLINE_RINGING="all-at-once",
        HELPLINE_WEB_PROCESSES="2",
        TWILIO_API_URL=f"http://127.0.0.1:{exchange.port}",
        TWILIO_ACCOUNT_SID=ACCOUNT,
        TWILIO_AUTH_TOKEN=TOKEN,
    )
    running.wait_until_ready()
    yield running
    running.end_for_sure()


def of(ring: Ring, status: str = "in-progress", **more: str) -> dict[str, str]:
    """The fields of a webhook about a phone we rang."""
    return {
        "CallSid": ring.sid,
        "From": HELPLINE,
        "To": ring.to,
        "CallStatus": status,
        "Direction": "outbound-api",
        **more,
    }


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def someone_waits(line: Line, phone: str) -> dict[str, str]:
    """A caller who pressed 0 and hears the first words of the wait."""
    call = a_call(phone)
    menu = line.post("/voice/inbound", call)
    enqueued = line.post(menu.target("Gather"), {**call, "Digits": "0"})
    assert enqueued.document is not None
    enqueue = next(enqueued.document.iter("Enqueue"))
    queue = {"QueueSid": "QU" + secrets.token_hex(16), "QueueTime": "0"}
    assert line.post(enqueue.get("waitUrl") or "", {**call, **queue}).status == 200
    return call


def picked_up(line: Line, ring: Ring) -> str:
    """Where a key of this phone goes, once it is answered."""
    line.post(path_of(ring.report_to), of(ring))
    return line.post(path_of(ring.url), of(ring)).target("Gather")


def end(line: Line, call: dict[str, str], rings: list[Ring]) -> None:
    """The caller hangs up, and so does everybody else."""
    line.post("/voice/status", {**call, "CallStatus": "completed"})
    for ring in rings:
        ring.status = "completed"
        line.post(path_of(ring.report_to), of(ring, "completed"))


@pytest.mark.stack
@pytest.mark.timeout(300)
def test_two_who_press_1_over_two_web_processes_have_one_winner(
    helpline: RunningHelpline, exchange: PhonesInHand
) -> None:
    lines = [Line(helpline.port) for _ in range(2)]
    together = Barrier(2)

    def press(line: Line, ring: Ring, key: str) -> Seen:
        together.wait()
        return line.post(key, of(ring, Digits="1"))

    for race, phone in enumerate(numbers()[:RACES]):
        call = someone_waits(lines[0], phone)
        wait_for(lambda race=race: len(exchange.rings) == 2 * race + 2, 60, "both phones ring")
        rings = exchange.rings[-2:]
        keys = [picked_up(line, ring) for line, ring in zip(lines, rings, strict=True)]

        with ThreadPoolExecutor(2) as pressing:
            heard = list(pressing.map(press, lines, rings, keys))

        assert len({ring.to for ring in rings}) == 2
        joined = [bool(each.target("Conference")) for each in heard]
        assert sorted(joined) == [False, True], race
        assert heard[joined.index(False)].words == TAKEN
        end(lines[0], call, rings)
