"""Sessions: a new id at every sign-in, bound to host and TLS, over when they should be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from service.actions import second_factor
from service.actions.staff import add_specialist, set_password
from service.web.console.login_limits import limiter
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

LOGIN = "/console/login"
QUEUE = "/console/"


def cookie(visitor: Visitor, name: str = "helpline") -> str:
    """The session id the browser has."""
    found = visitor.client.get_cookie(name)
    assert found is not None
    return found.value


def is_in(app: Flask, session_id: str) -> bool:
    """Whether somebody who has this id is let in."""
    thief = app.test_client()
    thief.set_cookie("helpline", session_id)
    return thief.get(QUEUE).status_code == 200


def test_an_id_that_somebody_planted_is_not_taken_over(app: Flask, desk: Desk) -> None:
    planted = desk.ports.sessions.create({"planted": "yes"}, timedelta(hours=1))
    victim = Visitor(app.test_client())
    victim.client.set_cookie("helpline", "x" * 43)

    victim.signs_in()

    assert cookie(victim) not in ("x" * 43, planted)
    assert not is_in(app, "x" * 43)


def test_signing_in_again_ends_the_session_before(app: Flask, specialist: Visitor) -> None:
    before = cookie(specialist)

    specialist.opens("/console/login")
    token = specialist.form("/console/logout")["csrf_token"]
    form = {"csrf_token": token, "email": "supervisor@example.org", "password": "demo"}
    specialist.client.post(LOGIN, data=form)

    assert cookie(specialist) != before
    assert not is_in(app, before)
    specialist.opens("/console/team")
    assert specialist.status == 200


@pytest.mark.parametrize(
    "made_up",
    ["", ".", "a.b.c", "x" * 43, "x" * 4000, "ä", '"', "session:1", "null", "e30.aaaa.bbbb"],
)
def test_a_made_up_id_is_a_stranger_and_nothing_breaks(
    app: Flask, desk: Desk, made_up: str
) -> None:
    client = app.test_client()

    answer = client.get(QUEUE, headers={"Cookie": f"helpline={made_up}"})

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(LOGIN)


def test_twelve_hours_are_not_lengthened_by_work(
    specialist: Visitor, desk: Desk, app: Flask
) -> None:
    secret = cookie(specialist)
    fields = desk.ports.sessions.read(secret)
    assert fields is not None
    now = datetime.now(UTC)
    almost = {
        "since": (now - timedelta(hours=12) + timedelta(minutes=1)).isoformat(),
        "active_at": (now - timedelta(minutes=2)).isoformat(),
    }
    desk.ports.sessions.write(secret, fields | almost, timedelta(minutes=30))

    specialist.opens("/console/")

    assert specialist.sees("Sign out")
    after = desk.ports.sessions.read(secret)
    assert after is not None
    assert after["since"] == almost["since"], "work does not move the beginning"
    key = next(iter(desk.store._redis.keys("session:*")))  # type: ignore[attr-defined]
    assert desk.store._redis.ttl(key) <= 60, "the store forgets it on time by itself"  # type: ignore[attr-defined]


REVOKED: dict[str, Callable[[Desk], object]] = {
    "by a new password": lambda desk: set_password(
        desk.ports, "demo-specialist", "violet kettle under harbor", by="command line"
    ),
    "by a reset of the second factor": lambda desk: second_factor.reset(
        desk.ports, "demo-specialist", by="command line"
    ),
    "by hand": lambda desk: desk.ports.sessions.revoke_all("demo-specialist"),
}


@pytest.mark.parametrize("how", REVOKED)
def test_a_revoked_session_is_out_at_once_everywhere(
    app: Flask, arrives: Callable[..., Visitor], desk: Desk, how: str
) -> None:
    windows = [cookie(arrives()) for _ in range(3)]
    assert all(is_in(app, each) for each in windows)

    REVOKED[how](desk)

    assert [is_in(app, each) for each in windows] == [False] * 3


def test_a_revoked_session_is_not_brought_back_by_a_page_that_ends_later(
    desk: Desk, specialist: Visitor
) -> None:
    secret = cookie(specialist)
    fields = desk.ports.sessions.read(secret)
    assert fields is not None

    desk.ports.sessions.revoke(secret)
    desk.ports.sessions.write(secret, fields, timedelta(minutes=30))

    assert desk.ports.sessions.read(secret) is None


def test_in_production_the_signed_in_cookie_is_bound_too(
    app: Flask, desk: Desk, with_policy: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_policy(is_demo=False)
    monkeypatch.setitem(app.config, "PREFERRED_URL_SCHEME", "https")
    limiter.reset()
    visitor = Visitor(app.test_client())
    visitor.opens(LOGIN)
    before = cookie(visitor, "__Host-helpline")
    add_specialist(desk.ports, name="A", email="a@example.org", password="violet kettle under")
    form = visitor.form(LOGIN) | {"email": "a@example.org", "password": "violet kettle under"}

    answer = visitor.client.post(LOGIN, data=form)

    cookies = answer.headers.getlist("Set-Cookie")
    assert answer.status_code == 303
    assert any(each.startswith("__Host-helpline=") for each in cookies)
    for each in cookies:
        assert each.startswith("__Host-")
        assert "Domain" not in each
        for bound in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
            assert bound in each
    assert cookie(visitor, "__Host-helpline") != before


def test_a_session_holds_no_password_no_code_and_no_number(specialist: Visitor, desk: Desk) -> None:
    fields = desk.ports.sessions.read(cookie(specialist))

    assert fields is not None
    assert set(fields) == {"specialist", "since", "active_at", "page"}
    assert "demo" not in fields["page"].replace("demo-specialist", "")
