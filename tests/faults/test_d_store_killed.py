"""The store is killed under load: whatever was acknowledged is there when it is back."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import Scene
from tests.faults.crowd import ask_until_told
from tests.faults.people import Seen
from tests.faults.scale import LONG, percentile, report, scale
from tests.journeys.running import wait_for

BACK_WITHIN_S = 10 if LONG else 30  # of a few, one may be late on a busy machine
ASKING_AT_ONCE = 6


def test_every_acknowledged_request_survives_the_death_of_the_store(scene: Scene) -> None:
    kills, enough = scale(5, 200), threading.Event()
    people = iter(scene.people(scale(1_500, 20_000)))
    asked: list[str] = []
    away_s: list[float] = []

    def crowd() -> None:
        while not enough.is_set():
            phone = next(people)
            asked.append(phone)
            ask_until_told(scene, phone, by_phone=len(asked) % 3 == 0)

    with ThreadPoolExecutor(ASKING_AT_ONCE) as pool:
        for _ in range(ASKING_AT_ONCE):
            pool.submit(crowd)
        for _ in range(kills):
            told = len(scene.ledger.acknowledged)
            wait_for(lambda n=told: len(scene.ledger.acknowledged) > n + 5, 60, "load")
            pid = scene.helpline.kill("store")
            began = time.monotonic()
            wait_for(lambda p=pid: scene.helpline.is_back("store", p), 30, "a new store")
            told = len(scene.ledger.acknowledged)
            wait_for(lambda n=told: len(scene.ledger.acknowledged) > n, 60, "told again")
            away_s.append(time.monotonic() - began)
        enough.set()
    verdict = scene.verdict(asked)
    mute = [each for each in scene.line.seen if is_mute(each)]
    report(
        "SIGKILL of Valkey under load",
        trials=len(asked), kills={"store": len(away_s)},
        acknowledged=len(scene.ledger.acknowledged), lost=len(verdict.lost),
        double=len(verdict.double), without_words=len(mute), back_s_p50=percentile(away_s, 0.5),
        back_s_worst=percentile(away_s, 1.0),
        answer_s_worst=percentile([each.took_s for each in scene.line.seen], 1.0),
    )  # fmt: skip
    for phone in scene.ledger.acknowledged:
        scene.line.text(phone, "NOCALL")

    assert len(away_s) == kills
    assert (verdict.lost, verdict.double) == ((), ())
    assert not mute, mute[0]
    assert max(away_s) <= BACK_WITHIN_S


def is_mute(seen: Seen) -> bool:
    """Whether a person who waited for words got none."""
    if seen.path.startswith("/voice/leg"):  # a phone we rang too late is hung up on
        return seen.document is None
    return not seen.path.startswith("/voice/status") and not seen.words
