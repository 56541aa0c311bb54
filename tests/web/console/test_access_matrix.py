"""Every route of the application × who asks × whose it is. The table is in access_table.py."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.actions.alert_taking import take_alert
from service.actions.callbacks import claim_callback
from service.actions.inviting import invite
from service.actions.ports import Change
from service.domain.callback import Callback
from service.domain.roster import Shift
from service.domain.specialist import Role
from service.domain.swap import ask_for
from service.domain.voicemail import Voicemail
from tests.actions.queueing import a_colleague
from tests.settings.conftest import production
from tests.web.console.access_table import (
    API,
    API_HOLDER,
    CONSOLE,
    DEMO,
    OPEN,
    ROLES,
    SIGNED,
    STRANGER,
)
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

__all__ = ["production"]
ME, OTHER = "demo-specialist", "demo-specialist-2"
LOGIN = "/console/login"
ROOT = Path(__file__).resolve().parents[3]
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True)
class Route:
    """One method of one rule of the URL map."""

    method: str
    endpoint: str
    arguments: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.method} {self.endpoint}"


def routes(app: Flask) -> Iterator[Route]:
    """All there are."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & METHODS):
            yield Route(method, rule.endpoint, frozenset(rule.arguments))


def of(app: Flask, blueprint: str) -> list[Route]:
    """Those of one blueprint, the end of the session last."""
    found = [each for each in routes(app) if each.endpoint.startswith(f"{blueprint}.")]
    return sorted(found, key=lambda each: each.endpoint == "console.logout")


class Objects:
    """Something of every kind that a route may be about, held by one person."""

    def __init__(self, desk: Desk, holder: str) -> None:
        ports, now = desk.ports, desk.store.now()
        held = claim_callback(ports, desk.has().id, holder)
        desk.store.commit(Change(now=now, records=(replace(held, spoke_at=now),)))
        self.callback = desk.callback(held.id)
        alert = desk.has_alert()
        take_alert(ports, alert.id, holder)
        message = Voicemail(
            id="RE" + ports.new_id()[:16] * 2,
            person=self.callback.person,
            phone="+12125550142",
            language="en",
            call_sid="CA" + "0" * 32,
            seconds=20,
            created_at=now,
            due_at=now,
            callback=self.callback.id,
        )
        shift = Shift(
            id=ports.new_id(),
            specialist=holder,
            starts_at=now + timedelta(hours=2),
            ends_at=now + timedelta(hours=9),
            zone="America/New_York",
            due_at=now + timedelta(hours=2),
        )
        later = {"starts_at": shift.ends_at, "ends_at": shift.ends_at + timedelta(hours=1)}
        self.wanted, other = (
            replace(shift, id=ports.new_id(), specialist=a_colleague(ports).id, **later)
            for _ in range(2)
        )
        records = (message, ask_for(shift, other, now), self.wanted, other)
        desk.store.commit(Change(now=now, records=records))
        email = f"{ports.new_id()}@example.org"
        made, _ = invite(ports, email=email, role=Role.SPECIALIST, languages=("en",), by="a")
        token = ports.tokens.add(ports.new_id(), holder, ("read",))
        self.ids = {
            "callback_id": self.callback.id,
            "alert_id": alert.id,
            "voicemail_id": message.id,
            "shift_id": shift.id,
            "invitation_id": made.id,
            "token_id": token.id,
            "who": a_colleague(ports).id,
            "person_id": self.callback.person,
            "filename": "console.css",
            "_unknown": "nowhere",
        }

    def address(self, app: Flask, route: Route) -> str:
        """The route's address for these objects; a new kind of object fails here."""
        with app.test_request_context():
            rule = next(
                each
                for each in app.url_map.iter_rules(route.endpoint)
                if each.arguments == route.arguments
            )
            built = rule.build({name: self.ids[name] for name in route.arguments})
            assert built is not None
            return built[1]


def form(objects: Objects) -> dict[str, str]:
    """What makes every form about a callback do something, for whoever may."""
    return {
        "token": str(objects.callback.token),
        "version": str(objects.callback.version),
        "outcome": "reached",
        "notes": "A note.",
        "quick": "1h",
        "to": "demo-supervisor",
        "reason": "abuse",
        "length": "1d",
        "text": "number",
        "consent": "yes",
        "to_whom": "Dr. Example",
        "affiliation": "Northside Hospital",
        "disclosed_by": "Amina",
        "disclosed_at": f"{objects.callback.created_at - timedelta(days=1):%Y-%m-%dT%H:%M}",
        "for": objects.wanted.id,
        "nature": "Did not breathe well.",
    }


