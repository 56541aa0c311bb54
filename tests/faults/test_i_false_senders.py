"""Ten thousand senders, ninety-nine in a hundred of them false: nobody genuine is dropped, and who
shows to be somebody waits no longer than twice what they wait without the flood.

At the store and with the actions themselves, texts and calls mixed. Time goes in turns: in each one
somebody of the team is free and takes the best of the queue, so that a wait is a number of turns
and depends on no machine.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean

import pytest
import urllib3

from service.actions.asking import Wish
from service.actions.callbacks import claim_next, close_callback, request_callback
from service.actions.flood import look_for_flood
from service.actions.ports import Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.troubles import FLOODED
from service.domain.callback import Callback, Outcome, Reason, State
from service.domain.specialist import Specialist
from tests.actions.queueing import a_colleague
from tests.builders import a_policy, a_sid
from tests.faults.conftest import start
from tests.faults.exchange import Exchange
from tests.faults.people import Line, numbers
from tests.faults.scale import percentile, report, scale
from tests.faults.staff import Api
from tests.journeys.running import RunningHelpline, wait_for

SENDERS = scale(3_000, 10_000)
GENUINE = SENDERS // 100
FLOOD_FROM = 100
# Without the flood the team is busy for about two thirds of its time.
ARRIVALS_A_TURN = 70
ANSWERS_AFTER = 15
"""So many others write before a genuine person has read our text and answered it."""
WAYS = ("zip", "words", "before", "call", "crisis", "silent")


@dataclass
class Crowd:
    """Who comes when: `ways` has the genuine ones by their number, everybody else is false."""

    ports: Ports
    ways: dict[str, str]
    team: list[Specialist]
    asked: dict[str, int] = field(default_factory=dict)
    waits: dict[str, int] = field(default_factory=dict)
    turn: int = 0
    seconds: list[float] = field(default_factory=list)

    def comes(self, phone: str) -> None:
        """One sender's first deed; the genuine in their own ways."""
        way = self.ways.get(phone, "false")
        if way == "before":
            self.texts(phone, "INSURANCE")
        if way == "crisis":
            self.texts(phone, "i want to kill myself")
        if way == "call":
            wish = Wish(phone=phone, language="en", reason=Reason.TREATMENT, channel="voice")
            request_callback(self.ports, wish)
        else:
            self.texts(phone, "CALL")
        self.asked[phone] = self.turn

    def answers(self, phone: str) -> None:
        """What our text asked for, or something else; the silent never do."""
        way = self.ways.get(phone, "")
        if way in ("zip", "words"):
            self.texts(phone, "10001" if way == "zip" else "please, it is for my brother")

    def texts(self, phone: str, body: str) -> None:
        before = self.ports.store.now()
        answer = receive_sms(self.ports, Inbound(sid=a_sid(), phone=phone, body=body))
        self.seconds.append((self.ports.store.now() - before).total_seconds())
        assert answer.messages, (phone, answer.outcome)

    def a_turn_is_over(self) -> None:
        """Somebody is free, takes the next, and is done with them by the next turn."""
        self.turn += 1
        look_for_flood(self.ports)
        who = self.team[self.turn % len(self.team)].id
        taken = claim_next(self.ports, who)
        if taken is None:
            return
        if taken.phone in self.ways:
            self.waits[taken.phone] = self.turn - self.asked[taken.phone]
        close_callback(self.ports, taken.id, taken.token, Outcome.UNREACHABLE, who)


def play(ports: Ports, line: list[str], ways: dict[str, str]) -> Crowd:
    """Everybody comes in this order; an empty name is a moment in which nobody does."""
    crowd = Crowd(ports, ways, [a_colleague(ports), a_colleague(ports)])
    for moment, phone in enumerate([*line, *[""] * ARRIVALS_A_TURN * 3]):
        if phone:
            crowd.comes(phone)
        earlier = moment - ANSWERS_AFTER
        if 0 <= earlier < len(line) and line[earlier]:
            crowd.answers(line[earlier])
        if moment % ARRIVALS_A_TURN == 0:
            crowd.a_turn_is_over()
    for _ in range(GENUINE):
        crowd.a_turn_is_over()
    return crowd


