"""What a supervisor types in about a number: forms that refuse keep what was typed."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from service.actions.callbacks import claim_callback
from service.actions.disclosing import disclosures
from service.actions.holds import people_on_hold
from service.domain.person import Person
from tests.builders import TEXTER
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

PAGE = "/console/by-hand"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def supervisor(arrives: Callable[..., Visitor]) -> Visitor:
    visitor = arrives("supervisor")
    visitor.opens(PAGE)
    return visitor


def at(desk: Desk, apart: timedelta) -> str:
    """A moment as a browser sends it."""
    zone = ZoneInfo(desk.ports.policy.hours.zone)
    return f"{(desk.store.now() + apart).astimezone(zone):%Y-%m-%dT%H:%M}"


def a_disclosure(desk: Desk, **typed: str) -> dict[str, str]:
    return {
        "to_whom": "Dr. Example",
        "affiliation": "Northside Hospital",
        "disclosed_by": "Demo Specialist",
        "disclosed_at": at(desk, timedelta(minutes=-5)),
        "nature": "Did not breathe well.",
    } | typed


def test_an_opt_out_is_kept_and_no_number_is_shown(supervisor: Visitor, desk: Desk) -> None:
    supervisor.presses(f"{PAGE}/opt-out", number="(212) 555-0142", scope="all", how="mail")

    person = desk.store.get(Person, desk.ports.identity.person(TEXTER))
    assert person is not None
    assert person.opted_out == "all"
    assert supervisor.sees("Opted out.")
    assert "5550142" not in supervisor.page


def test_what_is_no_number_comes_back_as_typed(supervisor: Visitor) -> None:
    supervisor.presses(f"{PAGE}/opt-out", number=SCRIPT, scope="all", how="phone")

    assert supervisor.status == 409
    assert supervisor.sees("This is no telephone number of theirs. Nothing was changed.")
    assert "<script>alert" not in supervisor.page


def test_a_hold_is_listed_masked_and_lifted(supervisor: Visitor, desk: Desk) -> None:
    until = at(desk, timedelta(days=30))

    supervisor.presses(f"{PAGE}/hold", number=TEXTER, until=until, reason="A court asked")

    [held] = people_on_hold(desk.ports)
    assert supervisor.sees("+1••••••••42 : until") or supervisor.sees("+1••••••••42: until")
    assert supervisor.sees("A court asked · by Demo Supervisor")
    supervisor.presses(f"{PAGE}/holds/{held.id}/lift")
    assert supervisor.sees("The hold is lifted.")
    assert supervisor.sees("Nobody is on hold.")


@pytest.mark.parametrize(
    "typed", [{"until": ""}, {"until": "tomorrow"}, {"until": "0001-01-01T00:00"}, {"reason": " "}]
)
def test_a_hold_that_does_not_go_holds_nobody(
    supervisor: Visitor, desk: Desk, typed: dict[str, str]
) -> None:
    good = {"number": TEXTER, "until": at(desk, timedelta(days=1)), "reason": "A complaint"}

    supervisor.sends(f"{PAGE}/hold", **good | typed)

    assert supervisor.status == 409
    assert supervisor.sees("Nothing was changed.")
    assert people_on_hold(desk.ports) == []


def test_a_hold_that_is_none_is_lifted_in_words(supervisor: Visitor) -> None:
    for person in ("0" * 32, "x" * 3000, "%00"):
        supervisor.sends(f"{PAGE}/holds/{person}/lift")
        assert supervisor.sees("There is no such hold any more.")


def test_a_disclosure_about_a_number_is_listed(supervisor: Visitor, desk: Desk) -> None:
    supervisor.presses(f"{PAGE}/disclosure", number=TEXTER, **a_disclosure(desk))

    assert len(disclosures(desk.ports)) == 1
    assert supervisor.sees("Dr. Example, Northside Hospital")
    assert supervisor.sees("Told by Demo Specialist · about +1••••••••42")
    assert "5550142" not in supervisor.page


def test_the_holder_writes_a_disclosure_from_the_callback(specialist: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has(phone=TEXTER).id, "demo-specialist")
    page = f"/console/callbacks/{held.id}/disclosure"
    specialist.opens(page)

    specialist.presses(page, **a_disclosure(desk))

    [written] = disclosures(desk.ports)
    assert (written.callback, written.person) == (held.id, held.person)
    assert specialist.sees("The disclosure is written down.")
    assert ("demo-specialist", "wrote down a disclosure") in desk.audited()


def test_a_disclosure_with_a_gap_keeps_what_was_typed(specialist: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    page = f"/console/callbacks/{held.id}/disclosure"
    specialist.opens(page)

    specialist.presses(page, **a_disclosure(desk, affiliation="", nature=f"Cold. {SCRIPT}"))

    assert specialist.status == 409
    assert specialist.sees("Where they work is missing. Nothing was written down.")
    assert "Cold. &lt;script&gt;" in specialist.page
    assert disclosures(desk.ports) == []


def test_about_anothers_callback_nobody_but_a_supervisor_writes(
    specialist: Visitor, desk: Desk
) -> None:
    theirs = claim_callback(desk.ports, desk.has().id, "demo-specialist-2")
    page = f"/console/callbacks/{theirs.id}/disclosure"
    specialist.opens("/console/")

    specialist.sends(page, **a_disclosure(desk))

    assert specialist.status == 403
    assert disclosures(desk.ports) == []
    specialist.opens(page)
    assert specialist.status == 403