def csrf(client: FlaskClient) -> str:
    """A genuine token of whoever is signed in, or of a stranger."""
    page = client.get("/console/shift", follow_redirects=True).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def asks(client: FlaskClient, method: str, address: str, fields: dict[str, str]) -> Any:
    """Open the page, or press the button with a genuine token."""
    if method == "GET":
        return client.get(address)
    return client.post(address, data={"csrf_token": csrf(client), **fields})


def kept(desk: Desk) -> dict[str, object]:
    """Everything that is in the store but sessions, the audit trail and what was answered."""
    redis = desk.store._redis  # type: ignore[attr-defined]
    read = {
        "hash": redis.hgetall,
        "string": redis.get,
        "set": redis.smembers,
        "zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
        "list": lambda key: redis.lrange(key, 0, -1),
        "stream": redis.xlen,
        "people": redis.pfcount,
    }

    def is_count(key: str) -> bool:
        """Whether it counts people without naming them, which is no text."""
        return bool(key.startswith("people:") and redis.type(key) == "string")

    left_out = ("session", "seen:", "audit", "tokens:used")
    keys = [key for key in redis.keys("*") if not key.startswith(left_out)]
    return {key: read["people" if is_count(key) else redis.type(key)](key) for key in keys}


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    signed = {each.name for each in routes(app) if each.endpoint.split(".")[0] in SIGNED}

    known = set(CONSOLE) | set(API) | OPEN | DEMO | signed

    assert known == {each.name for each in routes(app)}, "add a row to access_table.py"


@pytest.mark.parametrize("role", ROLES)
def test_every_page_and_button_opens_to_whom_it_is_for_and_to_nobody_else(
    app: Flask, desk: Desk, arrives: Callable[..., Visitor], role: str
) -> None:
    client = arrives("" if role == "nobody" else role).client
    objects = Objects(desk, ME)
    wrong = {}

    for route in of(app, "console"):
        address = objects.address(app, route)
        before = kept(desk)
        answer = asks(client, route.method, address, {})
        may = ROLES[role] >= CONSOLE[route.name].who
        to = answer.headers.get("Location", "")
        if may:
            closed = answer.status_code == 403 or (to.startswith(LOGIN) and "next=" in to)
            if closed or (answer.status_code >= 500 and route.endpoint != "console.sound"):
                wrong[route.name] = f"should open: {answer.status_code} {to}"
        elif role == "nobody":
            if answer.status_code != 303 or not to.startswith(f"{LOGIN}?next="):
                wrong[route.name] = f"should ask to sign in: {answer.status_code} {to}"
        elif answer.status_code != 403:
            wrong[route.name] = f"should refuse: {answer.status_code} {to}"
        if not may and kept(desk) != before:
            wrong[route.name] = "changed something"

    assert wrong == {}


def about_others(app: Flask, kind: str) -> list[Route]:
    """The routes whose row says this of what is somebody else's."""
    return [each for each in of(app, "console") if CONSOLE[each.name].others == kind]


