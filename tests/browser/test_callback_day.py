"""A talk from its first ring to the text after it, an abusive one cut off, and a supervisor who
moves work between two people in two windows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import LOOKS, expected
from tests.browser.phones import SPECIALIST, TEXTER, Phone
from tests.browser.test_console_pages import faults, is_too_wide

SOON = 20_000


def in_talk(page: Page, phones: Page, callback: str) -> Locator:
    """Claim it, call, and bring both phones together; gives the live part."""
    page.goto(f"/console/callbacks/{callback}")
    page.get_by_role("button", name="Claim").click()
    now = page.get_by_role("region", name="Now")
    now.get_by_role("button", name="Call", exact=True).click()
    mine, theirs = Phone(phones, SPECIALIST), Phone(phones, TEXTER)
    mine.answers()
    mine.hears("Press 1 to take it.")
    mine.presses("1")
    theirs.answers()
    theirs.hears("If that is you, press 1")
    theirs.presses("1")
    mine.is_joined()
    expect(now).to_contain_text("You are talking", timeout=SOON)
    return now


def asked_by_text(phones: Page, console: Page) -> str:
    """The texter asks to be called; gives the callback's id."""
    Phone(phones, TEXTER).texts("CALL")
    Phone(phones, TEXTER).reads("Saved.")
    console.goto("/console/")
    row = console.get_by_role("region", name="To call back").get_by_role("listitem")
    link = row.filter(has_text="••42").get_by_role("link")
    return (link.get_attribute("href") or "").rsplit("/", 1)[1]


def test_after_a_talk_a_text_goes_with_consent(
    signed_in: Callable[..., Page], opens: Callable[..., Page]
) -> None:
    phones = opens("/simulator/")
    page = signed_in("specialist")
    callback = asked_by_text(phones, page)
    now = in_talk(page, phones, callback)
    expect(page.get_by_text("That we will call, and when").first).to_be_visible()
    page.get_by_label("Notes").fill("Not to be lost.")
    Phone(phones, TEXTER).hangs_up()
    expect(now).to_contain_text("What came of it?", timeout=SOON)
    # Drawn before the talk, the page offers now what a talk allows.
    expect(page.get_by_text("A time you agreed on")).to_be_visible()
    expect(page.get_by_text("what we promised stays")).to_be_hidden()
    page.reload()

    page.get_by_role("radio", name="our number is 800-915-1270").check()
    page.get_by_role("button", name="Send the text").click()
    assert page.get_by_role("checkbox").evaluate("box => box.validity.valueMissing")
    page.get_by_role("checkbox", name="They said yes").check()
    page.get_by_role("button", name="Send the text").click()

    expect(page.get_by_text("The text is on its way.")).to_be_visible()
    Phone(phones, TEXTER).reads("as you asked, our number is 800-915-1270")
    expect(page.get_by_label("Notes")).to_have_value("Not to be lost.")
    page.get_by_role("radio", name="Reached").check()
    page.get_by_role("button", name="Close callback").click()
    expect(page.get_by_text("Closed. Thank you.")).to_be_visible()


def test_one_key_ends_an_abusive_talk_and_blocks(
    signed_in: Callable[..., Page], opens: Callable[..., Page]
) -> None:
    phones = opens("/simulator/")
    page, boss = signed_in("specialist"), signed_in("supervisor")
    callback = asked_by_text(phones, page)
    in_talk(page, phones, callback)
    button = page.get_by_role("button", name="End and block: abuse")
    # The driver's keys do not reach a browser's access keys, so the press is Enter.
    expect(button).to_have_attribute("accesskey", "x", timeout=SOON)

    button.press("Enter")

    expect(page.get_by_text("The call ends now. Blocked until")).to_be_visible()
    Phone(phones, SPECIALIST).is_idle()
    Phone(phones, TEXTER).is_idle()
    expect(page.get_by_role("region", name="Now")).to_contain_text("What came of it?", timeout=SOON)
    page.get_by_role("radio", name="Declined").check()
    page.get_by_role("button", name="Close callback").click()
    boss.goto("/console/blocked")
    boss.get_by_role("button", name="Unblock").click()
    expect(boss.get_by_text("Served again.")).to_be_visible()


