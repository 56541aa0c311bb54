"""Strings that would like to be run, through texts, names, notes and CSV: a real browser runs none
of them, even without the content policy that forbids it; TwiML stays well-formed.

500 of them, 5,000 with LONG=1.
"""

import csv
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from markupsafe import escape
from playwright.sync_api import Browser, Page

from service.actions.ports import Change
from service.domain.callback import State
from service.domain.specialist import Specialist
from service.web.csv_file import csv_file
from tests.faults.scale import LONG
from tests.web.conftest import Twilio
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor
from tests.web.test_sms_fuzz import is_echoed

HOW_MANY = 5_000 if LONG else 500
RUN = "window.hit=1"
# What has worked somewhere (OWASP's cheat sheets for XSS, XML and CSV injection).
KNOWN = (
    f"<script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</title><svg onload={RUN}>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror="{RUN}">',
    f"' autofocus onfocus={RUN} x='",
    f'" autofocus onfocus="{RUN}" x="',
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<details open ontoggle={RUN}>",
    '<iframe srcdoc="<script>parent.hit=1</script>">',
    f"<math><mtext></mtext><mglyph><style><img src=x onerror={RUN}></style></mglyph></math>",
    f'<a href="javascript:{RUN}" id=x>x</a>',
    f"<body onload={RUN}>",
    f"<!--><script>{RUN}</script>-->",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\u003cscript\u003e{RUN}\u003c/script\u003e",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    "{{7*7}}{{config}}{% raw %}",
    "{name}{0.__class__}%(name)s${jndi:ldap://127.0.0.1/x}",
    "]]></Message></Response><Response><Dial>+19005550123</Dial>",
    "</Message><Redirect>http://evil.example.com</Redirect><Message>",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "<?xml version='1.0'?><Response><Hangup/></Response>",
    "<Say>you won</Say>",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example.com","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r\n=1+1,=2+2",
    "+1-1",
    '","=1+1","',
    "'; DROP TABLE callbacks; --",
    "\r\nSET callback:1 x\r\n",
    "*3\r\n$3\r\nSET\r\n",
    "\0\x08\x1b[31m\u202egnp.exe",
    "\ud83d\udca9".encode("utf-16", "surrogatepass").decode("utf-16"),
)
PIECES = (
    "<", ">", '"', "'", "&", "/", "=", "`", "\n", "\t", "\0", "]]>", "<!--", "-->", "\u2028",
    "script", "img src=x", "svg", f"onerror={RUN}", f"onload={RUN}", "javascript:", "</textarea>",
    "</script>", "<style>", "{{", "}}", "x", " ", "\u00ad", "\ufeff", "&#x3c;", "<Response>",
)  # fmt: skip


def strings() -> list[str]:
    """The known ones, then others put together of their pieces; the same in every run."""
    dice = random.Random(5000)
    made = [
        "".join(dice.choice(PIECES) for _ in range(dice.randint(2, 14)))
        for _ in range(HOW_MANY - len(KNOWN))
    ]
    return [*KNOWN, *made]


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """A window that runs scripts, has no content policy, and loads nothing from anywhere."""
    page = browser.new_page()
    page.route("**/*", lambda route: route.abort())
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield page
    page.close()


def ran(screen: Page, html: str) -> bool:
    """Whether anything in this page was run."""
    screen.evaluate("window.hit = 0")
    screen.set_content(html, wait_until="domcontentloaded")
    screen.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 5)))")
    return bool(screen.evaluate("window.hit === 1"))


def test_this_screen_runs_what_it_is_shown(screen: Page) -> None:
    told = [ran(screen, f"<textarea>x</textarea>{each}") for each in KNOWN[:4]]

    assert told == [True] * 4
    assert not ran(screen, "<p>nothing</p>")


def test_no_text_makes_anything_but_words_in_well_formed_twiml(twilio: Twilio) -> None:
    for number, body in enumerate(strings()):
        answer = twilio.texts(body[:1600], phone=f"+1212555{number % 10000:04}")

        assert answer.status_code == 200, repr(body)
        document = ET.fromstring(answer.text)
        assert document.tag == "Response"
        assert {each.tag for each in document} <= {"Message"}, repr(body)
        assert all(len(each) == 0 for each in document), repr(body)
        words = [each.text or "" for each in document]
        assert not is_echoed(body, words), repr(body)


def test_no_note_and_no_name_is_run_on_any_page(
    desk: Desk, arrives: Callable[..., Visitor], screen: Page
) -> None:
    supervisor, holder = arrives("supervisor"), arrives("specialist")
    me = desk.store.specialist_by_email("specialist@example.org")
    assert me is not None
    held = desk.has(specialist=me.id, state=State.CLAIMED, token=1)
    batches = [strings()[at : at + 25] for at in range(0, HOW_MANY, 25)]
    dice = random.Random(25)

    for batch in batches:
        notes = "\n".join(batch)[:4000]
        keep(desk, replace(desk.callback(held.id), notes=notes))
        colleague = desk.store.get(Specialist, me.id)
        assert colleague is not None
        name = dice.choice(batch)[:80]
        keep(desk, replace(colleague, name=name))
        for address in (f"/console/callbacks/{held.id}", "/console/team"):
            supervisor.opens(address)
            assert supervisor.status == 200, address
            assert written(name) in supervisor.page, (address, name)
            assert not ran(screen, supervisor.page), (address, batch)
        holder.opens(f"/console/callbacks/{held.id}")
        assert written(notes) in holder.page
        assert not ran(screen, holder.page), batch


def test_no_cell_is_a_formula_and_no_line_becomes_two(app: Flask) -> None:
    with app.test_request_context():
        file = csv_file("x", [[each, 7] for each in strings()]).get_data(as_text=True)

    rows = list(csv.reader(io.StringIO(file, newline="")))

    assert len(rows) == HOW_MANY
    assert {row[1] for row in rows} == {"7"}
    assert [row[0] for row in rows if row[0].startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def written(text: str) -> str:
    """How a page has to write it so that it is only read."""
    return str(escape(text))


def keep(desk: Desk, record: object) -> None:
    desk.store.commit(Change(now=desk.store.now(), records=(record,)))  # type: ignore[arg-type]
