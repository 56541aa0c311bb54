"""Blocking: who may, how long, what texters read, and what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest

from service.actions.asking import Wish
from service.actions.blocking import (
    block_behind,
    block_number,
    blocked_people,
    flag_abuse,
    flag_caller,
    unblock,
)
from service.actions.callbacks import claim_callback, close_callback, request_callback
from service.actions.due import look_at
from service.actions.erasing import erase_is_due, erasing_of
from service.actions.ports import Change, Ports
from service.actions.sms import Answer, Inbound, receive_sms
from service.actions.switch import COMMAND_LINE
from service.domain.blocking import BlockReason, end_to_name, reason_named
from service.domain.call import Call
from service.domain.callback import Reason
from service.domain.errors import NotAllowed
from service.domain.person import Person
from service.domain.specialist import Role
from tests.actions.queueing import a_colleague, in_queue, keep
from tests.builders import HELPLINE, TEXTER, a_leg, a_sid

DAY = timedelta(days=1)
ABUSE = BlockReason.ABUSE


def texts(ports: Ports, body: str, phone: str = TEXTER, **more: str) -> Answer:
    return receive_sms(ports, Inbound(sid=a_sid(), phone=phone, body=body, **more))  # type: ignore[arg-type]


def block(ports: Ports, length: timedelta = DAY) -> Person:
    return block_number(ports, TEXTER, length, ABUSE, COMMAND_LINE)


def the_person(ports: Ports) -> Person:
    return ports.store.around(ports.identity.person(TEXTER)).person


def test_a_blocked_texter_reads_it_once_and_then_nothing(ports: Ports) -> None:
    block(ports)

    first, second, third = (texts(ports, body) for body in ("CALL", "you are useless", "MENU"))

    assert first.outcome == second.outcome == third.outcome == "blocked"
    assert first.messages[0].startswith("We cannot answer this number until tomorrow at")
    assert len(first.messages) == 1
    assert "988" in first.messages[0]
    assert "911" in first.messages[0]
    assert second.messages == third.messages == ()
    assert ports.store.count_ready() == 0


def test_in_spanish_too(ports: Ports) -> None:
    block(ports)

    assert "No podemos responder a este numero hasta" in texts(ports, "LLAMAR").messages[0]


def test_a_crisis_text_and_what_follows_it_are_answered_as_ever(ports: Ports) -> None:
    block(ports)

    crisis = texts(ports, "i want to die")
    call = texts(ports, "CALL")

    assert crisis.outcome == "crisis"
    assert "988" in crisis.messages[0]
    assert len(ports.store.open_alerts()) == 1
    assert call.outcome == "callback-queued"
    [callback] = ports.store.all_callbacks(5)[0]
    assert callback.crisis


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("STOP", "opted-out"),
        ("HELP", "help"),
        ("PRIVACY", "privacy"),
        ("ERASE", "erased"),
        ("NOCALL", "noted"),
    ],
)
def test_what_is_theirs_by_right_is_answered(ports: Ports, body: str, outcome: str) -> None:
    block(ports)

    assert texts(ports, body).outcome == outcome


def test_start_does_not_lift_a_block(ports: Ports) -> None:
    block(ports)
    texts(ports, "STOP")
    texts(ports, "START")

    assert texts(ports, "CALL").outcome == "blocked"


def test_at_its_end_nothing_of_a_block_is_kept(ports: Ports) -> None:
    block(ports, timedelta(milliseconds=1))
    over = ports.store.now() + timedelta(milliseconds=1)
    while ports.store.now() <= over:
        pass
    [member] = [each for each in ports.store.due(ports.store.now(), 9) if "block:" in each]

    look_at(ports, member)
    look_at(ports, member)

    assert the_person(ports).blocked_reason == the_person(ports).blocked_number == ""
    assert ports.store.due(ports.store.now() + DAY * 40, 9) == []
    assert texts(ports, "CALL").outcome == "callback-queued"


def test_a_block_that_lasts_is_looked_at_again_at_its_end(ports: Ports) -> None:
    block(ports)
    look_at(ports, f"block:{the_person(ports).id}")

    assert ports.store.due(ports.store.now() + timedelta(hours=23), 9) == []
    assert ports.store.due(ports.store.now() + DAY, 9) == [f"block:{the_person(ports).id}"]


@pytest.mark.parametrize("length", [timedelta(0), timedelta(days=31), timedelta(days=-1)])
def test_a_block_has_a_bounded_length(ports: Ports, length: timedelta) -> None:
    with pytest.raises(NotAllowed):
        block(ports, length)

    assert blocked_people(ports) == []


def test_blocking_again_sets_a_new_end(ports: Ports) -> None:
    block(ports)
    longer = block(ports, 3 * DAY)

    assert the_person(ports).blocked_until == longer.blocked_until
    assert [each.id for each in blocked_people(ports)] == [longer.id]


@pytest.mark.parametrize("number", ["", "hello", HELPLINE])
def test_what_is_no_number_or_ours_is_refused(ports: Ports, number: str) -> None:
    with pytest.raises(NotAllowed):
        block_number(ports, number, DAY, ABUSE, COMMAND_LINE)


def test_an_unknown_reason_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotAllowed, match="too-many-calls"):
        reason_named("because")


def test_only_a_supervisor_blocks_unblocks_and_lists_by_callback(ports: Ports) -> None:
    amina, zoe = a_colleague(ports), a_colleague(ports, role=Role.SUPERVISOR)
    who = ports.identity.person(TEXTER)
    callback = in_queue(ports, phone=TEXTER, person=who)

    with pytest.raises(NotAllowed):
        block_behind(ports, callback.id, DAY, ABUSE, amina.id)
    block_behind(ports, callback.id, DAY, ABUSE, zoe.id)
    with pytest.raises(NotAllowed):
        unblock(ports, who, amina.id)

    [blocked] = blocked_people(ports)
    assert (blocked.id, blocked.blocked_by) == (who, zoe.id)
    assert blocked.blocked_number == "+1••••••••42"
    unblock(ports, who, zoe.id)
    assert blocked_people(ports) == []


def test_a_specialist_flags_whom_they_hold_for_a_day_also_after_closing(ports: Ports) -> None:
    amina, other = a_colleague(ports), a_colleague(ports)
    who = ports.identity.person(TEXTER)
    held = claim_callback(ports, in_queue(ports, phone=TEXTER, person=who).id, amina.id)
    close_callback(ports, held.id, held.token, "declined", amina.id)

    with pytest.raises(NotAllowed):
        flag_abuse(ports, held.id, other.id)
    flagged = flag_abuse(ports, held.id, amina.id)

    assert flagged.blocked_until is not None
    length = flagged.blocked_until - ports.store.now()
    assert timedelta(hours=23) < length <= DAY


def test_a_flag_makes_no_block_shorter(ports: Ports) -> None:
    amina = a_colleague(ports)
    who = ports.identity.person(TEXTER)
    held = claim_callback(ports, in_queue(ports, phone=TEXTER, person=who).id, amina.id)
    longer = block(ports, 5 * DAY)

    flag_abuse(ports, held.id, amina.id)

    assert the_person(ports).blocked_until == longer.blocked_until


def on_the_line(ports: Ports, phone: str) -> str:
    """A specialist who talks with this caller; returns the specialist's id."""
    now, sid = ports.store.now(), a_sid("CA")
    who = ports.identity.person(phone or f"withheld {sid}")
    call = Call(sid=sid, person=who, phone=phone, language="en", started_at=now, due_at=now)
    leg = a_leg(serves=f"call:{sid}", at=now)
    amina = a_colleague(ports, engaged=f"leg:{leg.id}")
    keep(ports, call, leg)
    return amina.id


