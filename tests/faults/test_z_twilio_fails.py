"""Twilio's REST API fails while callbacks pass: too many requests, an error after the call was
accepted, no answer after it was accepted, an error before. At most one call per press of "call".
"""

import random
import time
from collections import Counter

from tests.faults.conftest import Scene
from tests.faults.crowd import everybody_asks, specialists_at_work
from tests.faults.scale import LONG, percentile, report, scale
from tests.journeys.running import wait_for

SHARES = {"429": 0.3, "500 after": 0.15, "hang after": 0.04, "500": 0.02}
ENOUGH_S = scale(12, 7_200)


def test_a_failing_twilio_is_never_asked_twice_for_one_call(scene: Scene) -> None:
    people = scene.people(scale(24, 1_000))
    dice = random.Random(11)
    # Each trouble once at a fixed place, so that a short run meets them all.
    fixed = {1: "429", 2: "500 after", 5: "hang after", 7: "500"}
    posts = Counter[str]()

    def trouble(resource: str, form: dict[str, str]) -> str:
        if resource != "Calls":
            return ""
        posts["calls"] += 1
        if posts["calls"] in fixed:
            return fixed[posts["calls"]]
        roll = dice.random() if LONG else 1.0
        for name, share in SHARES.items():
            roll -= share
            if roll < 0:
                return name
        return ""

    def is_enough() -> bool:
        if all(map(scene.exchange.reached, people)):
            return True
        return time.monotonic() - began > ENOUGH_S and set(scene.exchange.troubles) == set(SHARES)

    everybody_asks(scene, people)
    scene.exchange.troubles.clear()
    scene.exchange.trouble = trouble
    began = time.monotonic()
    with specialists_at_work(scene) as staff:
        wait_for(is_enough, ENOUGH_S + 120, "every trouble")
        scene.exchange.trouble = lambda resource, form: ""
    verdict = scene.verdict(people)
    twice = [phone for phone, n in Counter(d.intent for d in all_dials(scene)).items() if n > 1]
    report(
        "Twilio's API fails",
        trials=posts["calls"], troubles=dict(scene.exchange.troubles),
        people=len(people), reached=sum(map(scene.exchange.reached, people)),
        lost=len(verdict.lost), double=len(verdict.double), legs_dialled_twice=len(twice),
        press_to_talk_p50=percentile([t for each in staff for t in each.took_s], 0.5),
    )  # fmt: skip
    for phone in people:
        scene.line.text(phone, "NOCALL")

    assert set(scene.exchange.troubles) == set(SHARES), scene.exchange.troubles
    assert (verdict.lost, verdict.double) == ((), ())
    assert not twice


def all_dials(scene: Scene):
    return [*scene.exchange.dials(), *scene.exchange.dials(to_people=False)]