def test_what_somebody_else_holds_stays_as_it_is_even_with_its_token(
    app: Flask, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    client = arrives("specialist").client
    wrong = {}

    for route in about_others(app, "refused"):
        theirs = Objects(desk, OTHER)
        before = kept(desk)
        answer = asks(client, route.method, theirs.address(app, route), form(theirs))
        if kept(desk) != before or answer.status_code >= 500:
            wrong[route.name] = answer.status_code
        if "5550142" in answer.get_data(as_text=True).replace("-", ""):
            wrong[route.name] = "showed the number"

    assert wrong == {}


def test_with_ones_own_each_of_these_buttons_does_something(
    app: Flask, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    client = arrives("specialist").client
    silent = set()

    for route in about_others(app, "refused"):
        mine = Objects(desk, ME)
        before, said = kept(desk), len(desk.audited())
        asks(client, route.method, mine.address(app, route), form(mine))
        if kept(desk) == before and len(desk.audited()) == said:
            silent.add(route.name)

    # A second claim of one's own stays as it is: a double press is harmless.
    assert silent == {"POST console.claim"}


def test_what_belongs_to_one_person_is_not_there_for_another(
    app: Flask, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    client = arrives("specialist").client

    for route in about_others(app, "theirs"):
        mine, theirs = Objects(desk, ME), Objects(desk, OTHER)
        before = kept(desk)
        refused = asks(client, route.method, theirs.address(app, route), {})
        after = kept(desk)
        done = asks(client, route.method, mine.address(app, route), {})

        assert (refused.status_code, after) == (404, before), route.name
        assert done.status_code == 303
        assert kept(desk) != before


def test_a_supervisors_role_opens_nothing_of_another_persons_own(
    app: Flask, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    for role in ("supervisor", "admin"):
        client = arrives(role).client
        for route in about_others(app, "theirs"):
            theirs = Objects(desk, OTHER)

            assert asks(client, route.method, theirs.address(app, route), {}).status_code == 404


def bearer(desk: Desk, who: str, *scopes: str) -> dict[str, str]:
    """The header of a fresh token."""
    secret = desk.ports.new_id()
    desk.ports.tokens.add(secret, who, scopes)
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize("role", [role for role, rank in ROLES.items() if rank > STRANGER])
def test_the_api_goes_by_the_scope_of_the_token(app: Flask, desk: Desk, role: str) -> None:
    client, who = app.test_client(), f"demo-{role}"
    wrong = {}

    for route in of(app, "api"):
        needed = API[route.name]
        address = Objects(desk, who).address(app, route)
        others = {"read", "work", "ask"} - {needed}
        body = {"json": {}} if route.method == "POST" else {}
        statuses = tuple(
            client.open(address, method=route.method, headers=headers, **body).status_code
            for headers in (
                {},
                {"Authorization": "Bearer made-up"},
                bearer(desk, who, *others),
                bearer(desk, who, *([needed] if needed else [])),
            )
        )
        if needed is None:
            right = statuses == (200,) * 4
        else:
            right = statuses[:3] == (401, 401, 403) and statuses[3] in (200, 201, 204, 409, 422)
        if not right:
            wrong[route.name] = statuses

    assert wrong == {}


def test_over_the_api_what_somebody_else_holds_stays_as_it_is(app: Flask, desk: Desk) -> None:
    client = app.test_client()
    headers = bearer(desk, ME, "read", "work", "ask")
    wrong = {}

    for route in of(app, "api"):
        if route.name not in API_HOLDER:
            continue
        theirs = Objects(desk, OTHER)
        before = kept(desk)
        body = {"token": theirs.callback.token, "outcome": "reached", "notes": "x"}
        answer = client.post(theirs.address(app, route), json=body, headers=headers)
        if answer.status_code not in (403, 409) or kept(desk) != before:
            wrong[route.name] = answer.status_code

    assert wrong == {}


def test_a_token_of_somebody_who_left_opens_nothing(app: Flask, desk: Desk) -> None:
    gone = a_colleague(desk.ports, disabled=True)
    headers = bearer(desk, gone.id, "read", "work", "ask")

    for route in of(app, "api"):
        if API[route.name] is not None:
            address = Objects(desk, ME).address(app, route)
            answer = app.test_client().open(address, method=route.method, headers=headers)
            assert answer.status_code == 401, route.name


def test_every_webhook_asks_for_a_signature(app: Flask, desk: Desk) -> None:
    before = kept(desk)
    answers = {}

    for route in routes(app):
        if route.endpoint.split(".")[0] in SIGNED:
            assert not route.arguments, route.name
            with app.test_request_context():
                address = next(app.url_map.iter_rules(route.endpoint)).build({})
            assert address is not None
            for signature in ({}, {"X-Twilio-Signature": "bWFkZSB1cA=="}):
                fields = {"CallSid": "CA" + "0" * 32, "From": "+12125550142"}
                answer = app.test_client().post(address[1], data=fields, headers=signature)
                answers[route.name, bool(signature)] = answer.status_code

    assert len(answers) >= 30
    assert set(answers.values()) == {403}
    assert kept(desk) == before


def test_production_has_the_same_routes_but_none_to_a_simulator(
    app: Flask, production: dict[str, str]
) -> None:
    # In a process of its own: the login limits of one process count in one place only.
    program = (
        "from service.app import create; "
        "print(*{rule.endpoint for rule in create().url_map.iter_rules()})"
    )

    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=production, capture_output=True, text=True
    )

    assert told.returncode == 0, told.stderr
    ours = {each.endpoint for each in routes(app)}
    assert ours - set(told.stdout.split()) == {"simulator.hand_on"}


def test_the_table_finds_a_page_that_lost_its_guard(
    app: Flask, desk: Desk, arrives: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded = app.view_functions["console.people"].__wrapped__  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "console.people", unguarded)

    with pytest.raises(AssertionError, match=r"console\.people"):
        test_every_page_and_button_opens_to_whom_it_is_for_and_to_nobody_else(
            app, desk, arrives, "specialist"
        )


def test_ids_that_belong_to_something_else_find_nothing(
    app: Flask, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    client = arrives("admin").client
    objects = Objects(desk, "demo-admin")
    strange = dict.fromkeys(objects.ids, objects.ids["who"]) | {"who": objects.callback.id}
    found = {}

    for route in of(app, "console"):
        if route.arguments & (set(objects.ids) - {"filename", "_unknown", "person_id"}):
            objects.ids = strange
            answer = asks(client, route.method, objects.address(app, route), {})
            found[route.name] = answer.status_code

    assert {name: status for name, status in found.items() if status != 404} == {}
    assert isinstance(desk.callback(objects.callback.id), Callback)
