"""Signing in as in production: a second factor for everybody, and nothing before it is set up."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask

from service.actions.ports import Change
from service.actions.staff import add_specialist
from service.domain.second_factor import SecondFactor
from service.domain.specialist import Role, Specialist
from service.web.console.login_limits import limiter
from tests.web.console.conftest import Desk
from tests.web.console.test_console_access import addresses
from tests.web.console.visitor import Visitor

PASSWORD = "violet kettle under harbor"
EMAIL = "amina@example.org"
LOGIN = "/console/login"
SET_UP = "/console/second-factor"


@pytest.fixture
def house(
    app: Flask, desk: Desk, with_policy: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """Production's rules, over TLS, with one supervisor."""
    with_policy(is_demo=False)
    monkeypatch.setitem(app.config, "PREFERRED_URL_SCHEME", "https")
    limiter.reset()
    add_specialist(desk.ports, name="Amina", email=EMAIL, role=Role.SUPERVISOR, password=PASSWORD)
    return desk


@pytest.fixture
def amina(app: Flask, house: Desk) -> Visitor:
    """At the login page for the first time."""
    return Visitor(app.test_client())


def signs_in(
    visitor: Visitor, code: str = "", password: str = PASSWORD, email: str = EMAIL
) -> None:
    """Fill in the whole form."""
    visitor.opens(LOGIN)
    visitor.presses(LOGIN, email=email, password=password, code=code)


def key_on(visitor: Visitor) -> pyotp.TOTP:
    """The app that scanned what this page shows."""
    shown = re.search(r'id="key">([A-Z2-7 ]+)<', visitor.page)
    assert shown is not None, visitor.words()
    return pyotp.TOTP(shown[1].replace(" ", ""))


def sets_up(visitor: Visitor) -> tuple[pyotp.TOTP, list[str]]:
    """Sign in for the first time and set up the second factor; the app and the recovery codes."""
    signs_in(visitor)
    app = key_on(visitor)
    visitor.presses(SET_UP, code=app.now())
    return app, re.findall(r"<code>([a-z0-9-]{19})</code>", visitor.page)


def the_supervisor(desk: Desk) -> Specialist:
    """Her record as it is now."""
    found = desk.store.specialist_by_email(EMAIL)
    assert found is not None
    return found


def forget_steps(desk: Desk) -> None:
    """As if the last code had been used long ago."""
    factor = desk.store.get(SecondFactor, the_supervisor(desk).id)
    assert factor is not None
    desk.store.commit(Change(now=desk.store.now(), records=(replace(factor, last_step=1),)))


def test_the_first_sign_in_leads_to_the_set_up_and_nowhere_else(app: Flask, amina: Visitor) -> None:
    signs_in(amina)

    assert amina.sees("Set up your second factor")
    led = {}
    for address in addresses(app, "GET"):
        answer = amina.client.get(address)
        led[address] = (answer.status_code, answer.headers.get("Location"))
    elsewhere = {address: to for address, to in led.items() if to != (303, SET_UP)}
    assert set(elsewhere) == {SET_UP}
    token = amina.form(SET_UP)["csrf_token"]
    for address in addresses(app, "POST"):
        if address not in (SET_UP, "/console/logout"):
            answer = amina.client.post(address, data={"csrf_token": token})
            assert (answer.status_code, answer.headers["Location"]) == (303, SET_UP), address


def test_a_poll_of_an_old_page_leads_the_whole_page_to_the_set_up(amina: Visitor) -> None:
    signs_in(amina)

    answer = amina.client.get("/console/live", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, SET_UP)


def test_after_the_set_up_a_code_is_asked_for(app: Flask, amina: Visitor, house: Desk) -> None:
    totp, recovery = sets_up(amina)
    assert len(recovery) == 10
    amina.opens("/console/team")
    assert amina.status == 200

    answers = {}
    for name, code in (
        ("none", ""),
        ("wrong", "000000"),
        ("used", totp.now()),
        ("next", totp.at(datetime.now(UTC) + timedelta(seconds=30))),
        ("recovery", recovery[3]),
        ("recovery again", recovery[3]),
    ):
        visitor = Visitor(app.test_client())
        signs_in(visitor, code)
        answers[name] = visitor.status

    assert answers == {
        "none": 401, "wrong": 401, "used": 401, "next": 200, "recovery": 200,
        "recovery again": 401,
    }  # fmt: skip


def test_whatever_was_wrong_the_answer_is_the_same(app: Flask, amina: Visitor, house: Desk) -> None:
    sets_up(amina)
    pages = []
    for email, password, code in (
        ("nobody@example.org", PASSWORD, "000000"),
        (EMAIL, "wrong", "000000"),
        (EMAIL, PASSWORD, "000000"),
        (EMAIL, PASSWORD, ""),
        ("specialist@example.org", "demo", ""),
    ):
        visitor = Visitor(app.test_client())
        signs_in(visitor, code, password, email)
        pages.append((visitor.status, visitor.words()))

    assert pages[0][0] == 401
    assert len(set(pages)) == 1


def test_the_picture_is_plain_and_the_secret_stays_until_it_is_confirmed(amina: Visitor) -> None:
    signs_in(amina)
    first = key_on(amina).secret
    svg = amina.page.partition("<svg")[2].partition("</svg>")[0]

    amina.presses(SET_UP, code="000000")

    assert amina.sees("not the code your app shows now")
    assert key_on(amina).secret == first
    assert "path" in svg
    for forbidden in ("style=", "<script", "href", "url(", "onload"):
        assert forbidden not in svg


