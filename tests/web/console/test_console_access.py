"""Who gets in, for how long, and what a browser is told to do with the pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from service.actions.callbacks import claim_callback
from service.actions.ports import Change, Ports
from service.domain.errors import StoreUnavailable
from service.domain.specialist import Specialist
from service.web.ports import NAME
from service.web.sessions import ACTIVE
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

WITHOUT_SIGN_IN = {
    "console.login", "console.enter", "console.static", "console.invitation", "console.join_us",
}  # fmt: skip
LOGIN = "/console/login"


def addresses(app: Flask, method: str) -> list[str]:
    """Every address of the console that takes this method, with made-up ids filled in."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("console.") and method in (rule.methods or ()):
                if rule.endpoint in WITHOUT_SIGN_IN:
                    continue
                values = dict.fromkeys(rule.arguments, "a1")
                found.append(rule.build(values)[1])  # type: ignore[index]
    return found


def test_every_page_and_every_button_asks_a_stranger_to_sign_in(app: Flask, desk: Desk) -> None:
    client = app.test_client()

    pages = {each: client.get(each) for each in addresses(app, "GET")}
    buttons = {each: client.post(each) for each in addresses(app, "POST")}

    assert len(pages) >= 8
    assert len(buttons) >= 14
    for address, answer in (pages | buttons).items():
        assert answer.status_code == 303, address
        assert answer.headers["Location"].startswith(f"{LOGIN}?next="), address


def test_every_button_is_refused_without_its_token(app: Flask, specialist: Visitor) -> None:
    answers = {each: specialist.client.post(each) for each in addresses(app, "POST")}

    for address, answer in answers.items():
        assert answer.status_code == 400, address
        assert "Nothing was changed" in answer.get_data(as_text=True), address


def test_signing_in_is_refused_without_its_token(app: Flask, desk: Desk) -> None:
    fields = {"email": "specialist@example.org", "password": "demo"}

    answer = app.test_client().post(LOGIN, data=fields)

    assert answer.status_code == 400


def test_a_token_in_a_header_is_as_good_as_in_the_form(specialist: Visitor) -> None:
    token = specialist.form("/console/logout")["csrf_token"]

    answer = specialist.client.post("/console/next", headers={"X-CSRFToken": token})

    assert answer.status_code == 303


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    arrives: Callable[..., Visitor],
) -> None:
    wrong, unknown = arrives(""), arrives("")

    wrong.signs_in("specialist@example.org", "not it")
    unknown.signs_in("nobody-like-this@example.org", "not it")

    assert wrong.status == unknown.status == 401
    assert wrong.sees("do not go together")
    assert wrong.words() == unknown.words()


@pytest.mark.parametrize("password", ["", "\0", "x" * 5000, "päss 🙂"])
def test_a_strange_password_is_only_a_wrong_one(
    arrives: Callable[..., Visitor], password: str
) -> None:
    visitor = arrives("")

    visitor.signs_in(password=password)

    assert visitor.status == 401


def test_signing_in_gives_a_new_id_that_scripts_and_other_sites_cannot_use(
    app: Flask, desk: Desk
) -> None:
    visitor = Visitor(app.test_client())
    visitor.opens(LOGIN)
    before = visitor.client.get_cookie("helpline")

    form = visitor.form(LOGIN) | {"email": "specialist@example.org", "password": "demo"}
    cookie = visitor.client.post(LOGIN, data=form).headers["Set-Cookie"]

    after = visitor.client.get_cookie("helpline")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert desk.store._redis.keys("session:*") != []  # type: ignore[attr-defined]


def test_strangers_at_the_login_page_leave_nothing_in_the_store(app: Flask, desk: Desk) -> None:
    before = desk.store._redis.dbsize()  # type: ignore[attr-defined]

    for _ in range(5):
        app.test_client().get(LOGIN)

    assert desk.store._redis.dbsize() == before  # type: ignore[attr-defined]


def test_signing_out_ends_every_copy_of_the_cookie(app: Flask, specialist: Visitor) -> None:
    cookie = specialist.client.get_cookie("helpline")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("helpline", cookie.value)
    assert thief.get("/console/").status_code == 200

    specialist.presses("/console/logout")

    assert specialist.sees("Sign in")
    assert thief.get("/console/").status_code == 303


