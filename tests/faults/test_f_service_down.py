"""The whole service is down while people text and call: when it is back, all are taken in, once.

Twilio does not queue what it cannot deliver, so all of it is found in its lists.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.faults.checker import Ledger
from tests.faults.conftest import Scene, start
from tests.faults.exchange import Exchange
from tests.faults.incoming import Incoming
from tests.faults.people import Line, Seen
from tests.faults.scale import LONG, report, scale
from tests.journeys.running import RunningHelpline, wait_for

PEOPLE = scale(30, 300)
DOWN_FOR = timedelta(minutes=10)
TAKEN_IN_WITHIN_S = 300
BODIES = ("CALL", "call me please", "INSURANCE", "i want to kill myself")
ASK_TO_BE_CALLED = BODIES[:2]


def test_everybody_is_taken_in_when_the_service_is_back(
    tmp_path: Path, own_exchange: Exchange, fresh_numbers: Callable[[int], list[str]]
) -> None:
    own_exchange.incoming = Incoming()
    before = start(tmp_path, own_exchange)
    after = None
    try:
        before.wait_until_ready()
        line = own_exchange.line = Line(before.port)
        # Some whose webhooks came through: taken in a second time they would be doubled.
        lucky = fresh_numbers(5)
        for phone in lucky:
            own_exchange.incoming.text(line, phone, "CALL", timedelta(minutes=9))
        assert all(seen.is_acknowledged for seen in own_exchange.incoming.tried)
        kills = Counter(name.rstrip("0123456789").rstrip("-") for name in before.processes())
        before.end_for_sure()

        people = fresh_numbers(PEOPLE)
        texters, callers = people[: PEOPLE * 2 // 3], people[PEOPLE * 2 // 3 :]
        sids = meanwhile(own_exchange.incoming, line, texters, callers)
        assert not any(seen.status for seen in own_exchange.incoming.tried[len(lucky) :])

        began = time.monotonic()
        after = start(tmp_path, own_exchange, PORT=str(before.port))
        after.wait_until_ready()
        wait_for(
            lambda: is_taken_in(after, own_exchange, texters, callers),
            TAKEN_IN_WITHIN_S,
            "all of it",
        )
        took_s = time.monotonic() - began
        judge(after, own_exchange, lucky, texters, callers, sids, kills, took_s)
    finally:
        before.end_for_sure()
        if after is not None:
            after.end_for_sure()


def meanwhile(
    incoming: Incoming, line: Line, texters: list[str], callers: list[str]
) -> dict[str, str]:
    """Everybody writes or calls, spread over the time; in the short form that is in the past."""
    turns = [(phone, False) for phone in texters] + [(phone, True) for phone in callers]
    pause = DOWN_FOR / len(turns)
    sids = {}
    for n, (phone, calls) in enumerate(turns):
        ago = timedelta(0) if LONG else (DOWN_FOR - n * pause) * 0.9 + timedelta(seconds=45)
        if LONG:
            time.sleep(pause.total_seconds())
        if calls:
            sids[phone] = incoming.call(line, phone, ago)
        else:
            sids[phone] = incoming.text(line, phone, BODIES[n % len(BODIES)], ago)
    return sids


def is_taken_in(
    helpline: RunningHelpline, exchange: Exchange, texters: list[str], callers: list[str]
) -> bool:
    answered = {text["to"] for text in exchange.texts}
    if not answered.issuperset(texters):
        time.sleep(0.2)
        return False
    return missed(helpline).keys() >= set(callers)


def missed(helpline: RunningHelpline) -> Counter[str]:
    """How often each phone is on the list of missed calls, by the command line."""
    command = [sys.executable, "-m", "service.cli", "missed", "--json"]
    done = subprocess.run(
        command, env=helpline.environ, cwd=helpline.directory, capture_output=True, check=True
    )
    return Counter(json.loads(line)["phone"] for line in done.stdout.splitlines())


def judge(
    helpline: RunningHelpline,
    exchange: Exchange,
    lucky: list[str],
    texters: list[str],
    callers: list[str],
    sids: dict[str, str],
    kills: Counter[str],
    took_s: float,
) -> None:
    line = Line(helpline.port)
    scene = Scene(helpline, exchange, line, Ledger(), lambda n: [])
    # Twilio's webhooks after all, each twice: the same answer, and nothing more of it.
    asked = [phone for n, phone in enumerate(texters) if BODIES[n % 4] in ASK_TO_BE_CALLED]
    late = [[again(line, phone, sids[phone]) for _ in range(2)] for phone in texters]
    for text in exchange.texts:
        if text["to"] in asked:
            scene.ledger.reads(text["to"], Seen("REST", 200, as_message(text["body"])))
    verdict = scene.verdict([*lucky, *texters, *callers])
    texts = Counter(text["to"] for text in exchange.texts)
    rung = missed(helpline)
    told_twice = [phone for phone in (*lucky, *texters) if texts[phone] > (phone in texters)]
    report(
        "the service is down while people text and call",
        trials=len(texters) + len(callers), down_for_s=int(DOWN_FOR.total_seconds()),
        kills=dict(kills), texts_taken_in=len(set(texters) & set(texts)),
        calls_taken_in=len(set(callers) & set(rung)), acknowledged=len(scene.ledger.acknowledged),
        lost=len(verdict.lost) + len(set(asked) - set(scene.ledger.acknowledged)),
        double=len(verdict.double) + len(told_twice),
        all_taken_in_s=round(took_s, 1), asked_for_s=TAKEN_IN_WITHIN_S,
    )  # fmt: skip

    assert kills["web"]
    assert set(scene.ledger.acknowledged) == set(asked)
    assert (verdict.lost, verdict.double, told_twice) == ((), (), [])
    assert {phone: rung[phone] for phone in callers} == dict.fromkeys(callers, 1)
    assert not set(callers) & {dial.phone for dial in exchange.dials()}
    assert all(one.body == two.body and one.status == 200 for one, two in late)
    assert took_s <= TAKEN_IN_WITHIN_S


def again(line: Line, phone: str, sid: str) -> Seen:
    return line.text(phone, "CALL", sid)


def as_message(body: str) -> bytes:
    return f"<Response><Message>{body.replace('&', 'and')}</Message></Response>".encode()
