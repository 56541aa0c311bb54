"""A crisis on the phone where nobody is on duty: 988 again and again until the caller hangs up,
whoever is on call is rung meanwhile, and 8 again leads to the crisis line where there is one.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from service.actions.sms import Inbound, receive_sms
from service.domain.call import CallState
from service.domain.errors import StoreUnavailable, UnknownToCarrier
from service.domain.specialist import Role
from tests.builders import CALLER, TEXTER, a_callback, a_sid
from tests.web.conftest import Twilio
from tests.web.phone_calls import Caller
from tests.web.switchboard import Switchboard

LINE = "+12125550188"


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers, at night."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


@pytest.fixture
def with_line(board: Switchboard, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Switchboard:
    """The same, with a crisis line to connect callers to."""
    web = app.extensions["helpline"]
    policy = replace(web.ports.policy, crisis_transfer_number=LINE)
    monkeypatch.setitem(
        app.extensions, "helpline", replace(web, ports=replace(web.ports, policy=policy))
    )
    board.ports = replace(board.ports, policy=policy)
    return board


def on_call(board: Switchboard, name: str = "sue", **given) -> None:
    """A supervisor who is not on shift."""
    board.on_shift(name, on_shift=False, role=Role.SUPERVISOR, **given)


def in_crisis(board: Switchboard, phone: str = CALLER) -> Caller:
    caller = board.someone_calls(phone).presses("8")
    board.works()
    return caller


def hears_988(caller: Caller) -> bool:
    return "call 9 8 8" in caller.hears and caller.verb("Hangup") is None


def test_whoever_is_on_call_is_rung_while_988_is_said_again(board: Switchboard) -> None:
    on_call(board)
    board.on_shift("amina", on_shift=False)

    caller = in_crisis(board)

    assert [leg.specialist for leg in board.telephone.dialled] == ["sue"]
    for _ in range(4):
        assert hears_988(caller)
        gather = caller.verb("Gather")
        assert gather is not None
        assert gather.get("timeout") == "20"
        caller.stays_silent()
    sue = board.phone_of("sue").answers()
    assert sue.hears.startswith("Urgent.")
    sue.presses("1")
    board.works()
    [(sid, path)] = board.telephone.redirected
    assert sid == caller.sid
    assert f"room-{caller.sid}" in caller.is_led_to(path).document
    assert sue.room == f"room-{caller.sid}"
    sue.hangs_up()
    caller.leaves_the_room().hangs_up()
    assert board.call(caller).ending == "specialist"
    assert board.specialist("sue").engaged == ""


def test_the_words_lead_into_the_room_when_the_worker_cannot(board: Switchboard) -> None:
    on_call(board)
    caller = in_crisis(board)
    board.phone_of("sue").answers().presses("1")

    caller.stays_silent()

    redirect = caller.verb("Redirect")
    assert redirect is not None
    assert f"room-{caller.sid}" in caller.is_led_to(redirect.text or "").document


def test_on_call_who_was_gone_before_they_met_leaves_the_caller_with_988(
    board: Switchboard,
) -> None:
    on_call(board)
    caller = in_crisis(board)
    board.phone_of("sue").answers().presses("1").hangs_up()

    caller.is_led_to("/voice/room?language=en")

    assert hears_988(caller)
    assert board.call(caller).is_waiting


def test_with_nobody_on_call_either_nothing_is_promised_and_nobody_is_hung_up_on(
    board: Switchboard,
) -> None:
    board.on_shift("amina", on_shift=False)
    caller = in_crisis(board)

    assert board.telephone.dialled == []
    assert board.call(caller).state is CallState.MENU
    assert board.ports.store.all_callbacks(10)[0] == []
    for _ in range(20):
        assert hears_988(caller)
        caller.stays_silent()
    assert len(board.ports.store.open_alerts()) == 1


def test_a_hang_up_stops_the_phone_of_whoever_is_on_call(board: Switchboard) -> None:
    on_call(board)
    caller = in_crisis(board)
    sue = board.phone_of("sue")

    caller.hangs_up()
    board.works()

    assert board.telephone.hung_up == [sue.sid]
    sue.status("canceled")
    assert board.specialist("sue").engaged == ""


def test_nobody_took_it_by_the_ceiling_and_988_goes_on(board: Switchboard) -> None:
    on_call(board)
    caller = in_crisis(board)
    long_ago = board.now - board.ports.policy.call_ceiling
    board.keeps(replace(board.call(caller), queued_at=long_ago))

    board.looks_at(f"call:{caller.sid}")

    assert board.callback().crisis
    caller.is_led_to(board.telephone.redirected[0][1])
    assert "we call you" in caller.hears
    for _ in range(3):
        assert hears_988(caller)
        caller.stays_silent()


def test_a_withheld_number_is_not_asked_for_in_a_crisis(board: Switchboard) -> None:
    on_call(board)
    caller = in_crisis(board, "anonymous")
    long_ago = board.now - board.ports.policy.call_ceiling
    board.keeps(replace(board.call(caller), queued_at=long_ago))

    board.looks_at(f"call:{caller.sid}")
    caller.is_led_to(board.telephone.redirected[0][1])

    assert hears_988(caller)
    assert "enter the number" not in caller.hears


@pytest.mark.parametrize("key", ["0", "6", "#", "*", "8"])
def test_no_key_leads_a_crisis_to_a_hang_up(board: Switchboard, key: str) -> None:
    caller = in_crisis(board)

    for _ in range(5):
        caller.presses(key)
        assert caller.verb("Hangup") is None
    caller.stays_silent().stays_silent().stays_silent()
    assert hears_988(caller)


def test_somebody_on_shift_outside_opening_hours_is_rung_for_a_crisis(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.domain.hours import OpeningHours

    board.on_shift("amina")
    monkeypatch.setattr(OpeningHours, "is_open", lambda self, at: False)

    caller = in_crisis(board)

    assert "We are ringing a person here" in caller.hears
    assert board.was_rung("amina") == 1


def test_an_open_callback_is_not_dialled_meanwhile_and_free_again_after(
    board: Switchboard,
) -> None:
    person = board.ports.identity.person(TEXTER)
    board.keeps(
        a_callback(id="old", person=person, phone=TEXTER, at=board.now - timedelta(hours=1))
    )
    on_call(board)
    caller = in_crisis(board, TEXTER)
    assert board.callback("old").on_line == caller.sid

    caller.hangs_up()

    assert board.callback("old").on_line == ""


def test_8_again_connects_to_the_crisis_line_and_stops_our_ringing(
    with_line: Switchboard,
) -> None:
    on_call(with_line)
    caller = in_crisis(with_line)
    assert "To be connected now, press 8 again." in caller.hears
    sue = with_line.phone_of("sue")

    caller.presses("8")
    with_line.works()

    number = caller.verb("Number")
    assert number is not None
    assert number.text == LINE
    assert with_line.telephone.hung_up == [sue.sid]
    sue.answers().presses("1")
    assert sue.hangs
    with_line.works()
    assert with_line.telephone.redirected == []  # nobody takes them off the crisis line
    assert hears_988(caller)  # should nobody answer there
    caller.hangs_up()
    assert with_line.call(caller).ending == "crisis-line"


def test_without_the_store_8_again_still_connects(
    with_line: Switchboard, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = in_crisis(with_line)

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(type(with_line.ports.store), "around", away)

    assert hears_988(caller.stays_silent())
    number = caller.presses("8").verb("Number")
    assert number is not None
    assert number.text == LINE


def test_8_is_never_answered_by_dialling_without_a_configured_line(board: Switchboard) -> None:
    caller = in_crisis(board).presses("8")

    assert caller.verb("Number") is None
    assert hears_988(caller)


def test_8_while_waiting_says_truthfully_that_everybody_has_left(board: Switchboard) -> None:
    amina = board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.works()
    board.keeps(board.specialist(amina.id).end_shift())

    caller.presses_while_waiting("8")

    assert "We are ringing a person" not in caller.hears
    assert "call 9 8 8" in caller.hears


def test_crisis_words_while_waiting_put_the_caller_first(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.works()

    caller._goes(caller._action(), waiting=True, SpeechResult="i want to die")

    assert caller.hears.startswith("If anyone is in danger now")
    assert board.call(caller).crisis
    assert len(board.ports.store.open_alerts()) == 1


@pytest.mark.parametrize("keys", ["", "1", "11", "3", "4", "5", "52", "53", "2", "22", "49"])
def test_8_is_heard_at_every_level(board: Switchboard, keys: str) -> None:
    caller = board.someone_calls()
    for key in keys:
        caller.presses(key)

    caller.presses("8")

    assert "9 8 8" in caller.hears
    assert len(board.ports.store.open_alerts()) == 1


def test_a_caller_whom_twilio_no_longer_knows_is_asked_after(
    board: Switchboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_call(board)
    caller = in_crisis(board)
    board.phone_of("sue").answers().presses("1")

    def gone(sid: str, path: str) -> None:
        raise UnknownToCarrier("no such call")

    monkeypatch.setattr(board.telephone, "redirect", gone)
    board.telephone.statuses[caller.sid] = "completed"
    board.works()
    board.looks_at(f"call:{caller.sid}")

    assert board.call(caller).is_over


CANNOT_RING = [
    {"phone": ""},
    {"phone_dead": True},
    {"on_break": True},
    {"rest_until": datetime.now(UTC) + timedelta(minutes=45)},
]


@pytest.mark.parametrize("why", CANNOT_RING)
def test_no_ring_is_claimed_where_no_phone_on_shift_can_ring(board: Switchboard, why: dict) -> None:
    board.on_shift("amina", **why)
    on_call(board)

    caller = in_crisis(board)

    assert hears_988(caller)
    assert "ringing a person" not in caller.hears
    assert [leg.specialist for leg in board.telephone.dialled] == ["sue"]


@pytest.mark.parametrize("why", CANNOT_RING)
def test_nor_to_a_caller_who_waits_already(board: Switchboard, why: dict) -> None:
    amina = board.on_shift("amina")
    caller = board.someone_calls().presses("0").waits()
    board.keeps(replace(board.specialist(amina.id), **why))

    caller.presses_while_waiting("8")

    assert "call 9 8 8" in caller.hears
    assert "ringing a person" not in caller.hears


def test_a_phone_in_use_rings_when_it_is_free_again(board: Switchboard) -> None:
    board.on_shift("amina", engaged="leg:another")

    assert "ringing a person here" in in_crisis(board).hears


def test_what_a_caller_in_crisis_texts_later_is_read_in_that_light(
    board: Switchboard, twilio: Twilio
) -> None:
    on_call(board)
    in_crisis(board, TEXTER)

    answer = twilio.texts("hello", phone=TEXTER)

    assert answer.headers["X-Helpline-Outcome"] == "crisis"
    assert "A person is at 988 now" in answer.text


def test_who_is_attacked_is_no_overdose_to_whoever_looks_nor_in_what_they_text_later(
    board: Switchboard, twilio: Twilio
) -> None:
    on_call(board)
    board.someone_calls(TEXTER).says("he is beating me right now")

    assert [alert.kind for alert in board.ports.store.open_alerts()] == ["violence"]
    answer = twilio.texts("hello", phone=TEXTER)
    assert "In danger right now? Call 911" in answer.text


@pytest.mark.parametrize(
    "pieces", [("i took", "too much"), ("kill", "myself"), ("tomé", "demasiado")]
)
def test_a_crisis_said_in_two_pieces_is_heard(board: Switchboard, pieces: tuple[str, str]) -> None:
    caller = board.someone_calls().says(pieces[0])
    assert "did not get that" in caller.hears

    caller.says(pieces[1])

    assert "9 1 1" in caller.hears
    assert board.call(caller).crisis


def test_the_first_piece_may_be_a_text(board: Switchboard) -> None:
    receive_sms(board.ports, Inbound(sid=a_sid(), phone=CALLER, body="i took"))

    caller = board.someone_calls().says("too much")

    assert board.call(caller).crisis


def test_pieces_that_make_no_crisis_lead_to_a_person_as_ever(board: Switchboard) -> None:
    board.on_shift("amina")
    caller = board.someone_calls()

    caller.says("purple lantern").says("seven bicycles").says("seven bicycles")

    assert caller.verb("Enqueue") is not None
    assert not board.call(caller).crisis
