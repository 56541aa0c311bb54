"""Two sweeps at once, one of them frozen for a while in the middle of whatever it does: everything
is handed on, and nothing twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.conftest import Scene
from tests.faults.crowd import everybody_asks, specialists_at_work
from tests.faults.scale import report, scale
from tests.journeys.running import wait_for

ROUNDS = scale(3, 10)
FROZEN_S = scale(3, 120)
PATIENCE_S = 240


def test_two_sweeps_do_everything_once_while_one_freezes(scene: Scene) -> None:
    people = scene.people(scale(12, 400))
    frozen = 0
    every_third = (trouble for _ in range(10**6) for trouble in ("", "", "500 after"))
    scene.exchange.trouble = lambda resource, _: next(every_third) if resource == "Calls" else ""

    with a_second_sweep(scene) as second, specialists_at_work(scene):
        everybody_asks(scene, people)
        for turn in range(ROUNDS):
            sweep = second.pid if turn % 2 else scene.helpline.processes()["sweep"]
            os.kill(sweep, signal.SIGSTOP)
            time.sleep(FROZEN_S)
            os.kill(sweep, signal.SIGCONT)
            frozen += 1
        began = time.monotonic()
        wait_for(lambda: all(map(scene.exchange.reached, people)), PATIENCE_S, "all are reached")
        all_reached_s = time.monotonic() - began
        assert second.poll() is None
    verdict = scene.verdict(people)
    report(
        "two sweeps, one frozen",
        trials=len(people), frozen=frozen, each_s=FROZEN_S, lost=len(verdict.lost),
        double=len(verdict.double), all_reached_s=round(all_reached_s, 1),
    )  # fmt: skip

    assert frozen == ROUNDS
    assert (verdict.lost, verdict.double) == ((), ())


@contextmanager
def a_second_sweep(scene: Scene) -> Iterator["subprocess.Popen[bytes]"]:
    """Beside the one that the supervisor keeps."""
    sweep = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "sweep"],
        env=scene.helpline.environ,
        cwd=scene.helpline.directory,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield sweep
    finally:
        sweep.kill()
        sweep.wait()
