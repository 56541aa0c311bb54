"""The store is full, its memory or its disk: what is kept stays whole, whoever asks anew is told
the truth, a crisis is answered, somebody is alarmed, and all goes on when there is room again."""

import os
import resource
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import redis
import urllib3

from tests.faults.checker import Ledger
from tests.faults.conftest import Scene, start
from tests.faults.crowd import everybody_asks, specialists_at_work
from tests.faults.exchange import Exchange
from tests.faults.people import Line, Seen, a_call
from tests.faults.scale import LONG, percentile, report, scale
from tests.faults.staff import Api
from tests.faults.test_d_store_killed import is_mute
from tests.journeys.running import ROOT, RunningHelpline, wait_for
from tests.valkey import a_valkey

BEFORE = scale(24, 400)
MEANWHILE = scale(24, 400)
ROUNDS = scale(1, 20)
MOST_REFUSED = 3_000
ALARM_WITHIN_S = 60
BACK_WITHIN_S = 60
ANSWERED_WITHIN_S = 5 if LONG else 14  # of a few, one may be late on a busy machine
NOT_SAVED = ("could NOT save", "could not save")
STARVING = ROOT / "tests" / "faults" / "starving"


def test_a_full_memory_loses_nothing_and_promises_nothing(
    tmp_path: Path, own_exchange: Exchange, fresh_numbers: Callable[[int], list[str]]
) -> None:
    with a_valkey() as url, redis.Redis.from_url(url) as owner:
        helpline = start(tmp_path, own_exchange, HELPLINE_REDIS_URL=url)
        try:
            helpline.wait_until_ready()
            scene = Scene(helpline, own_exchange, Line(helpline.port), Ledger(), fresh_numbers)
            own_exchange.line = scene.line
            fill_and_empty(
                scene,
                "the store's memory is full",
                fill=lambda: owner.config_set("maxmemory", "1"),
                empty=lambda: owner.config_set("maxmemory", "0"),
                may_be_read=True,
                ends=0,
            )
        finally:
            helpline.end_for_sure()


def test_a_full_disk_loses_nothing_and_promises_nothing(
    tmp_path: Path, own_exchange: Exchange, fresh_numbers: Callable[[int], list[str]]
) -> None:
    plan = tmp_path / "disk"
    helpline = start(
        tmp_path, own_exchange, FAULTS_DISK=str(plan), PYTHONPATH=f"{STARVING}{os.pathsep}{ROOT}"
    )
    try:
        helpline.wait_until_ready()
        scene = Scene(helpline, own_exchange, Line(helpline.port), Ledger(), fresh_numbers)
        own_exchange.line = scene.line
        fill_and_empty(
            scene,
            "the store's disk is full",
            fill=lambda: let_no_file_grow(helpline, plan),
            empty=lambda: let_files_grow(helpline, plan),
            may_be_read=False,
            # A store that cannot write its file ends, rather than acknowledge what it has not.
            ends=3,
        )
    finally:
        helpline.end_for_sure()


def fill_and_empty(
    scene: Scene,
    what: str,
    *,
    fill: Callable[[], object],
    empty: Callable[[], object],
    may_be_read: bool,
    ends: int,
) -> None:
    """People ask before, while it is full, and afterwards; then specialists work again.

    It stays full until the store has ended that often by itself; nobody may be told wrongly in the
    moments in which it is back.
    """
    refused: list[Seen] = []
    kept: list[str] = []
    alarm_s, back_s = [], []

    def is_saved_again() -> bool:
        return is_saved(scene, kept)

    for _ in range(ROUNDS):
        before = scene.people(BEFORE)
        kept += before
        assert everybody_asks(scene, before) == len(before)
        ended = ends_of_store(scene.helpline)
        fill()
        refused += ask_in_vain(scene, scene.people(MEANWHILE))
        while ends_of_store(scene.helpline) < ended + ends:
            refused += ask_in_vain(scene, scene.people(6))
            assert len(refused) < MOST_REFUSED * ROUNDS, "the store did not end"
        urgent(scene)
        alarm_s.append(wait_for(lambda: why_not_ready(scene), ALARM_WITHIN_S, "an alarm"))
        reasons = why_not_ready(scene)
        if may_be_read:
            assert phones_on_record(scene) == set(kept)
        empty()
        back_s.append(wait_for(is_saved_again, BACK_WITHIN_S, "saved again"))
        wait_for(lambda: not why_not_ready(scene), BACK_WITHIN_S, "ready again")
        assert phones_on_record(scene) == set(kept)
    assert ends or not ends_of_store(scene.helpline)
    with specialists_at_work(scene) as staff:
        wait_for(lambda: sum(each.reached for each in staff) > 3, 240, "work goes on")
    verdict = scene.verdict()
    report(
        what,
        trials=len(kept) + len(refused), rounds=ROUNDS, kept=len(kept), refused=len(refused),
        lost=len(verdict.lost), double=len(verdict.double), alarm=reasons,
        alarm_s_worst=percentile(alarm_s, 1.0), saved_again_s_worst=percentile(back_s, 1.0),
        answer_s_worst=percentile([seen.took_s for seen in refused], 1.0),
        store_ended=ends_of_store(scene.helpline),
    )  # fmt: skip

    assert (verdict.lost, verdict.double) == ((), ())
    assert max(seen.took_s for seen in refused) < ANSWERED_WITHIN_S


