"""A specialist keeps the line open: two callbacks on one call, heard and pressed on one phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS
from tests.browser.phones import CALLER, SPECIALIST, TEXTER, Phone

LINES = {TEXTER: "+12125550142", CALLER: "+13105550117"}


def calls_back(console: Page, callback: str) -> None:
    """Claim it and press call."""
    console.goto(f"/console/callbacks/{callback}")
    console.get_by_role("button", name="Claim").click()
    console.get_by_role("button", name="Close callback").wait_for()
    console.get_by_role("region", name="Now").get_by_role("button", name="Call", exact=True).click()


def closes(console: Page) -> None:
    """Say what came of it."""
    console.get_by_role("radio", name="Reached").check()
    console.get_by_role("button", name="Close callback").click()
    expect(console.get_by_text("Closed. Thank you.")).to_be_visible()


def test_two_callbacks_are_called_on_one_open_line(
    opens: Callable[..., Page], signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    phones = opens("/simulator/")
    texter, caller, mine = (Phone(phones, label) for label in (TEXTER, CALLER, SPECIALIST))
    console = signed_in("specialist", "/console/shift", **LOOKS["phone"])
    console.get_by_role("button", name="Keep my line open").click()
    expect(console.get_by_text("It stays open after the next call.")).to_be_visible()

    calls_back(console, asks(phone=LINES[TEXTER]))
    mine.answers()
    mine.presses("1")
    texter.answers()
    texter.presses("1")
    texter.is_joined()
    texter.hangs_up()
    mine.hears("Your line stays open.")
    closes(console)
    expect(console.get_by_role("region", name="My shift")).to_contain_text("line open")

    calls_back(console, asks(phone=LINES[CALLER]))
    now = console.get_by_role("region", name="Now")
    expect(now).to_contain_text("You hear it on your line now: press 1.", timeout=20_000)
    mine.hears_again("Press 1 to take it.")
    mine.presses("1")
    caller.answers()
    caller.presses("1")
    caller.is_joined()
    expect(now).to_contain_text("You are talking", timeout=20_000)
    caller.hangs_up()
    expect(now).to_contain_text("What came of it?", timeout=20_000)
    closes(console)

    console.goto("/console/shift")
    expect(console.get_by_text("Open now.")).to_be_visible()
    console.get_by_role("button", name="Hang up after each call").click()
    mine.hears("Your line is closed now.")
    mine.is_idle()
