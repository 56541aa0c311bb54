"""A public URL with a path: https://example.org/helpline. A proxy strips the path or hands it on;
every address that leaves us begins with it, and every signature is over the whole of it.
"""

import re
from collections import deque
from collections.abc import Mapping
from xml.etree import ElementTree as ET

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from service.actions.demo_staff import seed_demo
from service.actions.ports import Ports
from service.app import create
from service.settings import load_settings
from service.web.ports import NAME
from tests.builders import ACCOUNT, CALLER, HELPLINE, TEXTER, TOKEN, a_sid
from tests.twiml_rules import problems
from tests.web.console.visitor import Visitor
from tests.web.switchboard import Switchboard
from tests.web.test_voice_walk import COUNTS, Walk

HOST = "https://example.org"
PREFIX = "/helpline"


class TwilioBefore:
    """Twilio asking the public URL, with a proxy before us that strips the path, or does not."""

    def __init__(self, client: FlaskClient, *, strips: bool) -> None:
        self.client, self.strips = client, strips
        self.validator = RequestValidator(TOKEN)

    def posts(self, target: str, fields: Mapping[str, str]) -> TestResponse:
        """`target` is root-relative at the host, as it stands in a document."""
        assert target.startswith(f"{PREFIX}/"), f"{target} is not below the public URL"
        signature = self.validator.compute_signature(HOST + target, dict(fields))
        return self.client.post(
            target.removeprefix(PREFIX) if self.strips else target,
            data=dict(fields),
            headers={"X-Twilio-Signature": signature},
        )


class WalkBelow(Walk):
    """The walk through every menu, below the path; where a mistake leads is walked elsewhere."""

    def __init__(self, twilio: TwilioBefore, phone: str) -> None:
        super().__init__(twilio, phone, mistakes=0)  # type: ignore[arg-type]

    def goes(self, address: str, key: str) -> set[str]:
        fields = {
            "CallSid": a_sid("CA"),
            "AccountSid": ACCOUNT,
            "From": self.phone,
            "To": HELPLINE,
            "CallStatus": "in-progress",
            "Digits": key,
            "QueueTime": "1",
        }
        answer = self.twilio.posts(address, fields)
        assert answer.status_code == 200, (address, key, answer.text)
        waiting = address.startswith(f"{PREFIX}/voice/wait")
        found = problems(answer.text, waiting=waiting, prefix=PREFIX)
        assert found == [], (address, key, answer.text)
        self.documents += 1
        root = ET.fromstring(answer.text)
        named = {e.get(a) for e in root.iter() for a in ("action", "waitUrl") if e.get(a)}
        return {COUNTS.sub("", str(at)) for at in named | {e.text for e in root.iter("Redirect")}}


