"""The supervisor's lists: all that is open, the team as it changes, and the day before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.alert_taking import sign_off_alert, take_alert
from service.actions.callbacks import claim_callback, release_callback
from service.actions.day_book import broke_promise
from service.actions.ports import Change
from service.domain.callback import Callback, Outcome, State
from service.domain.text import Text, TextState
from tests.builders import NOON, TEXTER, a_callback
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

DAY = timedelta(days=1)
OPEN = "/console/open"


@pytest.fixture
def supervisor(arrives: Callable[..., Visitor]) -> Visitor:
    return arrives("supervisor")


def in_review(desk: Desk, reason: str) -> Callback:
    asked = desk.has()
    now = desk.store.now()
    desk.store.commit(Change(now=now, records=(asked.to_review(reason, now),)))
    return desk.callback(asked.id)


def test_what_is_open_says_why_and_what_to_do(supervisor: Visitor, desk: Desk) -> None:
    in_review(desk, "no answer")
    in_review(desk, "something nobody thought of")
    late = desk.has(at=desk.store.now() - timedelta(hours=2))
    claim_callback(desk.ports, desk.has(language="es").id, "demo-specialist")
    desk.has()

    supervisor.opens(OPEN)

    assert supervisor.sees("For you to decide 2")
    assert supervisor.sees("Close it as unreachable")
    assert supervisor.sees("Open it, and claim it, put it back or close it.")
    assert supervisor.sees("Late 1")
    assert late.id in supervisor.page
    assert supervisor.sees("In hand 1")


def test_the_claim_moves_with_a_new_token_and_both_are_audited(
    supervisor: Visitor, desk: Desk
) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    supervisor.opens(OPEN)

    supervisor.presses(f"/console/callbacks/{held.id}/hand-over", to="demo-specialist-2")

    moved = desk.callback(held.id)
    assert (moved.specialist, moved.token) == ("demo-specialist-2", held.token + 1)
    assert ("demo-supervisor", "handed over") in desk.audited()
    assert supervisor.sees("Handed over.")
    assert "<h1>Open</h1>" in supervisor.page


def test_a_stale_list_moves_nothing(supervisor: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    supervisor.opens(OPEN)
    release_callback(desk.ports, held.id, held.token, "demo-specialist")
    claim_callback(desk.ports, held.id, "demo-specialist")

    supervisor.presses(f"/console/callbacks/{held.id}/hand-over", to="demo-specialist-2")

    assert desk.callback(held.id).specialist == "demo-specialist"
    assert supervisor.sees("It has moved on since this page was drawn")


def test_a_way_back_out_of_the_console_is_not_followed(supervisor: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has().id, "demo-specialist")
    supervisor.opens(OPEN)

    fields = {"to": "demo-specialist-2", "token": str(held.token), "next": "https://example.org/"}
    answer = supervisor.sends(f"/console/callbacks/{held.id}/hand-over", **fields)

    assert answer.request.path == "/console/"


def test_the_team_page_is_sent_only_when_something_changed(supervisor: Visitor, desk: Desk) -> None:
    supervisor.opens("/console/team")
    live = supervisor.page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    headers = {"HX-Request": "true"}

    quiet = supervisor.client.get(live, headers=headers)
    in_review(desk, "no answer")
    changed = supervisor.client.get(live, headers=headers)

    assert (quiet.status_code, quiet.get_data()) == (204, b"")
    assert changed.status_code == 200
    assert "No answer" in changed.get_data(as_text=True)


@pytest.mark.parametrize(
    ("became", "broken"),
    [
        ({}, True),
        ({"tried_at": NOON + timedelta(minutes=15)}, False),
        ({"tried_at": NOON + timedelta(minutes=16)}, True),
        ({"state": State.CLOSED, "closed_at": NOON + timedelta(minutes=5)}, False),
        ({"state": State.CLOSED, "closed_at": NOON + timedelta(hours=5)}, True),
        ({"state": State.REVIEW, "review_reason": "the person texted STOP"}, False),
        ({"state": State.REVIEW, "review_reason": "expired"}, True),
    ],
)
def test_a_promise_is_kept_by_the_first_try_in_time(
    became: dict[str, object], broken: bool
) -> None:
    callback = a_callback(**became)

    assert broke_promise(callback, NOON + DAY) is broken


def test_yesterday_tells_what_went_wrong(supervisor: Visitor, desk: Desk) -> None:
    day_before = desk.store.now() - DAY
    broken = desk.has(at=day_before, promise_at=day_before)
    kept = desk.has(at=day_before, promise_at=day_before, tried_at=day_before)
    alert = desk.has_alert(created_at=day_before, due_at=day_before)
    take_alert(desk.ports, alert.id, "demo-specialist")
    sign_off_alert(desk.ports, alert.id, "demo-specialist")
    text = Text(
        id="t" * 20,
        person=broken.person,
        phone=TEXTER,
        language="en",
        words="missed",
        created_at=day_before,
        due_at=day_before,
        expires_at=day_before,
        state=TextState.UNDELIVERED,
        error="30003",
    )
    desk.store.commit(Change(now=desk.store.now(), records=(text,)))

    supervisor.opens("/console/yesterday")

    assert supervisor.sees("Broken promises 1")
    assert supervisor.sees(f"+1••••••••42 · callback {broken.id[:8]} · Waiting")
    assert kept.id not in supervisor.page
    assert supervisor.sees("Crises 1")
    assert supervisor.sees("taken after 24 h by Demo Specialist, signed off")
    assert supervisor.sees("That we called and missed them")
    assert supervisor.sees("Twilio 30003")
    assert "5550142" not in supervisor.page
    supervisor.opens(f"/console/yesterday?day={desk.store.now() - 5 * DAY:%Y-%m-%d}")
    assert not supervisor.sees("Broken promises 1")


def test_what_was_closed_in_time_or_forgotten_is_no_broken_promise(
    supervisor: Visitor, desk: Desk
) -> None:
    day_before = desk.store.now() - DAY
    asked = desk.has(at=day_before, promise_at=day_before)
    closed = asked.close(Outcome.REACHED, day_before)
    desk.store.commit(Change(now=desk.store.now(), records=(replace(closed).forgotten(),)))

    supervisor.opens("/console/yesterday")

    assert supervisor.sees("Broken promises None.")


@pytest.mark.parametrize("day", ["", "x", "9999-99-99", "0001-01-01", "9999-12-31", "%00"])
def test_a_day_that_is_none_shows_the_day_before(supervisor: Visitor, day: str) -> None:
    supervisor.opens(f"/console/yesterday?day={day}")

    assert supervisor.status == 200
    assert supervisor.sees("Broken promises")
