"""The wire between the service and its store is cut in five ways, under load: nobody is told that
something is saved when it is not, everybody reads or hears words in time, all takes effect once.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.checker import Ledger
from tests.faults.conftest import Scene, start
from tests.faults.crowd import specialists_at_work
from tests.faults.exchange import Exchange
from tests.faults.people import Line
from tests.faults.proxy import MODES, Wire
from tests.faults.scale import LONG, percentile, report, scale
from tests.faults.staff import Specialist
from tests.faults.test_d_store_killed import is_mute
from tests.journeys.running import RunningHelpline, wait_for
from tests.valkey import a_valkey

ANSWERED_WITHIN_S = 5 if LONG else 14  # of a few, one may be late on a busy machine
BACK_WITHIN_S = 60
CUT_FOR_S = scale(3, 30)
ASKING_AT_ONCE = 4


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    """A store behind a wire of ours."""
    with a_valkey() as url:
        made = Wire(url.removeprefix("unix://"))
        yield made
        made.close()


@pytest.fixture(scope="module")
def wired(
    wire: Wire, exchange: Exchange, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningHelpline]:
    """A helpline that reaches its store over that wire."""
    address = f"redis://127.0.0.1:{wire.port}"
    home = tmp_path_factory.mktemp("wired")
    helpline = start(home, exchange, HELPLINE_REDIS_URL=address)
    helpline.wait_until_ready()
    yield helpline
    helpline.end_for_sure()


def test_a_cut_wire_breaks_no_promise(
    wired: RunningHelpline,
    wire: Wire,
    exchange: Exchange,
    fresh_numbers: Callable[[int], list[str]],
) -> None:
    scene = Scene(wired, exchange, Line(wired.port), Ledger(), fresh_numbers)
    exchange.line = scene.line
    asked: list[str] = []
    back_s: dict[str, float] = {}

    with specialists_at_work(scene) as staff:
        for mode in MODES:
            asked += cut_for_a_while(scene, wire, mode)
            back_s[mode] = round(until_somebody_is_reached(scene, staff), 1)
    verdict = scene.verdict()
    mute = [each for each in scene.line.seen if is_mute(each)]
    times = [each.took_s for each in scene.line.seen if not is_report(each.path)]
    report(
        "the wire to the store is cut",
        trials=len(asked), hits=dict(wire.hits), acknowledged=len(scene.ledger.acknowledged),
        lost=len(verdict.lost), double=len(verdict.double), without_words=len(mute),
        answer_s_p50=percentile(times, 0.5), worst=percentile(times, 1.0), back_s=back_s,
    )  # fmt: skip

    assert all(wire.hits[mode] for mode in MODES), wire.hits
    assert (verdict.lost, verdict.double) == ((), ())
    assert not mute, mute[0]
    assert max(times) < ANSWERED_WITHIN_S
    assert max(back_s.values()) <= BACK_WITHIN_S


def cut_for_a_while(scene: Scene, wire: Wire, mode: str) -> list[str]:
    """People text and call all the while; returns who."""
    people = iter(scene.people(400))
    asked: list[str] = []
    enough = threading.Event()

    def crowd() -> None:
        while not enough.is_set():
            phone = next(people)
            asked.append(phone)
            by_phone = len(asked) % 2 == 0
            say = scene.line.call_and_press_5 if by_phone else lambda p: scene.line.text(p, "CALL")
            scene.ledger.reads(phone, say(phone))
            time.sleep(0.05)

    with ThreadPoolExecutor(ASKING_AT_ONCE) as pool:
        for _ in range(ASKING_AT_ONCE):
            pool.submit(crowd)
        wire.misbehave(mode)
        time.sleep(CUT_FOR_S)
        wait_for(lambda: wire.hits[mode], 60, f"somebody meets it: {mode}")
        wire.misbehave("")
        enough.set()
    return asked


def until_somebody_is_reached(scene: Scene, staff: list[Specialist]) -> float:
    """How long after the cut a person is dialled and talked with again."""
    [phone] = scene.people(1)
    before = sum(each.reached for each in staff)
    wait_for(
        lambda: scene.ledger.reads(phone, scene.line.text(phone, "CALL")), 60, "a request is saved"
    )
    return wait_for(lambda: sum(each.reached for each in staff) > before, 300, "work goes on")


def is_report(path: str) -> bool:
    """Whether nobody waits for words there."""
    return path.startswith(("/voice/status", "/sms/status"))
