"""Who works here: invited once, verified by a text, given a role, let go at once."""

from datetime import timedelta

import pytest

from service.actions.callbacks import call_back, claim_callback
from service.actions.inviting import invite, join, withdraw
from service.actions.people import (
    change_languages,
    change_role,
    disable,
    enable,
    revoke_token,
)
from service.actions.phone_checking import open_check, send_phone_code, verify_phone
from service.actions.ports import Change, Ports
from service.actions.staff import sign_in
from service.actions.texts import send_text
from service.domain.callback import State
from service.domain.errors import NotAllowed
from service.domain.invitation import Invitation
from service.domain.person import Person
from service.domain.phone_check import PhoneCheck
from service.domain.specialist import Role, Specialist
from service.domain.text import Text
from tests.actions.queueing import a_colleague, at_once, in_queue, keep, stored
from tests.fakes import FakeTelephone

GOOD = "violet kettle under harbor"
PHONE = "+16465550177"


def invited(ports: Ports, **given: object) -> tuple[Invitation, str]:
    """An invitation by the admin."""
    wanted: dict[str, object] = {
        "email": "amina@example.org", "role": Role.SUPERVISOR, "languages": ("es", "en"),
        "by": "admin",
    }  # fmt: skip
    return invite(ports, **(wanted | given))  # type: ignore[arg-type]


def test_the_invited_joins_with_what_the_admin_chose(ports: Ports) -> None:
    _, code = invited(ports)

    amina = join(ports, code, name="  Amina\n Diaz ", password=GOOD)

    assert sign_in(ports, "amina@example.org", GOOD) == stored(ports, amina)
    assert (amina.name, amina.role, amina.languages) == (
        "Amina Diaz", Role.SUPERVISOR, ("en", "es"),
    )  # fmt: skip
    assert not amina.phone_verified
    assert ports.store.invitations(ports.store.now()) == []


def test_an_invitation_is_used_once_even_at_once(ports: Ports) -> None:
    _, code = invited(ports)
    joined: list[Specialist] = []
    refused: list[str] = []

    def try_it() -> None:
        try:
            joined.append(join(ports, code, name="Amina", password=GOOD))
        except NotAllowed as error:
            refused.append(str(error))

    at_once(try_it, 5)

    assert len(joined) == 1
    assert len(refused) == 4
    assert [each.email for each in ports.store.specialists()] == ["amina@example.org"]


def test_the_store_knows_no_code_and_no_address_in_the_open(ports: Ports) -> None:
    made, code = invited(ports)

    everything = str(ports.store._redis.hgetall(f"invitation:{made.id}"))

    assert code not in everything
    assert "amina" not in everything
    assert len(code) >= 43, "256 bits"


def test_an_invitation_is_over_after_two_days(ports: Ports) -> None:
    made, _ = invited(ports)
    ttl_ms = ports.store._redis.pttl(f"invitation:{made.id}")
    late = ports.store.now() + timedelta(hours=48)

    assert 0 < ttl_ms <= 48 * 3600 * 1000
    assert not made.is_good(late)
    assert ports.store.invitations(late) == []


def test_a_withdrawn_or_made_up_code_opens_nothing(ports: Ports) -> None:
    made, code = invited(ports)

    assert withdraw(ports, made.id, by="admin")

    assert not withdraw(ports, made.id, by="admin")
    for each in (code, "", "x" * 9000, "\ud800", made.id):
        with pytest.raises(NotAllowed, match="used, over"):
            join(ports, each, name="Amina", password=GOOD)


@pytest.mark.parametrize(
    "email", ["", "amina", "a@b", "a b@c.org", "a\0@b.org", "x@y.org\n", "@." + "x" * 300]
)
def test_an_invitation_needs_an_address(ports: Ports, email: str) -> None:
    if email.strip() == "x@y.org":
        assert invited(ports, email=email)[0].email == "x@y.org"
        return
    with pytest.raises(NotAllowed, match="address"):
        invited(ports, email=email)


