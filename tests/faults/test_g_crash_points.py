"""The power is cut at every named point of ingest, claim and dial: what was asked for is done once
all the same."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.checker import Ledger
from tests.faults.conftest import Scene
from tests.faults.crowd import ask_until_told, specialists_at_work
from tests.faults.exchange import Exchange
from tests.faults.people import ACCOUNT, TOKEN, Line
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
)
# The short form ends after each deed: before it, nothing has happened yet.
POINTS = [
    f"{when} {what}" for what in WORK for when in (("before", "after") if LONG else ("after",))
]
# Whether Twilio was asked is settled by two looks at its list, half a minute apart.
SLOW = ("after claiming a dial", "before asking Twilio to dial")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that names the next point."""
    return tmp_path_factory.mktemp("plan") / "point"


@pytest.fixture(scope="module")
def mortal(
    plan: Path, exchange: Exchange, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningHelpline]:
    """A helpline whose processes end where the plan says."""
    helpline = RunningHelpline(
        tmp_path_factory.mktemp("mortal"),
        FAULTS_PLAN=str(plan),
        PYTHONPATH=f"{ROOT / 'tests' / 'faults' / 'crashing'}:{ROOT}",
        TWILIO_API_URL=f"http://127.0.0.1:{exchange.port}",
        TWILIO_ACCOUNT_SID=ACCOUNT,
        TWILIO_AUTH_TOKEN=TOKEN,
    )
    helpline.wait_until_ready()
    yield helpline
    helpline.end_for_sure()


def test_an_end_at_any_point_loses_and_doubles_nothing(
    mortal: RunningHelpline,
    plan: Path,
    exchange: Exchange,
    fresh_numbers: Callable[[int], list[str]],
) -> None:
    scene = Scene(mortal, exchange, Line(mortal.port), Ledger(), fresh_numbers)
    exchange.line = scene.line
    ended: Counter[str] = Counter(dict.fromkeys(POINTS, 0))
    slowest: dict[str, float] = {}

    with specialists_at_work(scene):
        for _ in range(scale(1, 50)):
            for point in sorted(POINTS, key=lambda each: each in SLOW):
                took = end_at(scene, plan, point)
                slowest[point] = max(slowest.get(point, 0.0), round(took, 1))
                ended[point] += 1
    verdict = scene.verdict()
    report(
        "an end at each named point",
        trials=sum(ended.values()), kills=dict(ended), lost=len(verdict.lost),
        double=len(verdict.double), slowest_s=slowest,
    )  # fmt: skip

    assert all(ended.values())
    assert (verdict.lost, verdict.double) == ((), ())


def end_at(scene: Scene, plan: Path, point: str) -> float:
    """One person asks; a process ends at that point; how long until they are talked with."""
    [phone] = scene.people(1)
    draft = plan.with_suffix(".draft")
    draft.write_text(point)
    draft.rename(plan)
    assert ask_until_told(scene, phone, by_phone=False)
    wait_for(lambda: not plan.exists(), 60, f"an end {point}")
    if point in SLOW and not LONG:
        return 0.0
    return wait_for(lambda: scene.exchange.reached(phone), 240, f"{phone} is reached, {point}")
