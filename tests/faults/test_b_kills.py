"""Web, workers and sweep die at any moment while callbacks pass through: asked for, claimed,
called, joined, closed. Nothing is lost and nobody is dialled twice for one press of "call"."""

import time

from tests.faults.conftest import Scene
from tests.faults.crowd import everybody_asks, specialists_at_work
from tests.faults.reaper import Reaper
from tests.faults.scale import LONG, percentile, report, scale
from tests.faults.staff import Specialist
from tests.journeys.running import wait_for

KINDS = ("web", "worker", "sweep")
# A start costs a second or two of a processor: two busy ones need the slower pace to get anywhere.
EVERY_S = (0.2, 2.0) if LONG else (0.5, 3.0)
ENOUGH_REACHED = 5
LATECOMERS = 10
KILLED_FOR_S = scale(18, 1_800)
BACK_WITHIN_S = 60
TALK_WITHIN_S = 30


def test_nothing_is_lost_or_doubled_while_processes_are_killed(scene: Scene) -> None:
    people = scene.people(scale(60, 10_000))

    with specialists_at_work(scene) as staff:
        with Reaper(scene.helpline, KINDS, EVERY_S) as reaper:
            began = time.monotonic()
            told = everybody_asks(scene, people)
            asked_s = time.monotonic() - began
            wait_for(lambda: is_over(began, reaper, staff), 14_000, "enough of it")
        # Somebody new: by now everybody else may have been reached, or is to be rung hours later.
        latecomers = scene.people(LATECOMERS)
        told += everybody_asks(scene, latecomers)
        people = [*people, *latecomers]
        so_far = reached(staff)
        back_s = wait_for(lambda: reached(staff) > so_far, 240, "back at work")
    verdict = scene.verdict(people)
    times = [took for each in staff for took in each.took_s]
    report(
        "SIGKILL of web, workers and sweep",
        trials=len(people), told=told, asked_s=round(asked_s), reached=reached(staff),
        kills=dict(reaper.kills), lost=len(verdict.lost), double=len(verdict.double),
        back_s=round(back_s, 1),
        press_to_talk_p50=percentile(times, 0.5), p99=percentile(times, 0.99),
    )  # fmt: skip

    assert all(reaper.kills[kind] for kind in KINDS), reaper.kills
    assert told == len(people)
    assert (verdict.lost, verdict.double) == ((), ())
    assert back_s <= BACK_WITHIN_S
    if LONG:  # of a few dozen, one that died twice on its way is the slowest hundredth
        assert percentile(times, 0.99) <= TALK_WITHIN_S


def reached(staff: list[Specialist]) -> int:
    return sum(each.reached for each in staff)


def is_over(began: float, reaper: Reaper, staff: list[Specialist]) -> bool:
    """A while, until one of every kind has died and some calls went through; two specialists
    cannot call ten thousand."""
    long_enough = time.monotonic() - began > KILLED_FOR_S
    return long_enough and all(reaper.kills.values()) and reached(staff) >= ENOUGH_REACHED
