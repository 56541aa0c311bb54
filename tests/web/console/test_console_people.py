"""The pages about people: an admin invites, changes and lets go; whoever is invited joins."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.callbacks import claim_callback
from service.actions.staff import add_specialist
from service.domain.callback import State
from service.domain.phone_check import PhoneCheck
from service.domain.specialist import Role, Specialist
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

GOOD = "violet kettle under harbor"
PEOPLE = "/console/people"
BEN = "/console/people/demo-specialist"


@pytest.fixture
def admin(arrives: Callable[..., Visitor]) -> Visitor:
    """The demo's admin, signed in."""
    return arrives("admin")


def invites(admin: Visitor, email: str = "amina@example.org") -> str:
    """Make an invitation and return the link that is shown."""
    admin.opens(PEOPLE)
    admin.presses("/console/people/invite", email=email, role="supervisor", language="es")
    shown = re.search(r"https?://[^<\s]+/console/join#[\w-]+", html.unescape(admin.page))
    assert shown is not None, admin.words()
    return shown[0]


def joins(visitor: Visitor, link: str, *, name: str = "Amina", password: str = GOOD) -> None:
    """Open the link as a browser does, and fill in the form."""
    visitor.opens("/console/join")
    code = link.partition("#")[2]
    visitor.presses("/console/join", invitation=code, name=name, password=password)


def the(desk: Desk, who: str = "demo-specialist") -> Specialist:
    """Their record as it is now."""
    found = desk.store.get(Specialist, who)
    assert found is not None
    return found


def test_the_invited_joins_by_the_link_and_lands_on_their_account(
    admin: Visitor, arrives: Callable[..., Visitor], desk: Desk
) -> None:
    link = invites(admin)
    amina = arrives("")

    joins(amina, link)

    assert amina.sees("Welcome")
    assert amina.sees("Supervisor")
    found = desk.store.specialist_by_email("amina@example.org")
    assert found is not None
    assert (found.name, found.role, found.languages) == ("Amina", Role.SUPERVISOR, ("es",))


def test_the_link_goes_to_the_configured_address_and_is_shown_once(admin: Visitor) -> None:
    link = invites(admin)

    assert link.startswith("https://helpline.example.org/console/join#")
    admin.opens(PEOPLE)
    assert admin.sees("amina@example.org")
    assert link.partition("#")[2] not in admin.page


def test_a_used_a_withdrawn_and_a_made_up_code_get_the_same_answer(
    admin: Visitor, arrives: Callable[..., Visitor], desk: Desk
) -> None:
    used, withdrawn = invites(admin, "a@example.org"), invites(admin, "b@example.org")
    joins(arrives(""), used)
    admin.opens(PEOPLE)
    action = re.search(r"/console/invitations/[0-9a-f]+/withdraw", admin.page)
    assert action is not None
    admin.presses(action[0])
    answers = []
    for link in (used, withdrawn, "x#made-up", "x#" + "y" * 5000):
        visitor = arrives("")
        joins(visitor, link)
        answers.append((visitor.status, visitor.sees("used, over or not complete")))

    assert answers == [(400, True)] * 4


