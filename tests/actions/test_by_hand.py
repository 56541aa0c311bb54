"""What a supervisor writes down by hand: an opt-out, a hold, a disclosure; and who may not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.by_hand import opt_out_number
from service.actions.callbacks import claim_callback
from service.actions.disclosing import (
    Told,
    disclose_about_callback,
    disclose_about_number,
    disclosures,
)
from service.actions.erasing import erase_is_due, erasing_of
from service.actions.holds import held_until, hold_number, lift_hold, people_on_hold
from service.actions.ports import Change, Ports
from service.actions.retention import forget_old_numbers
from service.actions.sms import Inbound, receive_sms
from service.actions.voicemail import voicemail_is_due
from service.domain.callback import Callback, Outcome, State
from service.domain.errors import NotAllowed
from service.domain.person import Person
from service.domain.specialist import Role, Specialist
from service.domain.voicemail import Voicemail
from tests.actions.queueing import a_colleague, in_queue, keep, stored
from tests.builders import HELPLINE, TEXTER, a_sid

DAY = timedelta(days=1)


@pytest.fixture
def boss(ports: Ports) -> Specialist:
    return a_colleague(ports, role=Role.SUPERVISOR)


def the_person(ports: Ports) -> Person:
    return ports.store.around(ports.identity.person(TEXTER)).person


def told(ports: Ports, **given: object) -> Told:
    typed = {
        "to_whom": "Dr. Example",
        "affiliation": "Northside Hospital",
        "disclosed_by": "Amina",
        "disclosed_at": ports.store.now(),
        "nature": "Did not breathe well.",
    }
    return Told(**(typed | given))  # type: ignore[arg-type]


def hold(ports: Ports, boss: Specialist, length: timedelta = DAY) -> None:
    hold_number(ports, TEXTER, ports.store.now() + length, "a court asked", boss.id)


def test_an_opt_out_by_mail_takes_the_open_call_to_review(ports: Ports, boss: Specialist) -> None:
    asked = in_queue(ports, phone=TEXTER)

    opt_out_number(ports, "(212) 555-0142", "all", "mail", boss.id)

    assert the_person(ports).opted_out == "all"
    assert stored(ports, asked).state is State.REVIEW
    assert stored(ports, asked).review_reason == "opted out by hand"


def test_no_texts_leaves_the_call_that_was_asked_for(ports: Ports, boss: Specialist) -> None:
    asked = in_queue(ports, phone=TEXTER)

    opt_out_number(ports, TEXTER, "sms", "phone", boss.id)

    assert the_person(ports).opted_out == "sms"
    assert stored(ports, asked).state is State.WAITING
    opt_out_number(ports, TEXTER, "voice", "phone", boss.id)
    assert the_person(ports).opted_out == "all"
    assert stored(ports, asked).state is State.REVIEW


@pytest.mark.parametrize(
    ("number", "scope", "how"),
    [
        ("hello", "all", "mail"),
        ("", "all", "mail"),
        (HELPLINE, "all", "mail"),
        (TEXTER, "everything", "mail"),
        (TEXTER, "all", "pigeon"),
    ],
)
def test_what_is_not_understood_opts_nobody_out(
    ports: Ports, boss: Specialist, number: str, scope: str, how: str
) -> None:
    with pytest.raises(NotAllowed):
        opt_out_number(ports, number, scope, how, boss.id)

    assert the_person(ports).opted_out == ""


def test_only_a_supervisor_does_any_of_this(ports: Ports) -> None:
    amina = a_colleague(ports)
    waiting = in_queue(ports)

    with pytest.raises(NotAllowed):
        opt_out_number(ports, TEXTER, "all", "mail", amina.id)
    with pytest.raises(NotAllowed):
        hold(ports, amina)
    with pytest.raises(NotAllowed):
        lift_hold(ports, "x", amina.id)
    with pytest.raises(NotAllowed):
        disclose_about_number(ports, TEXTER, told(ports), amina.id)
    with pytest.raises(NotAllowed):
        disclose_about_callback(ports, waiting.id, told(ports), amina.id)


def test_a_hold_stops_erasure_till_it_is_lifted(ports: Ports, boss: Specialist) -> None:
    asked = in_queue(ports, phone=TEXTER)
    hold(ports, boss)
    owed = erasing_of(asked.person, ports.store.now())
    keep_owed = Change(now=ports.store.now(), owed=(owed,))
    ports.store.commit(keep_owed)

    left = erase_is_due(ports, owed.removeprefix("erase:"))

    assert left == 1
    assert stored(ports, asked).phone == TEXTER
    [on_hold] = people_on_hold(ports)
    assert (on_hold.id, on_hold.hold_reason) == (asked.person, "a court asked")
    lift_hold(ports, asked.person, boss.id)
    assert erase_is_due(ports, owed.removeprefix("erase:")) == 0
    assert people_on_hold(ports) == []
    assert ports.store.get(Callback, asked.id) is None


def test_a_hold_keeps_an_old_number_and_the_others_go(ports: Ports, boss: Specialist) -> None:
    held, other = in_queue(ports, phone=TEXTER), in_queue(ports)
    long_ago = ports.store.now() - 8 * DAY
    for each in (held, other):
        keep(ports, each.close(Outcome.REACHED, long_ago))
    hold(ports, boss)

    first, again = forget_old_numbers(ports), forget_old_numbers(ports)

    assert (first, again) == (1, 0)
    assert stored(ports, held).phone == TEXTER
    assert stored(ports, held).kept_from is not None
    assert stored(ports, other).phone == ""
    lift_hold(ports, held.person, boss.id)
    assert forget_old_numbers(ports) == 1
    assert stored(ports, held).phone == ""


def test_whoever_is_on_hold_and_asks_to_be_erased_reads_the_truth(
    ports: Ports, boss: Specialist
) -> None:
    asked = in_queue(ports, phone=TEXTER)
    hold(ports, boss)

    answer = receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="ERASE"))

    assert "must keep what we have for now" in answer.messages[0]
    assert stored(ports, asked).outcome == Outcome.CANCELLED
    owed = [each for each in ports.store.due(ports.store.now(), 50) if each.startswith("erase:")]
    assert len(owed) == 1


def test_a_voicemail_on_hold_is_not_deleted(ports: Ports, boss: Specialist) -> None:
    now, person = ports.store.now(), ports.identity.person(TEXTER)
    message = Voicemail(
        id="RE" + "1" * 32,
        person=person,
        phone=TEXTER,
        language="en",
        call_sid=a_sid("CA"),
        seconds=9,
        created_at=now - DAY,
        due_at=now - timedelta(seconds=1),
    )
    keep(ports, message)
    hold(ports, boss)

    voicemail_is_due(ports, message.id)

    assert ports.store.get(Voicemail, message.id) is not None
    assert f"voicemail:{message.id}" not in ports.store.due(now + DAY / 2, 50)


@pytest.mark.parametrize("length", [timedelta(0), -DAY, 400 * DAY])
def test_a_hold_ends_within_a_year_and_not_before_it_begins(
    ports: Ports, boss: Specialist, length: timedelta
) -> None:
    with pytest.raises(NotAllowed):
        hold(ports, boss, length)

    assert held_until(ports, ports.identity.person(TEXTER), ports.store.now()) is None


def test_a_disclosure_holds_what_the_law_names_and_outlives_an_erasure(
    ports: Ports, boss: Specialist
) -> None:
    asked = in_queue(ports, phone=TEXTER)
    amina = a_colleague(ports)
    claim_callback(ports, asked.id, amina.id)
    disclose_about_callback(ports, asked.id, told(ports), amina.id)
    owed = erasing_of(asked.person, ports.store.now())

    left = erase_is_due(ports, owed.removeprefix("erase:"))

    [written] = disclosures(ports)
    assert left == 0
    assert (written.to_whom, written.affiliation) == ("Dr. Example", "Northside Hospital")
    assert (written.disclosed_by, written.nature) == ("Amina", "Did not breathe well.")
    assert written in ports.store.about(asked.person)
    assert ports.store.get(Callback, asked.id) is None


@pytest.mark.parametrize(
    "typed",
    [
        {"to_whom": ""},
        {"affiliation": " \n\t"},
        {"disclosed_by": "\0"},
        {"nature": "x" * 301},
    ],
)
def test_a_disclosure_with_a_gap_is_refused(
    ports: Ports, boss: Specialist, typed: dict[str, str]
) -> None:
    with pytest.raises(NotAllowed):
        disclose_about_number(ports, TEXTER, told(ports, **typed), boss.id)

    assert disclosures(ports) == []


@pytest.mark.parametrize("apart", [timedelta(hours=1), -400 * DAY])
def test_a_disclosure_has_been_and_within_a_year(
    ports: Ports, boss: Specialist, apart: timedelta
) -> None:
    late = replace(told(ports), disclosed_at=ports.store.now() + apart)

    with pytest.raises(NotAllowed):
        disclose_about_number(ports, TEXTER, late, boss.id)


def test_a_disclosure_is_kept_for_six_years_in_the_store(
    ports: Ports, boss: Specialist, link: object
) -> None:
    written = disclose_about_number(ports, TEXTER, told(ports), boss.id)

    days = link.pttl(f"disclosure:{written.id}") / 86_400_000  # type: ignore[attr-defined]
    stored_as = link.hgetall(f"disclosure:{written.id}")  # type: ignore[attr-defined]

    assert 6 * 365 < days < 6 * 366 + 1
    assert "Northside Hospital" not in str(stored_as)
    assert "breathe" not in str(stored_as)
