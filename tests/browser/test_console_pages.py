"""Every page of the console as people meet it: by screen reader, keyboard, phone and at night."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, expected

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """What axe finds wrong, serious or not."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:120]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def is_too_wide(page: Page) -> bool:
    """Whether one would have to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_fault_a_machine_can_find(
    signed_in: Callable[..., Page],
    opens: Callable[..., Page],
    asks: Callable[..., str],
    troubles: list[str],
    look: str,
) -> None:
    mine, callback, _ = asks(), asks(language="es"), asks(reason="crisis")
    found = {}

    def look_at(page: Page, name: str) -> None:
        found[name] = faults(page) + ["scrolls sideways"] * is_too_wide(page)

    look_at(opens("/console/login", **LOOKS[look]), "login")
    page = signed_in("supervisor", **LOOKS[look])
    for path in (
        "",
        "all",
        "all?state=review",
        "shift",
        "roster",
        "team",
        "open",
        "yesterday",
        "by-hand",
        f"callbacks/{callback}/disclosure",
        "voicemails",
        "referrals",
        f"callbacks/{callback}",
    ):
        page.goto(f"/console/{path}")
        look_at(page, path or "queue")
    page.goto(f"/console/callbacks/{mine}")
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("button", name="Close callback").wait_for()
    page.wait_for_load_state()  # the style may come after the button
    look_at(page, "claimed")
    with expected(troubles, "404"):
        page.goto("/console/nowhere")
        look_at(page, "nowhere")
    page.goto(f"/console/callbacks/{mine}")
    page.get_by_role("button", name="Give back").click()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_machine_that_looks_for_faults_finds_one(opens: Callable[..., Page]) -> None:
    page = opens("/console/login")

    page.evaluate("document.querySelector('label').remove()")

    assert any(each.startswith("label (critical)") for each in faults(page))


def test_every_button_is_large_enough_for_a_thumb(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    asks()
    page = signed_in(**LOOKS["phone"])
    small = []
    for path in ("", "shift", "all"):
        page.goto(f"/console/{path}")
        for button in page.locator("button:visible, a.button:visible, nav a:visible").all():
            box = button.bounding_box()
            assert box is not None
            if box["height"] < 44 or box["width"] < 40:
                small.append((path, button.inner_text(), box))

    assert small == []


def test_a_callback_can_be_worked_by_keyboard_alone(
    opens: Callable[..., Page], asks: Callable[..., str]
) -> None:
    asks()
    page = opens("/console/")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type("specialist2@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("demo")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take next").wait_for()
    page.wait_for_load_state()

    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Take next")).to_be_focused()
    page.keyboard.press("Enter")
    notes = page.get_by_label("Notes")
    notes.wait_for()
    while not notes.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="Reached")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Closed. Thank you.")).to_be_visible()


def test_it_works_without_script(signed_in: Callable[..., Page], asks: Callable[..., str]) -> None:
    asks()
    page = signed_in("specialist2", java_script_enabled=False)

    page.get_by_role("button", name="Take next").click()
    page.get_by_label("Notes").fill("Without script")
    page.get_by_role("radio", name="Declined").check()
    page.get_by_role("button", name="Close callback").click()

    expect(page.get_by_text("Closed. Thank you.")).to_be_visible()
