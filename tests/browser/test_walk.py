"""The walk a stranger takes first: text, call, and work a callback, all in one browser."""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.phones import CALLER, SPECIALIST, TEXTER, Phone
from tests.builders import day_of

HOUR = timedelta(hours=1)
DOCS = Path(__file__).resolve().parents[2] / "docs"


def photograph(page: Page, name: str, size: ViewportSize) -> None:
    """Keep a picture for the README, when asked to with SCREENSHOTS=1."""
    if os.environ.get("SCREENSHOTS") == "1":
        DOCS.mkdir(exist_ok=True)
        before = page.viewport_size
        page.set_viewport_size(size)
        page.screenshot(path=DOCS / name, animations="disabled")
        page.set_viewport_size(before or size)


def test_a_text_a_call_and_a_callback_from_end_to_end(opens: Callable[..., Page]) -> None:
    phones = opens("/simulator/")
    texter, caller, mine = (Phone(phones, label) for label in (TEXTER, CALLER, SPECIALIST))

    texter.texts("KETAMINE")
    texter.reads("Ketamine is a dissociative hallucinogen.")
    texter.texts("INSURANCE")
    texter.reads("Not sure if insurance helps pay for treatment?")
    texter.texts("CALL")
    now = datetime.now(UTC)
    days = {day_of(now, now), day_of(now + HOUR, now)}  # one of them but in an hour of the night
    saved = f"Saved. A person will call you from 800-915-1270 ({'|'.join(days)}) by"
    texter.reads(re.compile(saved))

    caller.calls()
    caller.hears("To be called back, press 5.")
    caller.presses("3")
    caller.hears("Not sure if insurance helps")
    caller.hangs_up()
    caller.is_idle()

    console = phones.context.new_page()
    console.goto("/console/")
    console.get_by_label("E-mail address").fill("specialist@example.org")
    console.get_by_label("Password").fill("demo")
    console.get_by_role("button", name="Sign in").click()
    queue = console.get_by_role("region", name="To call back")
    mine_to_call = queue.get_by_role("listitem").filter(has_text="••42")
    expect(mine_to_call).to_contain_text("Call by")

    caller.texts("CALL")
    caller.reads("Saved.")
    expect(queue.get_by_role("listitem").filter(has_text="••17")).to_be_visible()
    photograph(console, "queue.png", {"width": 1000, "height": 520})

    mine_to_call.get_by_role("button", name="Claim").click()
    now = console.get_by_role("region", name="Now")
    now.get_by_role("button", name="Call", exact=True).click()
    expect(now).to_contain_text("Your phone rings now: press 1.")
    mine.answers()
    mine.hears("Press 1 to take it.")
    mine.presses("1")
    expect(now).to_contain_text("Their phone rings.")
    texter.answers()
    texter.hears("If that is you, press 1")
    photograph(phones, "simulator.png", {"width": 1560, "height": 830})
    texter.presses("1")
    texter.is_joined()
    mine.is_joined()
    expect(now).to_contain_text("You are talking")
    photograph(console, "console.png", {"width": 1100, "height": 820})
    texter.hangs_up()
    expect(now).to_contain_text("What came of it?")
    mine.is_idle()

    console.get_by_label("Notes").fill("Wants to hear about withdrawal.")
    console.get_by_role("radio", name="Reached").check()
    console.get_by_role("button", name="Close callback").click()
    expect(console.get_by_text("Closed. Thank you.")).to_be_visible()
    expect(queue).to_be_visible()
    expect(mine_to_call).to_be_hidden()
