"""The page with the phones, looked at with a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.simulator.stand_in import FIRST, HELPLINE, PUBLIC, Simulation, until

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[1] / "browser" / "vendor" / "axe.min.js"
MENU = '<Gather numDigits="1" action="/menu" input="dtmf speech"><Say>{}</Say></Gather>'


@pytest.fixture
def sim() -> Iterator[Simulation]:
    """Slow enough that a phone still rings when a busy machine's browser shows it."""
    simulation = Simulation(speed=4.0)
    yield simulation
    simulation.close()


@pytest.fixture
def page(browser: Browser, sim: Simulation) -> Iterator[Page]:
    """The page at desktop size; a complaint of the browser fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda note: complaints.append(note.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{sim.base}/simulator/")
    yield page
    context.close()
    assert complaints == []


def phone(page: Page, label: str) -> Locator:
    return page.get_by_role("article", name=label, exact=True)


def test_a_text_is_sent_and_answered_with_what_was_understood(sim: Simulation, page: Page) -> None:
    sim.service.replies["/sms/inbound"] = (
        "<Response><Message>A fact about it.</Message></Response>",
        200,
        {"X-Helpline-Outcome": "fact", "X-Helpline-Matched": "word KETAMINE"},
    )
    texter = phone(page, "Texter")

    texter.get_by_label("Texter: text to the helpline").fill("ketamine")
    texter.get_by_role("button", name="Send text").click()

    thread = texter.get_by_role("log", name="Text messages")
    expect(thread).to_contain_text("A fact about it.")
    expect(thread.locator(".badge")).to_have_text("fact")
    expect(thread).to_contain_text("delivered")


def test_a_call_is_heard_answered_by_key_and_hung_up(sim: Simulation, page: Page) -> None:
    sim.service.says("/voice/inbound", MENU.format("To talk with a person, press 0. " * 60))
    sim.service.says("/menu", f"{MENU.format('Spanish? ' * 300)}")
    caller = phone(page, "Caller")

    caller.get_by_role("button", name="Phone").click()
    caller.get_by_role("button", name="Call the helpline").click()
    expect(caller.get_by_role("log", name="What is heard")).to_contain_text("press 0")
    expect(caller).to_contain_text("Listening: press a key or say it")
    caller.get_by_role("button", name="0", exact=True).click()

    assert sim.service.waits_for("/menu").fields["Digits"] == "0"
    caller.get_by_label("Caller: words to say").fill("I need help")
    caller.get_by_role("button", name="Say", exact=True).click()
    assert sim.service.waits_for("/menu", 2).fields["SpeechResult"] == "I need help"
    caller.get_by_role("button", name="Hang up").click()
    expect(caller).to_contain_text("Call ended")


def test_a_specialist_answers_by_keyboard_alone(sim: Simulation, page: Page) -> None:
    sim.service.says("/ring", MENU.format("Press 1 to take the call. " * 60))
    sim.twilio.calls.create(to=FIRST, from_=HELPLINE, url=f"{PUBLIC}/ring", timeout=600)
    specialist = phone(page, "Specialist 1")
    answer = specialist.get_by_role("button", name="Answer", exact=True)
    expect(answer).to_be_visible()

    answer.press("Enter")
    expect(specialist).to_contain_text("Listening")
    specialist.get_by_role("log", name="What is heard").press("1")

    assert sim.service.waits_for("/menu").fields["Digits"] == "1"


def test_a_phone_that_appears_says_which_it_is(sim: Simulation, page: Page) -> None:
    sim.does("+12125550177", "text", body="hi")
    sim.does("+12125550178", "text", body="hi")
    sim.does("+16465550103", "text", body="LIST")
    sim.does("+16465550104", "text", body="LIST")

    for label in ("Another phone, 0177", "Another phone, 0178", "Supervisor", "Admin"):
        expect(phone(page, label)).to_be_visible()
        expect(page.locator("#jump").get_by_text(label, exact=True)).to_have_count(1)
        expect(phone(page, label).get_by_role("region", name=f"{label}: messages")).to_be_visible()


def test_words_from_outside_are_never_run(sim: Simulation, page: Page) -> None:
    sim.service.says("/sms/inbound", "<Message>&lt;img src=x onerror=alert(1)&gt;</Message>")
    texter = phone(page, "Texter")

    texter.get_by_label("Texter: text to the helpline").fill("<script>alert(1)</script>")
    texter.get_by_role("button", name="Send text").click()

    expect(texter.get_by_role("log", name="Text messages")).to_contain_text("<img src=x")
    assert page.locator(".thread img, .thread script").count() == 0


def test_the_page_says_when_the_simulator_is_gone(sim: Simulation, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/simulator/state*", lambda route: route.fulfill(status=502, body=""))

    page.goto(f"{sim.base}/simulator/")

    lost = page.get_by_role("alert")
    expect(lost).to_contain_text("does not answer")
    page.unroute("**/simulator/state*")
    expect(lost).to_have_count(0)
    page.close()


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anyone(
    sim: Simulation, browser: Browser, width: int, scheme: str
) -> None:
    sim.service.says("/sms/inbound", "<Message>Hello</Message>")
    sim.service.says("/voice/inbound", MENU.format("Press 0. " * 200))
    for number in ("+12125550142", "+12125550177", "+12125550178"):
        sim.does(number, "text", body="hi")
    sim.dials()
    sim.is_asked("+13105550117")
    sim.twilio.calls.create(to=FIRST, from_=HELPLINE, url=f"{PUBLIC}/ring", timeout=600)
    sim.rings(FIRST)
    context = browser.new_context(
        viewport={"width": width, "height": 780}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{sim.base}/simulator/")
    expect(phone(page, "Specialist 1").get_by_role("button", name="Answer")).to_have_count(2)

    page.add_script_tag(path=AXE)
    tags = "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']"
    landmarks = "{'landmark-unique': {enabled: true}}"
    found = page.evaluate(f"() => axe.run({{runOnly: {tags}, rules: {landmarks}}})")
    overflow = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")

    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert not overflow
    context.close()


def test_the_page_allows_nothing_inline_and_nothing_from_elsewhere(sim: Simulation) -> None:
    for path in ("", "static/simulator.js", "static/simulator.css"):
        answer = sim.http.get(f"/simulator/{path}")
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status_code == 200
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
    page = sim.http.get("/simulator/").text
    assert "style=" not in page
    assert "onclick" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    until(lambda: sim.http.get("/simulator").status_code == 308)
