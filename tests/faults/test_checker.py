"""The checker itself: it must see one planted loss and one planted double."""

from tests.faults.checker import Dial, Ledger, Verdict, judge
from tests.faults.people import Seen

SAVED = b"<Response><Message>Saved. A person will call you.</Message></Response>"
NOT_SAVED = b"<Response><Message>Sorry, we could NOT save your request.</Message></Response>"
ANNA, BEN = "+12125550142", "+13105550117"


def told(ledger: Ledger, phone: str, body: bytes = SAVED, at: float = 0.0) -> None:
    ledger.reads(phone, Seen("/sms/inbound", 200, body, sent_at=at))


def kept(phone: str, state: str = "waiting", outcome: str = "reached") -> dict[str, str]:
    return {"phone": phone, "state": state, "outcome": outcome if state == "closed" else ""}


def test_nothing_is_wrong_when_everybody_is_kept_and_called_once() -> None:
    ledger = Ledger()
    told(ledger, ANNA)
    told(ledger, BEN)
    ledger.pressed(ANNA)

    verdict = judge(ledger, [Dial(ANNA, "leg-1")], [kept(ANNA, "closed"), kept(BEN)])

    assert verdict == Verdict((), ())


def test_a_planted_loss_is_seen() -> None:
    ledger = Ledger()
    told(ledger, ANNA)
    told(ledger, BEN)

    assert judge(ledger, [], [kept(ANNA)]).lost == (BEN,)


def test_a_second_request_that_is_closed_with_the_first_is_lost() -> None:
    ledger = Ledger()
    told(ledger, ANNA, at=10.0)
    told(ledger, ANNA, at=30.0)

    closed = judge(ledger, [Dial(ANNA, "leg-1", until=20.0)], [kept(ANNA, "closed")])
    still_open = judge(ledger, [Dial(ANNA, "leg-1", until=20.0)], [kept(ANNA)])

    assert closed.lost == (ANNA,)
    assert still_open.lost == ()


def test_what_was_dialled_for_since_they_asked_is_not_lost() -> None:
    ledger = Ledger()
    told(ledger, ANNA, at=10.0)
    told(ledger, ANNA, at=30.0)
    dials = [Dial(ANNA, "leg-1", until=20.0), Dial(ANNA, "leg-2", until=40.0)]

    assert judge(ledger, dials, [kept(ANNA, "closed")]).lost == ()


def test_closed_without_a_call_is_lost_unless_they_took_it_back() -> None:
    for outcome, lost in (("reached", (ANNA,)), ("cancelled by caller", ())):
        ledger = Ledger()
        told(ledger, ANNA)

        assert judge(ledger, [], [kept(ANNA, "closed", outcome)]).lost == lost


def test_who_was_told_that_it_was_not_saved_is_not_lost() -> None:
    ledger = Ledger()
    told(ledger, ANNA, NOT_SAVED)

    assert judge(ledger, [], []).lost == ()


def test_an_answer_that_is_no_answer_acknowledges_nothing() -> None:
    for seen in (Seen("/sms/inbound"), Seen("/sms/inbound", 503, SAVED), Seen("/", 200, b"<")):
        assert not seen.is_acknowledged


def test_a_planted_second_dial_for_one_intent_is_seen() -> None:
    ledger = Ledger()
    told(ledger, ANNA)
    ledger.pressed(ANNA)
    ledger.pressed(ANNA)

    verdict = judge(ledger, [Dial(ANNA, "leg-1"), Dial(ANNA, "leg-1")], [kept(ANNA)])

    assert len(verdict.double) == 1


def test_a_dial_that_nobody_pressed_for_is_seen() -> None:
    ledger = Ledger()
    told(ledger, ANNA)
    ledger.pressed(ANNA)

    verdict = judge(ledger, [Dial(ANNA, "leg-1"), Dial(ANNA, "leg-2")], [kept(ANNA)])

    assert len(verdict.double) == 1


def test_two_open_callbacks_of_one_person_are_seen() -> None:
    ledger = Ledger()
    told(ledger, ANNA)

    verdict = judge(ledger, [], [kept(ANNA), kept(ANNA, "review")])

    assert len(verdict.double) == 1