@pytest.fixture(scope="module")
def below(valkey_url: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, told of a public URL with a path."""
    environ = {
        "HELPLINE_MODE": "demo",
        "HELPLINE_REDIS_URL": valkey_url,
        "HELPLINE_DATA_DIR": str(tmp_path_factory.mktemp("below")),
        "HELPLINE_PUBLIC_URL": HOST + PREFIX,
        "HELPLINE_VOICEMAIL": "unanswered",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    return create(load_settings(environ))


@pytest.fixture
def ports(below: Flask, link: object) -> Ports:
    """Its ports, on an empty store."""
    found: Ports = below.extensions[NAME].ports
    return found


@pytest.mark.parametrize(
    ("staffed", "strips"), [(True, True), (False, False)], ids=["open, stripped", "closed, not"]
)
def test_every_menu_is_walked_below_the_path(
    below: Flask, ports: Ports, link: object, staffed: bool, strips: bool
) -> None:
    twilio = TwilioBefore(below.test_client(), strips=strips)
    if staffed:
        Switchboard(twilio, ports, link).on_shift("amina")  # type: ignore[arg-type]
    walk = WalkBelow(twilio, CALLER)

    walk.everywhere(f"{PREFIX}/voice/inbound")

    assert walk.documents > 300


@pytest.mark.parametrize("strips", [True, False], ids=["stripped", "handed on"])
def test_a_signature_over_another_path_is_refused(below: Flask, ports: Ports, strips: bool) -> None:
    twilio = TwilioBefore(below.test_client(), strips=strips)
    fields = {"CallSid": a_sid("CA"), "AccountSid": ACCOUNT, "From": CALLER}
    elsewhere = RequestValidator(TOKEN).compute_signature(f"{HOST}/voice/inbound", fields)

    genuine = twilio.posts(f"{PREFIX}/voice/inbound", fields)
    forged = twilio.client.post(
        "/voice/inbound", data=fields, headers={"X-Twilio-Signature": elsewhere}
    )

    assert (genuine.status_code, forged.status_code) == (200, 403)


def test_the_report_on_a_crisis_reply_comes_back_below_the_path(below: Flask, ports: Ports) -> None:
    twilio = TwilioBefore(below.test_client(), strips=True)
    fields = {
        "MessageSid": a_sid(),
        "AccountSid": ACCOUNT,
        "From": TEXTER,
        "To": HELPLINE,
        "Body": "i want to die",
    }

    answer = twilio.posts(f"{PREFIX}/sms/inbound", fields)
    message = ET.fromstring(answer.text)[0]
    told = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "MessageStatus": "delivered"}

    assert message.get("statusCallback") == f"{PREFIX}/sms/status?reply=crisis"
    status = twilio.posts(message.get("statusCallback") or "", told | {"To": TEXTER})
    assert status.status_code == 204


@pytest.fixture
def supervisor(below: Flask, ports: Ports) -> Visitor:
    """Somebody at the console, behind a proxy that hands the path on."""
    ports.passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # type: ignore[attr-defined]
    seed_demo(ports)
    visitor = Visitor(below.test_client())
    visitor.opens(f"{PREFIX}/console/login")
    visitor.presses(f"{PREFIX}/console/login", email="supervisor@example.org", password="demo")
    assert visitor.sees("Sign out")
    return visitor


def named_in(page: str, attributes: str) -> set[str]:
    """Every address these attributes of a page name."""
    return set(re.findall(rf'(?:{attributes})="([^"#?][^"#]*)"', page))


def test_every_link_of_every_page_of_the_console_stays_below_the_path(
    supervisor: Visitor, below: Flask
) -> None:
    ahead, seen = deque([f"{PREFIX}/console/"]), set()

    while ahead:
        address = ahead.popleft()
        if address in seen:
            continue
        seen.add(address)
        answer = supervisor.client.get(address, follow_redirects=True)
        assert answer.status_code in (200, 204), address
        page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        named = named_in(page, "href|src|action|formaction|hx-get|hx-post")
        found = {each for each in named if not each.startswith("https://")}  # somebody else's
        assert all(each.startswith(f"{PREFIX}/") for each in found), (address, found)
        links = found & named_in(page, "href|src|hx-get")
        ahead.extend(each for each in links if "/simulator" not in each)

    assert len(seen) > 8


def test_the_console_leads_to_its_login_and_back_below_the_path(below: Flask, ports: Ports) -> None:
    client = below.test_client()

    away = client.get(f"{PREFIX}/console/all?state=review")
    slash = client.get(f"{PREFIX}/console")

    assert away.headers["Location"] == (
        f"{PREFIX}/console/login?next={PREFIX}/console/all?state%3Dreview"
    )
    assert slash.headers["Location"] == f"{PREFIX}/console/"


@pytest.mark.parametrize(
    "elsewhere", ["/console/", "/helplinex/console/", f"{PREFIX}/console/../simulator/", "//evil/"]
)
def test_signing_in_leads_nowhere_else(below: Flask, ports: Ports, elsewhere: str) -> None:
    ports.passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # type: ignore[attr-defined]
    seed_demo(ports)
    visitor = Visitor(below.test_client())
    visitor.opens(f"{PREFIX}/console/login")
    form = visitor.form(f"{PREFIX}/console/login")
    form |= {"email": "specialist@example.org", "password": "demo", "next": elsewhere}

    answer = visitor.client.post(f"{PREFIX}/console/login", data=form)

    assert answer.headers["Location"] == f"{PREFIX}/console/"


def test_the_api_says_that_it_begins_at_the_path(below: Flask, ports: Ports) -> None:
    document = below.test_client().get(f"{PREFIX}/api/v1/openapi.json").get_json()

    assert document["servers"] == [{"url": PREFIX}]


def test_what_asks_without_the_path_is_answered_too(below: Flask, ports: Ports) -> None:
    client = below.test_client()

    assert client.get("/health/live").status_code == 200
    assert client.get(f"{PREFIX}/health/live").status_code == 200
    assert client.get("/helplinex/health/live").status_code == 404


def test_an_invitation_leads_below_the_path(supervisor: Visitor, below: Flask) -> None:
    admin = Visitor(below.test_client())
    admin.opens(f"{PREFIX}/console/login")
    admin.presses(f"{PREFIX}/console/login", email="admin@example.org", password="demo")
    admin.opens(f"{PREFIX}/console/people")

    admin.presses(f"{PREFIX}/console/people/invite", email="amina@example.org", role="admin")

    assert f"{HOST}{PREFIX}/console/join#" in admin.page