def test_another_sign_in_gets_another_secret_and_the_first_is_worth_nothing(
    app: Flask, amina: Visitor
) -> None:
    thief = Visitor(app.test_client())
    signs_in(thief)
    seen = key_on(thief)
    signs_in(amina)
    hers = key_on(amina)

    thief.presses(SET_UP, code=seen.now())

    assert thief.sees("too old")
    assert hers.secret != seen.secret
    assert key_on(thief).secret != hers.secret


def test_setting_up_gives_a_new_id_and_ends_every_other_session(app: Flask, amina: Visitor) -> None:
    elsewhere = Visitor(app.test_client())
    signs_in(elsewhere)
    signs_in(amina)
    before = amina.client.get_cookie("__Host-helpline")

    amina.presses(SET_UP, code=key_on(amina).now())

    after = amina.client.get_cookie("__Host-helpline")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert elsewhere.client.get("/console/").headers["Location"].startswith(LOGIN)


def test_another_phone_is_set_up_only_with_a_code_of_the_old_one(
    amina: Visitor, house: Desk
) -> None:
    old, _ = sets_up(amina)
    forget_steps(house)
    amina.opens(SET_UP)
    assert amina.sees("10 recovery codes are left")

    amina.presses(f"{SET_UP}/anew", code="000000")
    assert amina.sees("this code is wrong".capitalize())
    amina.presses(f"{SET_UP}/anew", code=old.now())
    new = key_on(amina)
    amina.presses(SET_UP, code=new.now())

    assert amina.sees("Your recovery codes")
    kept = house.store.get(SecondFactor, the_supervisor(house).id)
    assert kept is not None
    assert kept.secret == new.secret != old.secret


def test_a_stolen_session_cannot_guess_its_way_to_another_phone(
    amina: Visitor, house: Desk
) -> None:
    totp, _ = sets_up(amina)
    forget_steps(house)

    for _ in range(5):
        amina.opens(SET_UP)
        amina.presses(f"{SET_UP}/anew", code="000000")
    amina.opens(SET_UP)
    amina.presses(f"{SET_UP}/anew", code=totp.now())

    assert amina.sees("came too soon after others")
    amina.sends(SET_UP, code=totp.now())
    assert amina.sees("recovery codes are left")


def test_new_recovery_codes_end_the_old_ones(app: Flask, amina: Visitor, house: Desk) -> None:
    totp, old = sets_up(amina)
    forget_steps(house)
    amina.opens(SET_UP)

    amina.presses(f"{SET_UP}/recovery", code=totp.now())

    new = re.findall(r"<code>([a-z0-9-]{19})</code>", amina.page)
    assert len(new) == 10
    assert not set(new) & set(old)
    visitor = Visitor(app.test_client())
    signs_in(visitor, old[0])
    assert visitor.status == 401


def test_confirming_twice_or_from_nowhere_is_harmless(amina: Visitor, house: Desk) -> None:
    totp, _ = sets_up(amina)

    amina.sends(SET_UP, code=totp.now())

    assert amina.status == 200
    assert amina.sees("recovery codes are left")


@pytest.mark.parametrize(("guesses", "warned"), [(2, False), (3, True)])
def test_whoever_comes_in_after_many_wrong_codes_is_warned_once(
    app: Flask, amina: Visitor, house: Desk, guesses: int, warned: bool
) -> None:
    totp, recovery = sets_up(amina)
    forget_steps(house)
    for _ in range(guesses):
        signs_in(Visitor(app.test_client()), "000000")
    signs_in(Visitor(app.test_client()), "000000", password="wrong")
    first, second = Visitor(app.test_client()), Visitor(app.test_client())

    signs_in(first, totp.now())
    signs_in(second, recovery[0])

    assert first.sees("somebody knows it: change it under Me") is warned
    assert second.sees("Sign out")
    assert not second.sees("somebody knows it")


def test_a_stolen_session_cannot_guess_the_password(amina: Visitor, house: Desk) -> None:
    totp, _ = sets_up(amina)
    forget_steps(house)
    limiter.reset()
    typed = {"fresh": "another kettle under harbor"}

    answers = []
    for guess in [f"guess {n}" for n in range(10)] + [PASSWORD]:
        amina.opens("/console/account")
        amina.presses("/console/account/password", password=guess, code=totp.now(), **typed)
        answers.append(amina.status)

    assert answers == [200] * 10 + [429]
    assert amina.sees("Too many tries")


def test_a_password_is_changed_with_the_old_one_and_a_code(
    app: Flask, amina: Visitor, house: Desk
) -> None:
    totp, recovery = sets_up(amina)
    forget_steps(house)
    fresh = "another kettle under harbor"
    amina.opens("/console/account")

    amina.presses("/console/account/password", password=PASSWORD, code="000000", fresh=fresh)
    assert amina.sees("the code is wrong")
    amina.presses("/console/account/password", password=PASSWORD, code=totp.now(), fresh=fresh)

    assert amina.sees("Your password is changed")
    visitor = Visitor(app.test_client())
    signs_in(visitor, recovery[0], fresh)
    assert visitor.sees("Sign out")


def test_a_demo_has_none_of_this(specialist: Visitor) -> None:
    specialist.opens(SET_UP)
    assert specialist.status == 404
    specialist.opens("/console/")
    for path in ("", "/anew", "/recovery"):
        specialist.sends(SET_UP + path, code="000000")
        assert specialist.status == 404


def test_no_page_after_the_set_up_shows_the_secret_again(
    app: Flask, amina: Visitor, house: Desk
) -> None:
    totp, recovery = sets_up(amina)

    for address in addresses(app, "GET"):
        amina.opens(address)
        assert totp.secret not in amina.page.replace(" ", "")
        assert recovery[0] not in amina.page
