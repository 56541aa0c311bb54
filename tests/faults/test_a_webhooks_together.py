"""Twilio repeats a webhook when it got no answer in time: the same one up to five times, all at
the same moment, has one effect and one answer."""

import random
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import Scene
from tests.faults.people import Seen, a_call, a_text
from tests.faults.scale import report, scale
from tests.faults.staff import Api

AT_ONCE = 5


def together(scene: Scene, pool: ThreadPoolExecutor, path: str, form: dict[str, str]) -> list[Seen]:
    times = random.randint(1, AT_ONCE)
    sent = [pool.submit(scene.line.post, path, form) for _ in range(times)]
    return [each.result() for each in sent]


def bodies(answers: list[Seen]) -> set[bytes]:
    assert all(each.status == 200 for each in answers), Counter(e.status for e in answers)
    return {each.body for each in answers}


def test_the_same_text_many_times_at_once_is_one_request(scene: Scene) -> None:
    people = scene.people(scale(120, 2_500))
    differing, sent = 0, 0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for phone in people:
            form = a_text(phone, "CALL", "SM" + secrets.token_hex(16))
            answers = together(scene, pool, "/sms/inbound", form)
            sent += len(answers)
            differing += len(bodies(answers)) - 1
            scene.ledger.reads(phone, answers[0])

    check(scene, "texts", people, differing, sent)


def test_the_same_call_many_times_at_once_is_one_request(scene: Scene) -> None:
    people = scene.people(scale(80, 2_500))
    differing, sent = 0, 0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for phone in people:
            form = a_call(phone)
            menus = together(scene, pool, "/voice/inbound", form)
            after = {**form, "Digits": "5"}
            answers = together(scene, pool, menus[0].target("Gather"), after)
            over = together_over(scene, pool, form)
            sent += len(menus) + len(answers) + over
            differing += len(bodies(menus)) - 1 + len(bodies(answers)) - 1
            scene.ledger.reads(phone, answers[0])

    check(scene, "calls", people, differing, sent)


def together_over(scene: Scene, pool: ThreadPoolExecutor, form: dict[str, str]) -> int:
    """The call's own end is reported as often."""
    answers = together(scene, pool, "/voice/status", {**form, "CallStatus": "completed"})
    assert {each.status for each in answers} == {204}
    return len(answers)


def check(scene: Scene, what: str, people: list[str], differing: int, sent: int) -> None:
    mine = set(people)
    records = [c for c in Api(scene.helpline.port).all_callbacks() if c["phone"] in mine]
    verdict = scene.verdict(people)
    report(
        f"the same webhook 1-{AT_ONCE} times at once ({what})",
        trials=len(people), webhooks=sent, records=len(records), other_bytes=differing,
        lost=len(verdict.lost), double=len(verdict.double),
    )  # fmt: skip
    if len(scene.ledger.acknowledged) != len(people):
        mute = [s.words[:60] for s in scene.line.seen if "menu" in s.path and not s.is_acknowledged]
        report("not acknowledged", **{repr(k): v for k, v in Counter(mute).items()})

    assert len(scene.ledger.acknowledged) == len(people) == len(records)
    assert differing == 0
    assert (verdict.lost, verdict.double) == ((), ())