def test_a_weak_password_is_refused_and_what_was_typed_is_still_there(
    admin: Visitor, arrives: Callable[..., Visitor]
) -> None:
    link = invites(admin)
    amina = arrives("")

    joins(amina, link, password="password1234")

    assert amina.sees("easy to guess")
    assert amina.form("/console/join")["name"] == "Amina"
    assert amina.form("/console/join")["invitation"] == link.partition("#")[2]
    assert "password1234" not in amina.page


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=cmd|'/c calc'!A0", '" onload="x'])
def test_a_name_is_only_ever_words(
    admin: Visitor, arrives: Callable[..., Visitor], name: str
) -> None:
    joins(arrives(""), invites(admin), name=name)

    admin.opens(PEOPLE)

    assert name not in admin.page
    assert html.escape(name, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in (
        admin.page
    )


def test_an_admin_changes_role_languages_and_phone(admin: Visitor, desk: Desk) -> None:
    for action, typed in (
        ("role", {"role": "supervisor"}),
        ("languages", {"language": "es"}),
        ("phone", {"phone": "646 555 0188"}),
    ):
        admin.opens(BEN)
        admin.presses(f"{BEN}/{action}", **typed)
        assert admin.sees("Saved.")

    ben = the(desk)
    assert (ben.role, ben.languages, ben.phone) == (Role.SUPERVISOR, ("es",), "+16465550188")
    assert not ben.phone_verified, "whose it is, they have to show themselves"


@pytest.mark.parametrize(
    ("action", "typed", "status", "says"),
    [
        ("role", {"role": "king"}, 400, "missing or not understood"),
        ("role", {}, 400, "missing or not understood"),
        ("languages", {"language": "xx"}, 200, "at least one language"),
        ("phone", {"phone": "911"}, 200, "no ordinary line"),
        ("phone", {"phone": "\0" * 90}, 200, "no ordinary line"),
    ],
)
def test_nonsense_changes_nobody(
    admin: Visitor, desk: Desk, action: str, typed: dict[str, str], status: int, says: str
) -> None:
    before = the(desk)
    admin.opens(BEN)

    admin.sends(f"{BEN}/{action}", **typed)

    assert (admin.status, admin.sees(says)) == (status, True)
    assert the(desk) == before


def test_whoever_is_let_go_is_out_with_the_next_click_and_their_work_goes_on(
    admin: Visitor, arrives: Callable[..., Visitor], app: Flask, desk: Desk
) -> None:
    ben = arrives("specialist")
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    bearer = {"Authorization": "Bearer demo-specialist"}
    assert app.test_client().get("/api/v1/stats", headers=bearer).status_code == 200

    admin.opens(BEN)
    admin.presses(f"{BEN}/disable")

    assert admin.sees("They work here again")
    ben.opens("/console/")
    assert ben.sees("Sign in")
    assert app.test_client().get("/api/v1/stats", headers=bearer).status_code == 401
    assert desk.callback(held.id).state is State.WAITING
    ben.signs_in()
    assert ben.status == 401


def test_an_admin_can_neither_disable_nor_demote_themselves(admin: Visitor, desk: Desk) -> None:
    me = "/console/people/demo-admin"
    admin.opens(me)

    assert f"{me}/disable" not in admin.page
    admin.sends(f"{me}/disable")
    assert admin.sees("cannot disable yourself")
    admin.sends(f"{me}/role", role="specialist")
    assert admin.sees("cannot change your own role")
    assert the(desk, "demo-admin").role is Role.ADMIN


def test_a_lower_role_holds_from_the_next_click(
    admin: Visitor, arrives: Callable[..., Visitor]
) -> None:
    supervisor = arrives("supervisor")
    supervisor.opens("/console/team")
    assert supervisor.status == 200

    admin.opens("/console/people/demo-supervisor")
    admin.presses("/console/people/demo-supervisor/role", role="specialist")

    supervisor.opens("/console/team")
    assert supervisor.status == 403


def test_an_unknown_person_is_a_page_in_words(admin: Visitor) -> None:
    for who in ("nobody", "x" * 300, "..", "a b"):
        admin.opens(f"{PEOPLE}/{who}")
        assert admin.status == 404, who


def test_a_token_is_shown_once_opens_the_api_and_is_revoked(
    specialist: Visitor, app: Flask, desk: Desk
) -> None:
    specialist.opens("/console/account")
    specialist.presses("/console/account/tokens", label="Wall board", scope="read")
    secret = specialist.page.partition('class="once" value="')[2].partition('"')[0]
    bearer = {"Authorization": f"Bearer {secret}"}

    assert len(secret) >= 43
    assert app.test_client().get("/api/v1/stats", headers=bearer).status_code == 200
    refused = app.test_client().post("/api/v1/callbacks/next", json={}, headers=bearer)
    assert refused.status_code == 403
    specialist.opens("/console/account")
    assert specialist.sees("Wall board")
    assert secret not in specialist.page
    token = next(t for t in desk.ports.tokens.all("demo-specialist") if t.label == "Wall board")
    assert token.used_at is not None
    specialist.presses(f"/console/account/tokens/{token.id}/revoke")
    assert app.test_client().get("/api/v1/stats", headers=bearer).status_code == 401


def test_a_token_must_be_for_something_we_know(specialist: Visitor, desk: Desk) -> None:
    before = desk.ports.tokens.all()
    specialist.opens("/console/account")

    for scope in ({}, {"scope": "admin"}, {"scope": "READ"}):
        specialist.sends("/console/account/tokens", label="x", **scope)
        assert specialist.sees("Choose what the token may do")

    assert desk.ports.tokens.all() == before


def test_nobody_revokes_anothers_token_but_an_admin_does(
    specialist: Visitor, admin: Visitor, desk: Desk
) -> None:
    theirs = desk.ports.tokens.all("demo-supervisor")[0]
    specialist.opens("/console/account")

    specialist.sends(f"/console/account/tokens/{theirs.id}/revoke")
    assert specialist.status == 404
    assert theirs in desk.ports.tokens.all()
    admin.opens("/console/people/demo-supervisor")
    admin.presses(f"/console/people/demo-supervisor/tokens/{theirs.id}/revoke")

    assert theirs not in desk.ports.tokens.all()


def test_a_phone_is_verified_on_the_page(specialist: Visitor, desk: Desk) -> None:
    specialist.opens("/console/account")
    specialist.presses("/console/account/phone", phone="646 555 0199")
    check = desk.store.get(PhoneCheck, "demo-specialist")
    assert check is not None

    specialist.presses("/console/account/phone/code", code="nonsense")
    assert specialist.sees("not the code")
    specialist.presses("/console/account/phone/code", code=check.phone_code)

    assert specialist.sees("verified")
    assert (the(desk).phone, the(desk).phone_verified) == ("+16465550199", True)


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    here, elsewhere = arrives(), arrives()
    here.opens("/console/account")

    here.presses("/console/account/password", password="wrong", fresh=GOOD)
    assert here.sees("is wrong")
    here.presses("/console/account/password", password="demo", fresh="password1234")
    assert here.sees("easy to guess")
    here.presses("/console/account/password", password="demo", fresh=GOOD)

    assert here.sees("Your password is changed")
    elsewhere.opens("/console/")
    assert elsewhere.sees("Sign in")
    elsewhere.signs_in(password=GOOD)
    assert elsewhere.sees("Sign out")


@pytest.mark.parametrize("part", ["texts", "calls", "topics", "facts"])
def test_all_words_are_there_in_both_languages(admin: Visitor, desk: Desk, part: str) -> None:
    admin.opens(f"/console/words?part={part}")

    assert admin.status == 200
    assert admin.page.count('<p lang="es">') >= 10
    assert abs(admin.page.count('<p lang="en">') - admin.page.count('<p lang="es">')) <= 4
    assert ("1 message," in admin.words()) == (part != "calls")


def test_facts_show_where_they_come_from_and_what_is_kept_back(admin: Visitor) -> None:
    admin.opens("/console/words?part=facts")

    assert admin.sees("Introduction (under the title) · read against it 20")
    assert admin.sees("not sent:")
    admin.opens("/console/words?part=nonsense")
    assert admin.status == 404


def test_an_invitation_is_refused_after_its_time(
    admin: Visitor, arrives: Callable[..., Visitor], desk: Desk
) -> None:
    link = invites(admin)
    desk.store._redis.pexpire(  # type: ignore[attr-defined]
        desk.store._redis.keys("invitation:*")[0], timedelta(milliseconds=1)
    )
    while desk.store._redis.keys("invitation:*"):  # type: ignore[attr-defined]
        pass
    amina = arrives("")

    joins(amina, link)

    assert amina.status == 400


def test_two_people_never_share_an_address(
    admin: Visitor, arrives: Callable[..., Visitor], desk: Desk
) -> None:
    link = invites(admin)
    add_specialist(desk.ports, name="Other", email="Amina@example.org", password=GOOD)
    amina = arrives("")

    joins(amina, link)

    assert amina.sees("works here already")
