"""Every job in RQ is gone in mid-flight: the records know what is still to be done."""

import time

import redis

from tests.faults.conftest import Scene
from tests.faults.crowd import everybody_asks, specialists_at_work
from tests.faults.scale import report, scale
from tests.journeys.running import wait_for

REBUILT_WITHIN_S = 60


def test_all_jobs_deleted_in_mid_flight_are_made_anew(scene: Scene) -> None:
    people = scene.people(scale(16, 400))
    url = (scene.helpline.data_dir / "store.url").read_text().strip()
    jobs, slowest = 0, 0.0

    with redis.Redis.from_url(url) as store, specialists_at_work(scene) as staff:
        everybody_asks(scene, people)
        for _ in range(scale(2, 40)):
            jobs += delete_all(store, for_s=1.0)
            # Asked for afterwards, so that there is somebody left to be reached.
            everybody_asks(scene, late := scene.people(1))
            people += late
            before = sum(each.reached for each in staff)
            took = wait_for(
                lambda n=before: sum(each.reached for each in staff) > n, 180, "work goes on"
            )
            slowest = max(slowest, took)
        wait_for(lambda: all(map(scene.exchange.reached, people)), 300, "everybody is reached")
    verdict = scene.verdict(people)
    report(
        "all rq:* keys deleted",
        trials=len(people), jobs_deleted=jobs, lost=len(verdict.lost),
        double=len(verdict.double), slowest_rebuilt_s=round(slowest, 1),
    )  # fmt: skip

    assert jobs
    assert (verdict.lost, verdict.double) == ((), ())
    assert slowest <= REBUILT_WITHIN_S


def delete_all(store: "redis.Redis", for_s: float) -> int:
    """Delete every key of RQ, again and again; how many of them were jobs."""
    jobs = 0
    until = time.monotonic() + for_s
    while time.monotonic() < until:
        keys = list(store.scan_iter("rq:*", count=1000))
        jobs += sum(key.startswith(b"rq:job:") for key in keys)
        if keys:
            store.delete(*keys)
    return jobs