def test_a_supervisor_moves_a_claim_while_its_holder_types(
    signed_in: Callable[..., Page], asks: Callable[..., str], troubles: list[str]
) -> None:
    callback = asks()
    holder = signed_in("specialist2", f"/console/callbacks/{callback}")
    holder.get_by_role("button", name="Claim").click()
    holder.get_by_label("Notes").fill("Half a thought")
    boss = signed_in("supervisor", "/console/open")
    row = boss.get_by_role("listitem").filter(has=boss.locator(f'a[href$="{callback}"]'))
    row.get_by_label("Who is to have it").select_option("Demo Specialist")

    row.get_by_role("button", name="Hand over").click()

    expect(boss.get_by_text("Handed over.")).to_be_visible()
    expect(holder.get_by_text("Demo Specialist has it")).to_be_visible(timeout=SOON)
    expect(holder.get_by_label("Notes")).to_have_value("Half a thought")
    with expected(troubles, "409"):
        holder.get_by_role("button", name="Save notes").click()
        expect(holder.get_by_text("You do not hold this callback any more")).to_be_visible()
    expect(holder.get_by_label("Notes")).to_have_value("Half a thought")


def test_what_is_typed_before_the_script_has_come_is_kept_too(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    callback = asks()
    page = signed_in("specialist2", f"/console/callbacks/{callback}")
    page.get_by_role("button", name="Claim").click()
    page.get_by_label("Notes").wait_for()

    types_before_the_script(page, "Quick thought")

    page.reload()
    expect(page.get_by_label("Notes")).to_have_value("Quick thought")

    types_before_the_script(page, "Another")

    expect(page.get_by_label("Notes")).to_have_value("Quick thought\nAnother")
    page.get_by_role("button", name="Save notes").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="Give back").click()


def types_before_the_script(page: Page, words: str) -> None:
    held_back: list[Route] = []
    page.route("**/console.js*", lambda route: held_back.append(route))
    page.goto(page.url, wait_until="commit")
    page.get_by_label("Notes").fill(words)
    while not held_back:
        page.wait_for_timeout(10)  # lets the browser go on; nothing is measured by it
    for request in held_back:
        request.continue_()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.unroute("**/console.js*")


def test_the_team_page_follows_without_reloading(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    boss = signed_in("supervisor", "/console/team")
    boss.evaluate("window.sameDocument = true")
    worker = signed_in("specialist2", f"/console/callbacks/{asks()}")

    worker.get_by_role("button", name="Claim").click()

    held = boss.get_by_role("region", name="In hand").get_by_role("listitem")
    expect(held.filter(has_text="Claimed, Second Demo Specialist").first).to_be_visible(
        timeout=2 * SOON
    )
    assert boss.evaluate("window.sameDocument")
    worker.get_by_role("button", name="Give back").click()


def test_two_swap_their_shifts_on_a_telephone_at_night(
    signed_in: Callable[..., Page],
) -> None:
    day = datetime.now(ZoneInfo("America/New_York")).date() + timedelta(days=5)
    leads = signed_in("supervisor", "/console/roster")
    for who, start in (("Demo Specialist", "09:00"), ("Second Demo Specialist", "18:00")):
        plan = leads.get_by_role("region", name="Plan a shift")
        plan.get_by_label("Who").select_option(who)
        plan.get_by_label("Day").fill(day.isoformat())
        plan.get_by_label("From").fill(start)
        plan.get_by_label("To").fill(f"{int(start[:2]) + 4}:00")
        plan.get_by_role("button", name="Plan it").click()
        leads.get_by_text("Planned.", exact=True).wait_for()

    mine = signed_in("specialist", "/console/roster", **LOOKS["night"])
    mine.locator("summary", has_text="Swap").click()
    mine.get_by_label("For the shift of").select_option(index=0)
    mine.get_by_role("button", name="Ask to swap").click()
    expect(mine.get_by_text("You ask Second Demo Specialist to swap")).to_be_visible()
    mine.wait_for_load_state()
    assert faults(mine) == []
    assert not is_too_wide(mine)

    other = signed_in("specialist2", "/console/roster", **LOOKS["phone"])
    expect(other.get_by_text("Demo Specialist asks you to swap")).to_be_visible()
    assert faults(other) == []
    other.get_by_role("button", name="Agree").click()

    expect(other.get_by_text("Swapped. Thank you.")).to_be_visible()
    mine.reload()
    expect(mine.get_by_text("6:00 PM to 10:00 PM")).to_be_visible()
    expect(mine.locator("summary", has_text="Swap")).to_have_count(1)
