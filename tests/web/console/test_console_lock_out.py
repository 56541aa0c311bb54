"""Nobody is locked out by who guesses at their account from elsewhere."""

from collections.abc import Callable

import pytest
from flask import Flask

from service.actions.staff import add_specialist
from service.domain.specialist import Role
from service.web.console.known_browser import COOKIE
from service.web.console.login_limits import limiter
from tests.web.console.conftest import Desk
from tests.web.console.test_console_second_factor import EMAIL, PASSWORD, signs_in
from tests.web.console.visitor import Visitor

LOGIN = "/console/login"
A_STRANGERS_TRIES = 100


@pytest.fixture
def her(
    app: Flask, desk: Desk, with_policy: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    """Production's rules, and a supervisor at the login page of her own browser."""
    with_policy(is_demo=False)
    monkeypatch.setitem(app.config, "PREFERRED_URL_SCHEME", "https")
    limiter.reset()
    add_specialist(desk.ports, name="Amina", email=EMAIL, role=Role.SUPERVISOR, password=PASSWORD)
    return Visitor(app.test_client())


def guesses(app: Flask, times: int, cookie: str = "") -> list[int]:
    """So many wrong passwords, each ten from another address."""
    statuses = []
    for number in range(times):
        visitor = Visitor(app.test_client())
        visitor.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number // 10 + 1}"
        if cookie:
            visitor.client.set_cookie(COOKIE, cookie)
        signs_in(visitor, password="wrong")
        statuses.append(visitor.status)
    return statuses


def the_cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie(COOKIE)
    assert found is not None
    assert (found.secure, found.http_only, found.path) == (True, True, "/")
    return found.value


def test_guesses_from_many_addresses_stop_strangers_and_not_the_browser_she_uses(
    app: Flask, her: Visitor
) -> None:
    signs_in(her)  # the first of a stranger's tries
    her.presses("/console/logout")

    statuses = guesses(app, A_STRANGERS_TRIES + 9)

    assert statuses == [401] * (A_STRANGERS_TRIES - 1) + [429] * 10
    signs_in(her)
    assert her.sees("Set up your second factor")


@pytest.mark.parametrize("cookie", ["nonsense", "WyJhIixbImIiXV0.x.y"])
def test_a_made_up_cookie_has_no_tries_of_its_own(app: Flask, her: Visitor, cookie: str) -> None:
    guesses(app, A_STRANGERS_TRIES)

    assert guesses(app, 1, cookie) == [429]


def test_a_stolen_cookie_opens_nothing_and_its_tries_have_an_end_too(
    app: Flask, her: Visitor
) -> None:
    signs_in(her)

    statuses = guesses(app, A_STRANGERS_TRIES + 5, the_cookie(her))

    assert statuses == [401] * A_STRANGERS_TRIES + [429] * 5


def test_the_cookie_names_nobody(her: Visitor) -> None:
    signs_in(her)

    assert EMAIL not in the_cookie(her)


def test_a_demo_sets_none(specialist: Visitor) -> None:
    assert specialist.client.get_cookie(COOKIE) is None