def test_in_production_the_cookie_is_bound_to_host_and_tls(
    arrives: Callable[..., Visitor], with_policy: Callable[..., None]
) -> None:
    with_policy(is_demo=False)
    visitor = arrives("")

    answer = visitor.client.get(LOGIN, base_url="https://localhost")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-helpline=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "This is a demo" not in answer.get_data(as_text=True)


def test_in_production_tries_are_limited_and_a_demo_has_no_limit(
    app: Flask, arrives: Callable[..., Visitor], with_policy: Callable[..., None]
) -> None:
    free = arrives("")
    for _ in range(12):
        free.signs_in(password="wrong")
    assert free.status == 401

    with_policy(is_demo=False)
    client = app.test_client()
    visitor = Visitor(client)
    page = client.get(LOGIN, base_url="https://localhost")
    visitor.page = page.get_data(as_text=True)
    form = visitor.form(LOGIN) | {"email": "limited@example.org", "password": "wrong"}
    statuses = [
        client.post(LOGIN, data=form, base_url="https://localhost").status_code for _ in range(11)
    ]

    assert statuses == [401] * 10 + [429]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example/console/",
        "/\\evil.example/console/",
        "/console/\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "/simulator/",
        "/console/../simulator/",
        "/console/%2e%2e/simulator/",
        "",
    ],
)
def test_signing_in_never_leads_elsewhere(arrives: Callable[..., Visitor], elsewhere: str) -> None:
    visitor = arrives("")
    visitor.opens(LOGIN)
    form = visitor.form(LOGIN) | {"email": "specialist@example.org", "password": "demo"}

    answer = visitor.client.post(LOGIN, data=form | {"next": elsewhere})

    assert answer.headers["Location"] == "/console/"


def test_one_comes_back_to_the_page_one_was_on(arrives: Callable[..., Visitor], desk: Desk) -> None:
    asked = desk.has()
    visitor = arrives("")

    visitor.opens(f"/console/callbacks/{asked.id}")
    visitor.presses(LOGIN, email="specialist@example.org", password="demo")

    assert visitor.sees("Claim")
    assert visitor.sees("The person")


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(
    app: Flask, specialist: Visitor, desk: Desk
) -> None:
    asked = desk.has()
    page = f"/console/callbacks/{asked.id}"
    specialist.opens(page)
    desk.ports.sessions.revoke_all("demo-specialist")

    answer = specialist.client.post(f"{page}/claim", data=specialist.form(f"{page}/claim"))

    assert answer.headers["Location"] == f"{LOGIN}?next={page}"
    assert desk.callback(asked.id).specialist == ""


def test_a_poll_after_the_session_ended_sends_the_whole_page_to_sign_in(
    specialist: Visitor, desk: Desk
) -> None:
    desk.ports.sessions.revoke_all("demo-specialist")

    answer = specialist.client.get(
        "/console/live",
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http://localhost/console/all?state=review",
        },
    )

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == f"{LOGIN}?next=/console/all"


def aged(desk: Desk, visitor: Visitor, **minutes: int) -> str:
    """Make the visitor's session as old as this; returns its secret id."""
    cookie = visitor.client.get_cookie("helpline")
    assert cookie is not None
    fields = desk.ports.sessions.read(cookie.value)
    assert fields is not None
    for name, ago in minutes.items():
        fields[name] = (datetime.now(UTC) - timedelta(minutes=ago)).isoformat()
    desk.ports.sessions.write(cookie.value, fields, timedelta(minutes=30))
    return cookie.value


def test_a_page_left_open_does_not_keep_anybody_signed_in_but_a_person_does(
    specialist: Visitor, desk: Desk
) -> None:
    secret = aged(desk, specialist, active_at=10)

    specialist.opens("/console/live", HX_Request="true")
    after_poll = desk.ports.sessions.read(secret)
    specialist.opens("/console/live", HX_Request="true", **{ACTIVE.replace("-", "_"): "1"})
    after_person = desk.ports.sessions.read(secret)

    assert after_poll is not None
    assert after_person is not None
    ten_minutes_ago = datetime.fromisoformat(after_poll["active_at"])
    assert datetime.now(UTC) - ten_minutes_ago > timedelta(minutes=9)
    assert datetime.fromisoformat(after_person["active_at"]) > ten_minutes_ago


