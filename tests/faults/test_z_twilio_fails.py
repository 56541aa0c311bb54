"""Twilio's REST API fails while callbacks pass: too many requests, an error after the call was
accepted, no answer after it was accepted, an error before. At most one call per press of "call".
"""

import random
import time
from collections import Counter

import urllib3

from tests.faults.conftest import Scene
from tests.faults.crowd import everybody_asks, specialists_at_work
from tests.faults.scale import LONG, percentile, report, scale
from tests.faults.staff import Api
from tests.journeys.running import wait_for

SHARES = {"429": 0.3, "500 after": 0.15, "hang after": 0.04, "500": 0.02}
ENOUGH_S = scale(12, 1_800)


def test_a_failing_twilio_is_never_asked_twice_for_one_call(scene: Scene) -> None:
    people = scene.people(scale(24, 300))
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

    assert set(scene.exchange.troubles) == set(SHARES), scene.exchange.troubles
    assert (verdict.lost, verdict.double) == ((), ())
    assert not twice


# What becomes of a callback whose person's phone Twilio refuses to dial with this code.
AFTER_CODE = {
    "13224": ("waiting", 1),
    "21211": ("review", 0),
    "21217": ("review", 0),
    "21408": ("review", 0),
    "99999": ("review", 0),
}
CREDENTIALS = "20003"


def test_each_code_of_twilio_has_its_action_and_no_second_call(scene: Scene) -> None:
    phones = scene.people(len(AFTER_CODE) * scale(1, 10) + 1)
    codes = dict(zip(phones, [*AFTER_CODE] * scale(1, 10), strict=False))
    posts = Counter[str]()

    def trouble(resource: str, form: dict[str, str]) -> str:
        if resource != "Calls" or form["To"] not in codes:
            return ""
        posts[form["To"]] += 1
        return codes[form["To"]]

    def stands() -> dict[str, tuple[str, int]]:
        records = {each["phone"]: each for each in Api(scene.helpline.port).all_callbacks()}
        return {
            phone: (records[phone]["state"], records[phone]["attempts"])
            for phone in codes
            if codes[phone] != CREDENTIALS
        }

    everybody_asks(scene, [*codes])
    scene.exchange.troubles.clear()
    scene.exchange.trouble = trouble
    expected = {phone: AFTER_CODE[code] for phone, code in codes.items()}
    with specialists_at_work(scene):
        wait_for(lambda: stands() == expected, 180, "each code's action")
        codes[phones[-1]] = CREDENTIALS
        everybody_asks(scene, phones[-1:])
        wait_for(lambda: posts[phones[-1]], 60, "our credentials are refused")
        wait_for(lambda: "credentials" in warnings(scene), 60, "an alarm")
    verdict = scene.verdict(phones)
    reached = [phone for phone in phones if scene.exchange.reached(phone)]
    report(
        "Twilio's codes",
        trials=len(phones), codes=dict(scene.exchange.troubles), posts=sum(posts.values()),
        lost=len(verdict.lost), double=len(verdict.double), called_all_the_same=len(reached),
    )  # fmt: skip
    for phone in phones:
        scene.line.text(phone, "NOCALL")

    assert set(scene.exchange.troubles) == {*AFTER_CODE, CREDENTIALS}
    assert {posts[phone] for phone in expected} == {1}
    assert (verdict.lost, verdict.double, reached) == ((), (), [])


def warnings(scene: Scene) -> str:
    """What an operator is told to mend."""
    got = urllib3.request("GET", f"http://127.0.0.1:{scene.helpline.port}/health/ready", timeout=30)
    return " ".join(got.json()["warnings"])


def all_dials(scene: Scene):
    return [*scene.exchange.dials(), *scene.exchange.dials(to_people=False)]