def ask_in_vain(scene: Scene, people: list[str]) -> list[Seen]:
    """Texts and calls of people whose request cannot be kept: they are told so."""
    told = []
    for n, phone in enumerate(people):
        seen = scene.line.call_and_press_5(phone) if n % 3 == 0 else scene.line.text(phone, "CALL")
        assert not scene.ledger.reads(phone, seen), seen
        assert not is_mute(seen), seen
        by_phone = n % 3 == 0
        truth = leads_elsewhere(seen) if by_phone else says_not_saved(seen)
        assert truth, seen.words
        told.append(seen)
    return told


def urgent(scene: Scene) -> None:
    """What must be answered whatever is broken, and what needs no store."""
    [phone, caller] = scene.people(2)
    crisis = scene.line.text(phone, "i want to kill myself")
    fact = scene.line.text(phone, "WITHDRAWAL")
    call = call_and_press_8(scene, caller)

    assert (crisis.outcome, "988" in crisis.words) == ("crisis", True)
    assert "alerted" not in crisis.words
    assert fact.outcome == "fact"
    assert "9 8 8" in call.words


def call_and_press_8(scene: Scene, phone: str) -> Seen:
    """Somebody who thinks of suicide: at the menu if there is one, at once if there is none."""
    ringing = a_call(phone)
    menu = scene.line.post("/voice/inbound", ringing)
    if not (next_step := menu.target("Gather")):
        return menu
    return scene.line.post(next_step, {**ringing, "Digits": "8"})


def says_not_saved(seen: Seen) -> bool:
    return seen.outcome == "not-queued" and any(words in seen.words for words in NOT_SAVED)


def leads_elsewhere(seen: Seen) -> bool:
    """On the phone: that it was not saved, or another phone where a person answers."""
    dialled = seen.document is not None and seen.document.find(".//Dial") is not None
    return dialled or any(words in seen.words for words in NOT_SAVED)


def why_not_ready(scene: Scene) -> list[str]:
    """The reasons that /health/ready gives, with its 503."""
    url = f"http://127.0.0.1:{scene.helpline.port}/health/ready"
    got = urllib3.request("GET", url, timeout=30, retries=False)
    reasons = list(got.json()["reasons"])
    assert (got.status == 503) == bool(reasons)
    return reasons


def is_saved(scene: Scene, kept: list[str]) -> bool:
    """Whether somebody new is told, truthfully, that their request is kept."""
    [phone] = scene.people(1)
    saved = scene.ledger.reads(phone, scene.line.text(phone, "CALL"))
    if saved:
        kept.append(phone)
    return saved


def ends_of_store(helpline: RunningHelpline) -> int:
    """How often our own store ended by itself."""
    return helpline.said.count("store ended with status 1")


def phones_on_record(scene: Scene) -> set[str]:
    return {each["phone"] for each in Api(scene.helpline.port).all_callbacks()}


def let_no_file_grow(helpline: RunningHelpline, plan: Path) -> None:
    """The store's file may take a few bytes more, so that the last write is cut in the middle."""
    files = (helpline.data_dir / "store" / "appendonlydir").glob("*.incr.aof")
    limit = max(each.stat().st_size for each in files) + 40
    plan.write_text(str(limit))
    _limit(helpline, limit)


def let_files_grow(helpline: RunningHelpline, plan: Path) -> None:
    plan.unlink()
    _limit(helpline, resource.RLIM_INFINITY)


def _limit(helpline: RunningHelpline, most: int) -> None:
    """For the store that runs now, should one run; the next one reads the plan."""
    with suppress(ProcessLookupError, KeyError):
        pid = helpline.processes()["store"]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
