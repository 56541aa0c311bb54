"""Those who work here: hired, signed in, on and off shift."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.callbacks import call_back, claim_callback
from service.actions.demo_staff import seed_demo
from service.actions.ports import Change, Ports
from service.actions.staff import (
    add_specialist,
    change_phone,
    end_break,
    end_shift,
    set_password,
    sign_in,
    start_shift,
    take_break,
)
from service.domain.callback import State
from service.domain.errors import NotAllowed, UnknownRecord
from service.domain.specialist import Role, Specialist
from tests.actions.queueing import a_colleague, in_queue, stored
from tests.builders import a_policy


def test_a_new_specialist_signs_in_with_their_password(ports: Ports) -> None:
    amina = add_specialist(
        ports, name="Amina", email=" Amina@example.org ", password="correct horse battery"
    )

    assert sign_in(ports, "amina@EXAMPLE.org", "correct horse battery") == stored(ports, amina)
    assert sign_in(ports, "amina@example.org", "wrong") is None
    assert sign_in(ports, "nobody@example.org", "wrong") is None
    assert "correct" not in stored(ports, amina).password


@pytest.mark.parametrize("email", ["ann", "", " ", "ann@", "@x.org", "a b@x.org", "a@x\0.org"])
def test_nobody_is_added_whom_the_sign_in_form_would_refuse(ports: Ports, email: str) -> None:
    with pytest.raises(NotAllowed, match="write an e-mail address"):
        add_specialist(ports, name="Ann", email=email, password="correct horse battery")


def test_without_a_password_or_after_leaving_nobody_signs_in(ports: Ports) -> None:
    add_specialist(ports, name="New", email="new@example.org")
    a_colleague(ports, email="gone@example.org", password=ports.passwords.hash("x"), disabled=True)

    assert sign_in(ports, "new@example.org", "") is None
    assert sign_in(ports, "gone@example.org", "x") is None


def test_an_address_is_taken_once(ports: Ports) -> None:
    add_specialist(ports, name="Amina", email="amina@example.org")

    with pytest.raises(NotAllowed, match="already"):
        add_specialist(ports, name="Other", email="AMINA@example.org")


def test_a_new_password_ends_every_session(ports: Ports) -> None:
    amina = a_colleague(ports)
    session = ports.sessions.create({"specialist": amina.id}, timedelta(hours=1))

    set_password(ports, amina.id, "correct horse battery", by="admin")

    assert ports.sessions.read(session) is None
    with pytest.raises(NotAllowed, match="12"):
        set_password(ports, amina.id, "short", by="admin")


def test_the_end_of_a_shift_gives_back_what_was_not_begun(ports: Ports) -> None:
    amina = a_colleague(ports)
    untouched, called, talked = in_queue(ports), in_queue(ports), in_queue(ports)
    claim_callback(ports, untouched.id, amina.id)
    token = claim_callback(ports, called.id, amina.id).token
    call_back(ports, called.id, token, amina.id)
    claimed = claim_callback(ports, talked.id, amina.id)
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(replace(claimed, spoke_at=now),)))

    ended = end_shift(ports, amina.id)

    assert not ended.on_shift
    assert stored(ports, untouched).state is State.WAITING
    assert stored(ports, called).state is State.CALLING
    assert stored(ports, talked).specialist == amina.id


def test_shift_and_break_change_who_may_be_rung(ports: Ports) -> None:
    amina = a_colleague(ports, on_shift=False)

    assert start_shift(ports, amina.id).may_be_rung("en", ports.store.now())
    assert not take_break(ports, amina.id).may_be_rung("en", ports.store.now())
    assert end_break(ports, amina.id).may_be_rung("en", ports.store.now())
    with pytest.raises(UnknownRecord):
        start_shift(ports, "nosuch")


def test_the_demo_has_its_people_and_their_tokens(ports: Ports) -> None:
    seed_demo(ports)
    seed_demo(ports)

    who = sign_in(ports, "specialist@example.org", "demo")
    assert who is not None
    assert who.on_shift
    assert sorted(ports.store.around("x").on_shift) == ["demo-specialist", "demo-specialist-2"]
    boss = sign_in(ports, "supervisor@example.org", "demo")
    assert boss is not None
    assert boss.role is Role.SUPERVISOR
    assert ports.tokens.holder("demo-specialist-2") == (
        "demo-specialist-2",
        ("read", "work", "ask"),
    )


def test_what_was_changed_in_the_demo_stays_changed(ports: Ports) -> None:
    seed_demo(ports)
    end_shift(ports, "demo-specialist")

    seed_demo(ports)

    specialist = ports.store.get(Specialist, "demo-specialist")
    assert specialist is not None
    assert not specialist.on_shift


def test_production_has_no_made_up_people(ports: Ports) -> None:
    production = replace(ports, policy=a_policy(is_demo=False))
    seed_demo(production)

    assert ports.store.specialists() == []
    assert ports.tokens.holder("demo-specialist") is None


def test_a_store_that_was_once_a_demo_lets_nobody_in(ports: Ports) -> None:
    seed_demo(ports)

    production = replace(ports, policy=a_policy(is_demo=False))

    assert sign_in(production, "specialist@example.org", "demo") is None


def test_a_phone_marked_dead_is_tried_anew_on_the_next_shift(ports: Ports) -> None:
    amina = a_colleague(ports, phone_dead=True)
    assert not amina.may_be_rung("en", ports.store.now())

    start_shift(ports, amina.id)

    assert stored(ports, amina).may_be_rung("en", ports.store.now())


def test_another_number_is_alive_until_it_proves_dead(ports: Ports) -> None:
    amina = a_colleague(ports, phone_dead=True)

    change_phone(ports, amina.id, "+16465550177", by="command line")

    changed = stored(ports, amina)
    assert changed.phone == "+16465550177"
    assert changed.may_be_rung("en", ports.store.now())