def test_whoever_is_talking_with_somebody_is_not_signed_out(
    specialist: Visitor, desk: Desk
) -> None:
    claimed = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    calling = claimed.call("a", desk.store.now())
    desk.store.commit(Change(now=desk.store.now(), records=(calling,)))
    talking = desk.callback(claimed.id).talking(desk.store.now())
    desk.store.commit(Change(now=desk.store.now(), records=(talking,)))
    secret = aged(desk, specialist, active_at=10)

    specialist.opens(f"/console/callbacks/{claimed.id}/live", HX_Request="true")

    fields = desk.ports.sessions.read(secret)
    assert fields is not None
    since = datetime.now(UTC) - datetime.fromisoformat(fields["active_at"])
    assert since < timedelta(minutes=1)


@pytest.mark.parametrize("age", [{"active_at": 31}, {"since": 12 * 60 + 1}])
def test_a_session_ends_after_half_an_hour_of_nothing_and_after_twelve_hours(
    specialist: Visitor, desk: Desk, age: dict[str, int]
) -> None:
    secret = aged(desk, specialist, **age)

    specialist.opens("/console/")

    assert specialist.sees("Sign in")
    assert desk.ports.sessions.read(secret) is None


def test_whoever_leaves_the_team_is_out_at_once(specialist: Visitor, desk: Desk) -> None:
    person = desk.store.get(Specialist, "demo-specialist")
    assert person is not None
    gone = replace(person, disabled=True)
    desk.store.commit(Change(now=desk.store.now(), records=(gone,)))

    specialist.opens("/console/")

    assert specialist.sees("Sign in")


def test_the_team_page_is_for_supervisors_and_admins(arrives: Callable[..., Visitor]) -> None:
    seen = {}
    for name in ("specialist", "supervisor", "admin"):
        visitor = arrives(name)
        visitor.opens("/console/team")
        seen[name] = (visitor.status, visitor.sees("For a supervisor"))

    assert seen == {"specialist": (403, False), "supervisor": (200, True), "admin": (200, True)}


def test_every_answer_tells_the_browser_what_it_may_do(app: Flask, specialist: Visitor) -> None:
    answers = [specialist.client.get(each) for each in addresses(app, "GET")]
    answers.append(app.test_client().get(LOGIN))

    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_carries_script_or_style_of_its_own(
    app: Flask, arrives: Callable[..., Visitor], desk: Desk
) -> None:
    desk.has()
    desk.has_alert()
    supervisor = arrives("supervisor")

    for address in (*addresses(app, "GET"), LOGIN):
        supervisor.opens(address)
        assert "<style" not in supervisor.page
        assert " style=" not in supervisor.page
        assert "<script>" not in supervisor.page
        assert " onclick" not in supervisor.page


@pytest.mark.parametrize("address", ["/console/nowhere", "/console/callbacks/none", "/console/a/b"])
def test_an_unknown_page_says_so_in_words(specialist: Visitor, address: str) -> None:
    specialist.opens(address)

    assert specialist.status == 404
    assert specialist.sees("There is no such page or callback")
    assert specialist.sees("To the queue")


class Away:
    """A store that does not answer."""

    def __getattr__(self, name: str) -> object:
        raise StoreUnavailable("the store did not answer")


@pytest.mark.parametrize("part", ["sessions", "store"])
def test_without_the_store_there_are_words_and_nobody_is_signed_out(
    app: Flask, specialist: Visitor, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    web = app.extensions[NAME]
    ports: Ports = web.ports
    with monkeypatch.context() as broken:
        away = replace(ports, **{part: Away()})
        broken.setitem(app.extensions, NAME, replace(web, ports=away))
        specialist.opens("/console/")
        assert specialist.status == 503
        assert specialist.sees("Nothing is lost")

    specialist.opens("/console/")

    assert specialist.sees("Sign out")
