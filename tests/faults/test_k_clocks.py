"""Our clock and Twilio's are an hour apart. Answers to dials are lost, and the calls lie in a queue
at Twilio, so that nothing is heard of them for a minute: they are found in its list all the same,
and nobody is rung twice.
"""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.faults.conftest import Scene
from tests.faults.crowd import everybody_asks, specialists_at_work
from tests.faults.exchange import Ring
from tests.faults.incoming import Incoming
from tests.faults.scale import LONG, report, scale
from tests.faults.staff import Api
from tests.journeys.running import wait_for

HOUR = timedelta(hours=1)
PEOPLE = scale(2, 40)
QUEUED_S = 60.0
"""Longer than the two looks at the list after which a call is held for never made."""
TAKEN_IN_WITHIN_S = 240
# Behind is the dangerous way round: the call seems older than what asked for it.
WAYS = (-HOUR, HOUR) if LONG else (-HOUR,)


@pytest.mark.parametrize("off", WAYS, ids=str)
def test_clocks_an_hour_apart_lose_and_double_nothing(scene: Scene, off: timedelta) -> None:
    people, exchange = scene.people(PEOPLE), scene.exchange
    exchange.clock_off, exchange.incoming = off, Incoming(clock_off=off)
    exchange.troubles.clear()
    exchange.trouble = lambda resource, form: "500 after" if form.get("To") in people else ""
    exchange.queued_s = lambda ring: QUEUED_S if is_first(scene, ring) else 0.0

    with specialists_at_work(scene):
        told = everybody_asks(scene, people)
        everybody_is_reached(scene, people)
    taken_in_s = somebody_is_taken_in(scene) if LONG else 0.0
    verdict = scene.verdict(people)
    legs = Counter(each.intent for each in (*exchange.dials(), *exchange.dials(to_people=False)))
    twice = [leg for leg, times in legs.items() if times > 1]
    report(
        f"Twilio's clock is {off.total_seconds() / 3600:+.0f} h beside ours",
        trials=len(people), told=told, answers_lost=exchange.troubles.get("500 after", 0),
        queued_s=QUEUED_S, lost=len(verdict.lost), double=len(verdict.double),
        legs_dialled_twice=len(twice), taken_in_s=round(taken_in_s, 1),
    )  # fmt: skip

    assert exchange.troubles["500 after"] >= len(people)
    assert told == len(people)
    assert (verdict.lost, verdict.double, twice) == ((), (), [])


def everybody_is_reached(scene: Scene, people: Sequence[str]) -> None:
    """Else say what the queue holds and who was rung: slow and stuck look alike from outside."""
    try:
        wait_for(
            lambda: all(map(scene.exchange.reached, people)), 4 * QUEUED_S * PEOPLE, "all reached"
        )
    except AssertionError as late:
        held = Api(scene.helpline.port).all_callbacks()
        raise AssertionError(f"{late}\n{held}\n{scene.exchange.rings}") from late


def is_first(scene: Scene, ring: Ring) -> bool:
    """Whether this is the first call to a person; another one would be the double we look for."""
    return ring.for_person and not any(
        each.to == ring.to and each is not ring for each in scene.exchange.rings
    )


def somebody_is_taken_in(scene: Scene) -> float:
    """A text whose webhook was lost is found in Twilio's list, whatever its clock shows."""
    [phone] = scene.people(1)
    scene.exchange.incoming.lost(phone, "CALL")
    began = time.monotonic()
    wait_for(
        lambda: any(text["to"] == phone for text in scene.exchange.texts),
        TAKEN_IN_WITHIN_S,
        "the text is taken in",
    )
    return time.monotonic() - began
