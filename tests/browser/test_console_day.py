"""A specialist's and a supervisor's day at the console, with what goes wrong in a day."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import expected
from tests.browser.phones import Phone

SOON = 20_000
"""The page asks every two seconds; a busy machine may be late."""


def claim(page: Page, callback: str) -> Locator:
    """Open a callback, claim it, and give its live part, with its script at work."""
    page.goto(f"/console/callbacks/{callback}")
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("button", name="Close callback").wait_for()
    page.wait_for_load_state()
    return page.get_by_role("region", name="Now")


def stay_stale(page: Page) -> None:
    """Let what the page asks every two seconds find nothing new, as between two of its asks."""
    page.route("**/live?*", lambda route: route.fulfill(status=204))


def test_a_new_request_appears_without_reloading(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    page = signed_in("specialist2")
    page.evaluate("window.sameDocument = true")

    callback = asks()

    expect(page.locator(f"#claim-{callback}")).to_be_visible(timeout=SOON)
    assert page.evaluate("window.sameDocument")


def test_two_specialists_race_for_one_callback(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    callback = asks()
    first = signed_in("specialist", f"/console/callbacks/{callback}")
    second = signed_in("specialist2", f"/console/callbacks/{callback}")
    expect(second.get_by_role("button", name="Claim")).to_be_visible()

    first.get_by_role("button", name="Claim").click()
    first.get_by_role("button", name="Close callback").wait_for()
    expect(second.get_by_text("Demo Specialist has it")).to_be_visible(timeout=SOON)

    expect(second.get_by_role("button", name="Claim")).to_be_hidden()
    expect(second.get_by_role("button", name="Close callback")).to_be_hidden()


def test_a_draft_survives_a_session_that_ends_while_one_types(
    signed_in: Callable[..., Page], asks: Callable[..., str], troubles: list[str]
) -> None:
    page = signed_in("specialist2")
    claim(page, asks())
    page.get_by_label("Notes").fill("Half a sentence that must not be")

    with expected(troubles, "401"):
        page.context.clear_cookies()
        page.get_by_label("Password").wait_for(timeout=SOON)
    page.get_by_label("E-mail address").fill("specialist2@example.org")
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Sign in").click()

    notes = page.get_by_label("Notes")
    expect(notes).to_have_value("Half a sentence that must not be")
    expect(page.get_by_text("Your draft is here, not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save notes").click()
    expect(page.get_by_text("Notes saved.")).to_be_visible()
    page.wait_for_load_state()
    expect(page.get_by_text("Your draft is here")).to_be_hidden()


def test_signing_out_leaves_no_draft_in_the_browser(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    drafts = "Object.keys(sessionStorage).filter(name => name.startsWith('draft ')).length"
    page = signed_in("specialist2", anew=True)
    claim(page, asks())
    page.get_by_label("Notes").fill("Private")
    assert page.evaluate(drafts) == 1

    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Password").wait_for()

    assert page.evaluate(drafts) == 0


def test_a_double_click_closes_once_and_the_back_button_shows_no_old_button(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    page = signed_in("specialist2")
    callback = asks()
    claim(page, callback)
    page.get_by_role("radio", name="Referred").check()

    page.get_by_role("button", name="Close callback").dblclick()
    expect(page.get_by_text("Closed. Thank you.")).to_be_visible()
    page.go_back()

    expect(page.get_by_text("Closed: Referred")).to_be_visible()
    expect(page.get_by_role("button", name="Close callback")).to_be_hidden()


def test_in_a_second_tab_a_stale_page_loses_no_note(
    signed_in: Callable[..., Page], asks: Callable[..., str], troubles: list[str]
) -> None:
    page = signed_in("specialist2")
    callback = asks()
    claim(page, callback)
    stay_stale(page)
    other = page.context.new_page()
    other.goto(f"/console/callbacks/{callback}")
    other.get_by_role("button", name="Give back").click()
    other.get_by_text("Back in the queue").wait_for()

    page.get_by_label("Notes").evaluate("field => { field.value = 'Written meanwhile'; }")
    page.route("**/console.js*", late := lambda route: route.fulfill(body=""))
    with expected(troubles, "409"):
        page.evaluate("document.getElementById('work').requestSubmit()")
        page.get_by_role("radio", name="Reached").evaluate("choice => { choice.checked = true; }")
        page.evaluate("document.getElementById('work').requestSubmit()")
        page.get_by_text("You do not hold this callback any more").wait_for()

    expect(page.get_by_label("Notes")).to_have_value("Written meanwhile")
    page.unroute("**/console.js*", late)
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("button", name="Close callback").wait_for()
    expect(page.get_by_label("Notes")).to_have_value("Written meanwhile")
    page.get_by_role("radio", name="Reached").check()
    page.get_by_role("button", name="Close callback").click()
    page.get_by_text("Closed. Thank you.").wait_for()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(sessionStorage).filter(n => n.startsWith('draft '))") == []


def test_a_note_being_typed_stays_in_sight_when_the_callback_moves_on(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    page = signed_in("specialist2")
    callback = asks()
    claim(page, callback)
    page.get_by_label("Notes").press_sequentially("His mail box is full")
    other = page.context.new_page()
    other.goto(f"/console/callbacks/{callback}")
    other.get_by_role("button", name="Give back").click()

    expect(page.get_by_text("In the queue. Nobody has claimed it.")).to_be_visible(timeout=SOON)

    expect(page.get_by_label("Notes")).to_be_visible()
    expect(page.get_by_label("Notes")).to_have_value("His mail box is full")


def test_a_phone_that_nobody_picks_up_is_said_so_and_can_be_tried_again(
    signed_in: Callable[..., Page], opens: Callable[..., Page], asks: Callable[..., str]
) -> None:
    phones = opens("/simulator/")
    page = signed_in("specialist2")
    now = claim(page, asks())

    now.get_by_role("button", name="Call", exact=True).click()
    expect(now).to_contain_text("Your phone rings now: press 1.", timeout=SOON)
    mine = Phone(phones, "Specialist 2")
    mine.declines()

    expect(now).to_contain_text("Your phone rang and was not taken.", timeout=20_000)
    expect(now.get_by_role("button", name="Call", exact=True)).to_be_visible()
    page.get_by_role("button", name="Give back").click()


def test_a_crisis_by_text_is_heard_taken_and_called(
    signed_in: Callable[..., Page], opens: Callable[..., Page]
) -> None:
    phones = opens("/simulator/")
    page = signed_in("specialist2", permissions=["notifications"])
    page.evaluate(
        "() => { window.shown = []; window.Notification = class { static permission = 'granted';"
        " constructor(title, more) { window.shown.push(title + ' ' + more.body); } }; }"
    )
    page.get_by_role("button", name="Sound an alarm for a crisis").click()
    expect(page.get_by_text("Alarm and notification are on.")).to_be_visible()

    Phone(phones, "Caller").texts("i want to die")
    crisis = page.get_by_role("region", name="Crisis: someone needs a person now")
    expect(crisis).to_contain_text("Self-harm by text", timeout=SOON)

    page.wait_for_function("window.shown.length > 0")  # said a moment after it is drawn
    assert page.evaluate("window.shown") == ["Helpline Someone needs you now."]
    crisis.get_by_role("button", name="I take it").click()
    expect(crisis).to_contain_text("310-555-0117")
    crisis.get_by_role("button", name="Call now").click()
    now = page.get_by_role("region", name="Now")
    expect(now).to_contain_text("Your phone rings now: press 1.", timeout=SOON)
    Phone(phones, "Caller").reads("A person here has read this and calls you now")
    Phone(phones, "Specialist 2").declines()
    expect(now).to_contain_text("was not taken", timeout=20_000)
    page.get_by_role("radio", name="Reached").check()
    page.get_by_role("button", name="Close callback").click()
    crisis.get_by_role("button", name="Sign off").click()
    expect(page.get_by_text("Signed off.")).to_be_visible()
    expect(crisis).to_be_hidden()


def test_without_a_connection_the_page_says_so_and_comes_back(
    signed_in: Callable[..., Page], troubles: list[str]
) -> None:
    page = signed_in("specialist2")
    lost = page.get_by_text("No connection. This page tries again by itself.")
    expect(lost).to_be_hidden()

    with expected(troubles, "ERR_INTERNET_DISCONNECTED", "htmx:"):
        page.context.set_offline(True)
        expect(lost).to_be_visible(timeout=SOON)
        page.context.set_offline(False)
        expect(lost).to_be_hidden(timeout=SOON)


@pytest.mark.parametrize("name", ["supervisor", "admin"])
def test_who_leads_sees_who_is_here_and_what_is_in_hand(
    signed_in: Callable[..., Page], asks: Callable[..., str], name: str
) -> None:
    worker = signed_in("specialist2")
    claim(worker, asks())
    lead = signed_in(name)

    lead.get_by_role("link", name="Team").click()

    expect(lead.get_by_role("region", name="In hand")).to_contain_text(
        "Claimed, Second Demo Specialist"
    )
    expect(lead.get_by_role("region", name="People")).to_contain_text("Demo Specialist: On shift")
    worker.get_by_role("button", name="Give back").click()


def test_a_break_and_the_end_of_a_shift_are_one_press_each(
    signed_in: Callable[..., Page],
) -> None:
    page = signed_in("specialist2")
    shift = page.get_by_role("region", name="My shift")

    shift.get_by_role("button", name="Break").click()
    expect(shift).to_contain_text("On a break")
    shift.get_by_role("button", name="I am back").click()
    shift.get_by_role("button", name="End shift").click()
    expect(shift).to_contain_text("Off shift")
    shift.get_by_role("button", name="Start shift").click()

    expect(shift).to_contain_text("On shift")


def test_a_press_and_the_keyboard_s_place_outlive_a_redraw(
    signed_in: Callable[..., Page], asks: Callable[..., str]
) -> None:
    page = signed_in("specialist2")
    callback = asks()
    claims, opens = page.locator(f"#claim-{callback}"), page.locator(f"#row-{callback}")
    expect(claims).to_be_visible(timeout=SOON)
    opens.focus()
    another = asks()
    expect(page.locator(f"#claim-{another}")).to_be_visible(timeout=SOON)
    expect(opens).to_be_focused()

    stay_stale(page)
    asks()
    claims.hover()
    page.mouse.down()
    with page.expect_response(lambda answer: "/live?" in answer.url and answer.status == 200):
        page.unroute("**/live?*")
    page.mouse.up()

    page.get_by_role("button", name="Close callback").wait_for()
