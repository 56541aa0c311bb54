"""Texts we send by ourselves: Twilio takes one and its answer is lost, or takes one and cannot
deliver it within its ValidityPeriod. Each is sent at most once, and none is left out.

The texts here are those that tell whoever is on duty of a crisis: nobody may miss one.
"""

from collections import Counter
from itertools import chain, repeat
from urllib.parse import parse_qs, urlsplit

from tests.faults.conftest import Scene
from tests.faults.scale import LONG, report, scale
from tests.journeys.running import wait_for

CRISES = scale(8, 200)
ON_DUTY = ("+16465550101", "+16465550102")
SETTLED_WITHIN_S = scale(180, 3_000)  # every sixth text costs ten seconds
LONGEST_VALIDITY_S = 14_400  # twilio.com/docs/messaging/api/message-resource: four hours
TOO_LATE = "failed 30036"  # twilio.com/docs/api/errors/30036: the validity period has expired
TROUBLES = ("500 after", "", "429", "", "hang after", "")


def test_a_text_whose_answer_is_lost_is_sent_once(scene: Scene) -> None:
    turns = chain.from_iterable(repeat(TROUBLES)) if LONG else chain(TROUBLES, repeat(""))
    exchange = scene.exchange
    exchange.troubles.clear()
    exchange.trouble = lambda resource, _: next(turns) if resource == "Messages" else ""
    before = len(exchange.texts)

    crises(scene)
    wait_for(lambda: all_told(scene, before), SETTLED_WITHIN_S, "everybody on duty is told")
    sent = times_sent(scene, before)
    report(
        "Twilio's answer to a text is lost",
        trials=CRISES, texts=len(sent), troubles=dict(exchange.troubles),
        sent_twice=sum(times > 1 for times in sent.values()),
        left_out=CRISES * len(ON_DUTY) - len(told(scene, before)),
    )  # fmt: skip

    assert set(exchange.troubles) == set(TROUBLES) - {""}
    assert set(sent.values()) == {1}


def test_a_text_that_outlived_its_validity_is_not_sent_again(scene: Scene) -> None:
    exchange, before = scene.exchange, len(scene.exchange.texts)
    exchange.fate_of = lambda text: TOO_LATE if text["to"] == ON_DUTY[0] else ""

    crises(scene)
    wait_for(lambda: all_told(scene, before), SETTLED_WITHIN_S, "everybody on duty is told")
    reported = [t for t in exchange.texts[before:] if t["status"] == "failed"]
    wait_for(
        lambda: sum(s.path.startswith("/sms/status") for s in scene.line.seen) >= len(reported),
        60,
        "all of it is reported",
    )
    sent = times_sent(scene, before)
    periods = {int(text["good_for_s"]) for text in exchange.texts[before:]}
    report(
        "a text outlives its ValidityPeriod",
        trials=CRISES, texts=len(sent), expired=len(reported),
        sent_twice=sum(times > 1 for times in sent.values()), periods_s=sorted(periods),
    )  # fmt: skip

    assert len(reported) >= CRISES
    assert set(sent.values()) == {1}
    assert 0 < min(periods) <= max(periods) <= LONGEST_VALIDITY_S


def crises(scene: Scene) -> None:
    """Each of somebody else, so that each is an alert of its own."""
    for phone in scene.people(CRISES):
        seen = scene.line.text(phone, "i want to kill myself")
        assert "alerted" in seen.words


def told(scene: Scene, before: int) -> list[tuple[str, str]]:
    """Which text went to whom of those on duty."""
    sent = [text for text in scene.exchange.texts[before:] if text["to"] in ON_DUTY]
    return sorted({(_id(text), text["to"]) for text in sent})


def all_told(scene: Scene, before: int) -> bool:
    by_phone = Counter(phone for _, phone in told(scene, before))
    return all(by_phone[phone] >= CRISES for phone in ON_DUTY)


def times_sent(scene: Scene, before: int) -> Counter[str]:
    """How often Twilio took each of our texts."""
    return Counter(_id(text) for text in scene.exchange.texts[before:])


def _id(text: dict[str, str]) -> str:
    return parse_qs(urlsplit(text["report_to"]).query)["text"][0]