@pytest.fixture
def flooded(ports: Ports) -> Ports:
    """The usual helpline, that knows a flood when it sees one."""
    return replace(ports, policy=a_policy(flood_from=FLOOD_FROM))


def test_ten_thousand_false_senders_drop_nobody_and_double_no_wait(flooded: Ports, link) -> None:
    dice = random.Random(6)
    line = [*numbers(), *(f"+1{area}5550{n:03}" for area in (212, 310) for n in range(200, 999))]
    line = dice.sample(line, SENDERS)
    ways = {phone: WAYS[n % len(WAYS)] for n, phone in enumerate(dice.sample(line, GENUINE))}
    shown = [phone for phone, way in ways.items() if way != "silent"]

    alone = play(flooded, [phone if phone in ways else "" for phone in line], ways)
    link.flushall()
    crowd = play(flooded, line, ways)

    kept = everybody(flooded)
    missing = [phone for phone in line if phone not in kept]
    undue = [
        c.id for c in kept.values() if c.is_open and not link.zscore("due", f"callback:{c.id}")
    ]
    before = [alone.waits.get(phone, 10**6) for phone in shown]
    after = [crowd.waits.get(phone, 10**6) for phone in shown]
    silent = [kept[phone] for phone, way in ways.items() if way == "silent"]
    report(
        "false senders",
        senders=len(line), genuine=len(ways), dropped=len(missing), without_due_entry=len(undue),
        behind=sum(each.behind for each in kept.values()),
        turns_alone=(round(mean(before), 2), percentile(before, 0.95), max(before)),
        turns_in_flood=(round(mean(after), 2), percentile(after, 0.95), max(after)),
        silent_still_waiting=sum(each.state is State.WAITING for each in silent),
        answer_ms_alone=round(1000 * mean(alone.seconds), 1),
        answer_ms_in_flood=round(1000 * mean(crowd.seconds), 1),
    )  # fmt: skip

    assert len(ways) == GENUINE
    assert (missing, undue) == ([], [])
    assert set(crowd.waits) >= set(shown)
    assert mean(after) <= 2 * mean(before)
    assert max(after) <= 2 * max(before)
    assert all(each.is_open or each.phone in crowd.waits for each in silent)


def everybody(ports: Ports) -> dict[str, Callback]:
    """Every callback there is, by phone."""
    found: dict[str, Callback] = {}
    cursor = ""
    while True:
        page, cursor = ports.store.all_callbacks(500, cursor)
        found |= {each.phone: each for each in page}
        if not cursor:
            return found


def test_real_processes_notice_a_flood_and_call_who_answers_first(
    tmp_path: Path, own_exchange: Exchange, fresh_numbers: Callable[[int], list[str]]
) -> None:
    helpline = start(tmp_path, own_exchange, HELPLINE_FLOOD_FROM="20")
    try:
        helpline.wait_until_ready()
        line = own_exchange.line = Line(helpline.port)
        false_ones, [genuine] = fresh_numbers(40), fresh_numbers(1)
        seen = [line.text(phone, "CALL") for phone in false_ones]
        wait_for(lambda: FLOODED in warnings(helpline), 60, "an alarm")
        early = false_ones[:20]  # promised a time before it was a flood
        wait_for(lambda: {t["to"] for t in own_exchange.texts} >= {*early}, 60, "all are told")

        first = line.text(genuine, "CALL")
        then = line.text(genuine, "10001")
        status, taken = Api(helpline.port).ask("/callbacks/next", {})
    finally:
        helpline.end_for_sure()

    assert all(each.is_acknowledged for each in seen)
    assert "Far more requests" in first.words
    assert then.words.startswith("OK. A person calls")
    assert (status, taken["phone"]) == (200, genuine)


def warnings(helpline: RunningHelpline) -> list[str]:
    got = urllib3.request("GET", f"http://127.0.0.1:{helpline.port}/health/ready", timeout=30)
    return list(got.json()["warnings"])
