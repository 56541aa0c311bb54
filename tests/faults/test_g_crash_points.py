"""The power is cut at every named point of ingest, claim, dial and text: what was asked for is done
once all the same."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.checker import Ledger
from tests.faults.conftest import Scene, start
from tests.faults.crowd import ask_until_told, specialists_at_work
from tests.faults.exchange import Exchange
from tests.faults.people import Line
from tests.faults.scale import LONG, report, scale
from tests.journeys.running import ROOT, RunningHelpline, wait_for

WORK = (
    "keeping a request",
    "claiming",
    "pressing call",
    "handing on a wake-up",
    "claiming a dial",
    "asking Twilio to dial",
    "noting a dial",
    "claiming a text",
    "asking Twilio to text",
    "noting a text",
    *(("taking in a text",) if LONG else ()),
)
# The short form ends after each deed: before it, nothing has happened yet.
POINTS = [
    f"{when} {what}" for what in WORK for when in (("before", "after") if LONG else ("after",))
]
# Whether Twilio was asked is settled by two looks at its list, half a minute apart.
SLOW = tuple(
    f"{point} {what}"
    for what in ("dial", "text")
    for point in ("after claiming a", "before asking Twilio to")
)
# In the long form what waits for such a look has a helpline of its own, to be run beside others.
ALONE = [point for point in POINTS if LONG and (point in SLOW or "taking in" in point)]
TOGETHER = [point for point in POINTS if point not in ALONE]
GROUPS = [sorted(TOGETHER, key=lambda each: each in SLOW), *([point] for point in ALONE)]
ON_DUTY = 2
"""Whoever is told of a crisis."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The file that names the next point."""
    return tmp_path / "point"


@pytest.fixture
def mortal(plan: Path, exchange: Exchange, tmp_path: Path) -> Iterator[RunningHelpline]:
    """A helpline whose processes end where the plan says."""
    crashing = f"{ROOT / 'tests' / 'faults' / 'crashing'}:{ROOT}"
    home = tmp_path / "mortal"
    home.mkdir()
    helpline = start(home, exchange, FAULTS_PLAN=str(plan), PYTHONPATH=crashing)
    helpline.wait_until_ready()
    yield helpline
    helpline.end_for_sure()


@pytest.mark.parametrize("points", GROUPS, ids=lambda points: f"{points[0]} and {len(points) - 1}")
def test_an_end_at_any_point_loses_and_doubles_nothing(
    points: list[str],
    mortal: RunningHelpline,
    plan: Path,
    exchange: Exchange,
    fresh_numbers: Callable[[int], list[str]],
) -> None:
    scene = Scene(mortal, exchange, Line(mortal.port), Ledger(), fresh_numbers)
    exchange.line = scene.line
    ended: Counter[str] = Counter(dict.fromkeys(points, 0))
    slowest: dict[str, float] = {}

    with specialists_at_work(scene):
        for turn in range(scale(1, 50)):
            for point in points:
                took = end_at(scene, plan, point, by_phone=turn % 2 == 1)
                slowest[point] = max(slowest.get(point, 0.0), round(took, 1))
                ended[point] += 1
    verdict = scene.verdict()
    texts = Counter(text["report_to"] for text in exchange.texts)
    report(
        "an end at each named point",
        trials=sum(ended.values()), kills=dict(ended), lost=len(verdict.lost),
        double=len(verdict.double), texts_twice=sum(n > 1 for n in texts.values()),
        slowest_s=slowest,
    )  # fmt: skip

    assert all(ended.values())
    assert (verdict.lost, verdict.double) == ((), ())
    assert set(texts.values()) <= {1}


def end_at(scene: Scene, plan: Path, point: str, *, by_phone: bool) -> float:
    """One person asks; a process ends at that point; how long until they are talked with, or, of a
    text, until those on duty have been sent theirs."""
    [phone] = scene.people(1)
    before = len(scene.exchange.texts)
    draft = plan.with_suffix(".draft")
    draft.write_text(point)
    draft.rename(plan)
    if point.endswith("taking in a text"):
        scene.exchange.incoming.lost(phone, "CALL")
    elif point.endswith("text"):
        scene.line.text(phone, "i want to kill myself")
    else:
        assert ask_until_told(scene, phone, by_phone=by_phone)
    wait_for(lambda: not plan.exists(), 240, f"an end {point}")
    if point in SLOW and not LONG:
        return 0.0
    if point.endswith(("a text", "to text")) and "taking in" not in point:
        return wait_for(
            lambda: len(scene.exchange.texts) >= before + ON_DUTY, 240, f"told, {point}"
        )
    return wait_for(lambda: scene.exchange.reached(phone), 240, f"{phone} is reached, {point}")