def test_nobody_is_invited_who_works_here(ports: Ports) -> None:
    a_colleague(ports, email="Amina@Example.org")

    with pytest.raises(NotAllowed, match="already"):
        invited(ports)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "12 characters"),
        ("x" * 1001, "12 characters"),
        ("password1234", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("qwertyuiop12", "easy to guess"),
        ("amina@example.org", "easy to guess"),
        ("Amina Diaz 1", "easy to guess"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(ports: Ports, password: str, why: str) -> None:
    _, code = invited(ports)

    with pytest.raises(NotAllowed, match=why):
        join(ports, code, name="Amina Diaz", password=password)

    assert join(ports, code, name="Amina Diaz", password=GOOD), "the invitation is not used up"


def test_whoever_is_let_go_is_out_at_once_and_their_callbacks_go_to_others(ports: Ports) -> None:
    amina = a_colleague(ports)
    session = ports.sessions.create({"specialist": amina.id}, timedelta(hours=1))
    ports.tokens.add("secret", amina.id, ("read",))
    ports.tokens.add("another's", "ben", ("read",))
    held, talked, calling = (claim_callback(ports, in_queue(ports).id, amina.id) for _ in "abc")
    spoke = ports.store.now()
    keep(ports, stored(ports, talked).call("x", spoke))
    keep(ports, stored(ports, talked).talking(spoke))
    keep(ports, stored(ports, talked).hung_up(spoke))
    call_back(ports, calling.id, calling.token, amina.id)

    gone = disable(ports, amina.id, by="admin")

    assert (gone.disabled, gone.on_shift) == (True, False)
    assert ports.sessions.read(session) is None
    assert ports.tokens.holder("secret") is None
    assert ports.tokens.holder("another's") is not None
    assert stored(ports, held).state is State.WAITING
    assert stored(ports, talked).state is State.REVIEW
    assert stored(ports, calling).state is State.CALLING, "a live call is not cut"
    assert amina.id not in ports.store._redis.hgetall("duty")


def test_whoever_comes_back_is_off_shift_and_has_no_token(ports: Ports) -> None:
    amina = a_colleague(ports)
    disable(ports, amina.id, by="admin")

    back = enable(ports, amina.id, by="admin")

    assert (back.disabled, back.on_shift) == (False, False)
    assert ports.tokens.all(amina.id) == []


def test_nobody_disables_or_promotes_themselves(ports: Ports) -> None:
    boss = a_colleague(ports, role=Role.ADMIN)

    with pytest.raises(NotAllowed, match="yourself"):
        disable(ports, boss.id, by=boss.id)
    with pytest.raises(NotAllowed, match="own role"):
        change_role(ports, boss.id, Role.SPECIALIST, by=boss.id)


def test_role_and_languages_change_and_are_audited(ports: Ports) -> None:
    amina = a_colleague(ports)

    change_role(ports, amina.id, Role.SUPERVISOR, by="admin")
    change_languages(ports, amina.id, ("es", "xx"), by="admin")

    assert stored(ports, amina).role is Role.SUPERVISOR
    assert stored(ports, amina).languages == ("es",)
    audited = [line["what"] for _, line in ports.store._redis.xrange("audit")]
    assert audited == ["changed the role to supervisor", "changed the languages"]
    with pytest.raises(NotAllowed, match="one language"):
        change_languages(ports, amina.id, ("xx",), by="admin")


def test_a_token_is_revoked_by_its_id_and_only_by_its_owner(ports: Ports) -> None:
    made = ports.tokens.add("secret", "amina", ("read",), "wall board")

    assert not revoke_token(ports, made.id, by="ben", whose="ben")
    assert ports.tokens.holder("secret") is not None
    assert revoke_token(ports, made.id, by="amina", whose="amina")
    assert ports.tokens.holder("secret") is None
    assert not revoke_token(ports, made.id, by="amina", whose="amina")


def sent_code(ports: Ports, telephone: FakeTelephone) -> str:
    """The code in the text that a worker sends now."""
    text = next(t for t in ports.store.about(ports.identity.person(PHONE)) if isinstance(t, Text))
    send_text(ports, text.id)
    check = ports.store.get(PhoneCheck, ports.store.specialists()[0].id)
    assert check is not None
    assert check.phone_code in telephone.sent[-1][1]
    return check.phone_code


def test_a_phone_is_verified_by_the_code_that_was_texted_there(
    ports: Ports, telephone: FakeTelephone
) -> None:
    amina = a_colleague(ports, phone="")
    send_phone_code(ports, amina.id, "(646) 555-0177")
    code = sent_code(ports, telephone)

    verify_phone(ports, amina.id, f" {code[:3]} {code[3:]}")

    assert (stored(ports, amina).phone, stored(ports, amina).phone_verified) == (PHONE, True)
    with pytest.raises(NotAllowed, match="no code"):
        verify_phone(ports, amina.id, code)


def test_a_phone_is_verified_for_one_person_only(ports: Ports, telephone: FakeTelephone) -> None:
    amina = a_colleague(ports, phone="", id="a-amina")
    ben = a_colleague(ports, phone=PHONE, phone_verified=True, id="b-ben")
    send_phone_code(ports, amina.id, PHONE)

    verify_phone(ports, amina.id, sent_code(ports, telephone))

    assert stored(ports, amina).phone_verified
    assert not stored(ports, ben).phone_verified


def test_five_wrong_codes_end_the_code(ports: Ports, telephone: FakeTelephone) -> None:
    amina = a_colleague(ports, phone="")
    send_phone_code(ports, amina.id, PHONE)
    code = sent_code(ports, telephone)
    wrong = "000000" if code != "000000" else "111111"

    for _ in range(5):
        with pytest.raises(NotAllowed, match="not the code"):
            verify_phone(ports, amina.id, wrong)

    with pytest.raises(NotAllowed, match="no code"):
        verify_phone(ports, amina.id, code)
    assert stored(ports, amina).phone == ""


def test_three_codes_an_hour_are_sent_and_no_more(ports: Ports) -> None:
    amina = a_colleague(ports, phone="")

    for _ in range(3):
        send_phone_code(ports, amina.id, PHONE)

    with pytest.raises(NotAllowed, match="three codes"):
        send_phone_code(ports, amina.id, "+16465550178")


def test_a_code_is_too_old_after_ten_minutes(ports: Ports) -> None:
    amina = a_colleague(ports, phone="")
    check = send_phone_code(ports, amina.id, PHONE)

    assert open_check(ports, amina.id) is not None
    assert not check.is_open(check.first_at + timedelta(minutes=10))


@pytest.mark.parametrize("number", ["", "911", "hello", "+18765550101", "9" * 300, "+442079460018"])
def test_no_code_goes_where_we_may_not_dial(ports: Ports, number: str) -> None:
    amina = a_colleague(ports, phone="")

    with pytest.raises(NotAllowed, match="ordinary line"):
        send_phone_code(ports, amina.id, number)


def test_whoever_said_stop_gets_no_code_and_is_told_why(ports: Ports) -> None:
    amina = a_colleague(ports, phone="")
    opted_out = Person(id=ports.identity.person(PHONE)).opt_out("sms", ports.store.now())
    ports.store.commit(Change(now=ports.store.now(), records=(opted_out,)))

    with pytest.raises(NotAllowed, match="text START"):
        send_phone_code(ports, amina.id, PHONE)


def test_the_code_is_encrypted_where_it_is_compared(ports: Ports) -> None:
    amina = a_colleague(ports, phone="")
    check = send_phone_code(ports, amina.id, PHONE)

    kept = str(ports.store._redis.hgetall(f"phone_check:{amina.id}"))

    assert check.phone_code not in kept
    assert "5550177" not in kept