def test_a_specialist_on_the_phone_flags_the_caller(ports: Ports) -> None:
    amina = on_the_line(ports, TEXTER)

    flag_caller(ports, amina)

    assert the_person(ports).is_blocked(ports.store.now())
    with pytest.raises(NotAllowed, match="nobody"):
        flag_caller(ports, a_colleague(ports).id)


def test_a_withheld_number_cannot_be_blocked_and_the_specialist_is_told(ports: Ports) -> None:
    with pytest.raises(NotAllowed, match="withheld"):
        flag_caller(ports, on_the_line(ports, ""))


def test_erasing_leaves_only_the_coded_block(ports: Ports) -> None:
    block(ports)
    who = ports.identity.person(TEXTER)

    erase_is_due(ports, erasing_of(who, ports.store.now()).removeprefix("erase:"))

    kept = the_person(ports)
    assert kept.is_blocked(ports.store.now())
    assert kept.blocked_number == ""
    assert kept.blocked_reason == "abuse"


def test_the_masked_number_is_stored_encrypted_and_audited_is_only_the_code(ports: Ports) -> None:
    block(ports)

    stored = ports.store._redis.hgetall(f"person:{the_person(ports).id}")  # type: ignore[attr-defined]
    audit = ports.store._redis.xrange("audit")  # type: ignore[attr-defined]

    assert "•" not in str(stored)
    assert "0142" not in str(audit)
    assert [line["what"] for _, line in audit] == ["blocked"]


def test_our_system_refuses_a_blocked_number_but_not_its_crisis(ports: Ports) -> None:
    block(ports)
    wish = {"phone": TEXTER, "language": "en", "reason": Reason.WEB_FORM, "channel": "api"}

    with pytest.raises(NotAllowed):
        request_callback(ports, Wish(**wish))  # type: ignore[arg-type]
    assert request_callback(ports, Wish(**wish, crisis=True)).is_new  # type: ignore[arg-type]


def test_a_person_who_changed_meanwhile_is_blocked_all_the_same(ports: Ports) -> None:
    texts(ports, "KETAMINE")
    block(ports)
    texts(ports, "x")
    ports.store.commit(Change(now=ports.store.now(), records=(the_person(ports).forgotten(),)))

    unblock(ports, the_person(ports).id, COMMAND_LINE)

    assert not the_person(ports).is_blocked(ports.store.now())


def test_the_end_is_never_named_sooner_than_it_comes() -> None:
    noon = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

    assert end_to_name(noon) == noon
    assert end_to_name(noon + timedelta(seconds=1)) == noon + timedelta(minutes=1)
