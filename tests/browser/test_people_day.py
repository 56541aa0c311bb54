"""An admin's first day as in production, and the day of whom they invite, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.actions.staff import add_specialist
from service.domain.phone_check import PhoneCheck
from service.domain.specialist import Role
from service.web.console.login_limits import limiter
from tests.browser.production import a_production_app, ports_of, served
from tests.browser.test_console_pages import LOOKS, faults, is_too_wide

PASSWORD = "violet kettle under harbor"
ADA = "ada@example.org"


@pytest.fixture
def app(valkey_url: str, link: object, tmp_path: Path) -> Flask:
    """A house with one admin, who was added on the command line."""
    app = a_production_app(valkey_url, tmp_path)
    limiter.reset()
    add_specialist(
        ports_of(app), name="Ada", email=ADA, role=Role.ADMIN, languages=("en", "es"),
        password=PASSWORD, phone="+16465550111", phone_verified=True,
    )  # fmt: skip
    return app


@pytest.fixture
def window(app: Flask, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a window of its own; at the end no browser must have complained."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    with served(app) as address:

        def opened(path: str = "/console/", **choices: object) -> Page:
            context = browser.new_context(
                **{"base_url": address, "ignore_https_errors": True, **choices}
            )
            context.set_default_timeout(30_000)
            contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
            page.goto(path)
            return page

        yield opened
        for context in contexts:
            context.close()
    # A poll that learns that its session is over is a red line to a browser.
    assert not [each for each in troubles if "401" not in each]


def signs_in(page: Page, email: str = ADA, code: str = "") -> None:
    """Fill in the form and press the button."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()


def sets_up(page: Page) -> list[str]:
    """Scan the picture (here: read the key) and type the code; returns the recovery codes."""
    page.get_by_role("heading", name="Set up your second factor").wait_for()
    key = page.locator("#key").inner_text().replace(" ", "")
    page.get_by_label("Code, 6 digits").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Turn it on").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    codes = page.locator(".codes code")
    expect(codes).to_have_count(10)
    return codes.all_inner_texts()


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_about_people_has_a_fault_a_machine_can_find(
    window: Callable[..., Page], look: str
) -> None:
    found: dict[str, list[str]] = {}
    page = window("/console/join#some-code", **LOOKS[look])

    def look_at(name: str) -> None:
        page.wait_for_load_state("networkidle")  # unstyled, everything is too small
        found[name] = faults(page) + ["scrolls sideways"] * is_too_wide(page)

    look_at("join")
    page.goto("/console/login")
    look_at("login")
    signs_in(page)
    page.get_by_role("heading", name="Set up your second factor").wait_for()
    look_at("set-up")
    sets_up(page)
    look_at("recovery")
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_label("What it is for").fill("Wall board")
    page.get_by_role("button", name="Make a token").click()
    look_at("token")
    page.goto("/console/account")
    page.get_by_label("Number").fill("646-555-0111")
    page.get_by_role("button", name="Text me a code").click()
    page.get_by_role("button", name="Verify").wait_for()
    look_at("account")
    page.goto("/console/second-factor")
    look_at("second factor")
    page.goto("/console/people")
    page.get_by_label("Their e-mail address").fill("amina@example.org")
    page.get_by_role("button", name="Make the link").click()
    look_at("invited")
    page.goto("/console/people")
    look_at("people")
    page.get_by_role("link", name="Ada").click()
    look_at("person")
    for part in ("texts", "calls", "topics", "facts"):
        page.goto(f"/console/words?part={part}")
        look_at(f"words, {part}")

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) == 14


def test_an_admin_invites_somebody_who_joins_verifies_a_phone_and_is_let_go(
    app: Flask, window: Callable[..., Page]
) -> None:
    ada, ports = window("/console/login"), ports_of(app)
    signs_in(ada)
    sets_up(ada)
    ada.goto("/console/people")
    ada.get_by_label("Their e-mail address").fill("amina@example.org")
    ada.get_by_label("Role").select_option("supervisor")
    ada.get_by_label("Spanish").check()
    ada.get_by_role("button", name="Make the link").click()
    link = ada.locator("#link").input_value()

    amina = window("/console/join#" + link.partition("#")[2])
    assert amina.url.endswith("/console/join"), "the code has left the address"
    amina.get_by_label("Your name").fill("Amina")
    amina.get_by_label("A password").fill(PASSWORD)
    amina.get_by_role("button", name="Join").click()
    recovery = sets_up(amina)
    amina.get_by_role("link", name="I have kept them").click()
    amina.get_by_label("Number").fill("(646) 555-0122")
    amina.get_by_role("button", name="Text me a code").click()
    amina.get_by_role("button", name="Verify").wait_for()
    hers = ports.store.specialist_by_email("amina@example.org")
    assert hers is not None
    check = ports.store.get(PhoneCheck, hers.id)
    assert check is not None
    amina.get_by_label("Code that we texted").fill(check.phone_code)
    amina.get_by_role("button", name="Verify").click()
    expect(amina.get_by_text("Your phone is verified")).to_be_visible()
    amina.get_by_role("link", name="Team").click()
    expect(amina.get_by_role("heading", name="Team")).to_be_visible()
    amina.get_by_role("button", name="Sign out").click()
    signs_in(amina, "amina@example.org", recovery[0])
    expect(amina.get_by_role("heading", name="Queue")).to_be_visible()

    ada.goto("/console/people")
    ada.get_by_role("link", name="Amina").click()
    ada.get_by_role("button", name="Disable Amina").click()
    expect(ada.get_by_text("They work here again")).to_be_visible()
    # Her page polls: it leads to the sign-in by itself, without a click.
    expect(amina.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_whole_set_up_goes_by_keyboard_alone(window: Callable[..., Page]) -> None:
    page = window("/console/login")
    expect(page.get_by_label("E-mail address")).to_be_focused()

    page.keyboard.type(ADA)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Set up your second factor").wait_for()
    key = page.locator("#key").inner_text().replace(" ", "")
    field = page.get_by_label("Code, 6 digits")
    while not field.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type(pyotp.TOTP(key).now())
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Your recovery codes").wait_for()
