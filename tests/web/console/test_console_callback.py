"""The page of one callback: its buttons, and every way to press them wrongly."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.actions.callbacks import claim_callback, release_callback
from service.actions.ports import Change
from service.domain.callback import Callback, Outcome, State
from service.domain.calling_hours import CallingHours
from service.domain.leg import Leg
from service.domain.specialist import Specialist
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

STALE = "You do not hold this callback any more"


def at(callback: Callback, deed: str = "") -> str:
    page = f"/console/callbacks/{callback.id}"
    return f"{page}/{deed}" if deed else page


@pytest.fixture
def held(specialist: Visitor, desk: Desk) -> Callback:
    """A callback the visitor holds, its page open."""
    asked = desk.has(phone="+13105550117")
    claimed = claim_callback(desk.ports, asked.id, "demo-specialist")
    specialist.opens(at(claimed))
    return claimed


def test_the_page_tells_what_a_caller_needs_to_know(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has(
        phone="+13105550117", language="es", about_other=True, voicemail_ok=True, crisis=True
    )

    specialist.opens(at(asked))

    los_angeles = desk.store.now().astimezone(ZoneInfo("America/Los_Angeles"))
    assert specialist.sees("Crisis Waiting")
    assert specialist.sees(f"{los_angeles:%M %p} there")
    assert specialist.sees("Language Spanish")
    assert specialist.sees("It is about Somebody else")
    assert specialist.sees("Voicemail Yes, a neutral one")
    assert specialist.sees("+1••••••••17")
    assert not specialist.sees("What came of it")


def test_a_number_that_may_be_anywhere_gives_a_range_of_times(
    specialist: Visitor, desk: Desk
) -> None:
    asked = desk.has(phone="+18005550133")

    specialist.opens(at(asked))

    assert specialist.sees("Their time between")


def test_claiming_twice_is_claiming_once(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has()
    specialist.opens(at(asked))
    form = specialist.form(at(asked, "claim"))

    specialist.presses(at(asked, "claim"))
    specialist.sends(at(asked, "claim"), **form)

    assert desk.callback(asked.id).token == 1
    assert specialist.sees("Press Call")


def test_what_somebody_else_claimed_first_is_said_to_be_theirs(
    specialist: Visitor, desk: Desk
) -> None:
    asked = desk.has()
    specialist.opens(at(asked))
    claim_callback(desk.ports, asked.id, "demo-specialist-2")

    specialist.presses(at(asked, "claim"))

    assert specialist.sees("Somebody else holds this callback.")
    assert specialist.sees("Second Demo Specialist has it")


def test_only_the_holder_is_shown_the_number_and_each_showing_is_audited_once(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    assert "310-555-0117" not in specialist.page

    specialist.presses(at(held, "reveal"))
    specialist.opens(at(held))

    assert specialist.sees("310-555-0117")
    assert desk.audited().count(("demo-specialist", "saw the number")) == 1


def test_whoever_does_not_hold_it_is_not_shown_the_number(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has(phone="+13105550117")
    specialist.opens(at(asked))

    specialist.sends(at(asked, "reveal"))

    assert specialist.sees("The number is shown to whoever holds the callback.")
    assert "0117" not in specialist.page
    assert ("demo-specialist", "saw the number") not in desk.audited()


def test_pressing_call_twice_rings_one_phone_once(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    form = specialist.form(at(held, "call"))

    specialist.presses(at(held, "call"))
    first = desk.callback(held.id)
    specialist.sends(at(held, "call"), **form)

    assert specialist.sees("Your phone is about to ring.")
    assert desk.callback(held.id).attempt == first.attempt != ""
    wakeups = desk.store._redis.lrange("wakeups", 0, -1)  # type: ignore[attr-defined]
    assert sum('"dial"' in line for line in wakeups) == 1


def test_the_call_is_told_step_by_step(specialist: Visitor, desk: Desk, held: Callback) -> None:
    specialist.presses(at(held, "call"))
    now = desk.store.now()
    calling = desk.callback(held.id)

    def becomes(*records: Leg | Callback) -> str:
        desk.store.commit(Change(now=now, records=records))
        specialist.opens(f"{at(held)}/live")
        return specialist.words()

    def stored(leg: Leg) -> Leg:
        found = desk.store.get(Leg, leg.id)
        assert found is not None
        return found

    mine = desk.store.get(Leg, f"{calling.attempt}-s")
    assert mine is not None
    ringing = becomes(mine.placed("CA" + "1" * 32, now))
    on = becomes(stored(mine).accepted(now))
    theirs = replace(mine, id=f"{calling.attempt}-p", purpose="person", version=0)
    rings = becomes(theirs.placed("CA" + "2" * 32, now))
    answered = becomes(stored(theirs).answered("", now))
    talking = becomes(desk.callback(held.id).talking(now))
    over = becomes(desk.callback(held.id).hung_up(now))

    assert "Your phone rings now: press 1." in ringing
    assert "We dial them next." in on
    assert "Their phone rings." in rings
    assert "Somebody picked up and hears who we are." in answered
    assert "You are talking: under a minute." in talking
    assert "The talk is over. What came of it?" in over


def test_outside_the_persons_hours_the_page_says_when(
    specialist: Visitor, desk: Desk, held: Callback, with_policy: Callable[..., None]
) -> None:
    local = desk.store.now().astimezone(ZoneInfo("America/Los_Angeles"))
    opens = (local + timedelta(hours=2)).time().replace(minute=0, second=0, microsecond=0)
    form = specialist.form(at(held, "call"))
    with_policy(calling=CallingHours(opens=opens, closes=(local + timedelta(hours=3)).time()))
    specialist.opens(at(held))
    page = specialist.words()

    specialist.sends(at(held, "call"), **form)

    assert "Not now: they may be called from" in page
    assert specialist.sees("Outside the hours in which this person may be called.")
    assert desk.callback(held.id).state is State.CLAIMED


def test_before_the_hour_they_named_the_page_says_so_and_nobody_is_rung(
    specialist: Visitor, desk: Desk
) -> None:
    later = desk.store.now() + timedelta(hours=3)
    wish = desk.has(due_at=later, named_at=later)
    specialist.opens(at(wish))
    specialist.presses(at(wish, "claim"))

    assert specialist.sees("They named")
    assert specialist.sees("Not now: they asked to be called from")
    specialist.sends(at(wish, "call"), token=str(desk.callback(wish.id).token))

    assert specialist.sees("This person asked not to be called sooner.")
    assert desk.callback(wish.id).state is State.CLAIMED


def test_an_engaged_phone_is_not_rung_again(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    desk.store.commit(Change(now=desk.store.now(), records=(me.engage("leg:other"),)))

    specialist.presses(at(held, "call"))

    assert specialist.sees("Your phone is ringing or in use; end that call first.")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_closes_it_in_two_presses(
    specialist: Visitor, desk: Desk, held: Callback, outcome: Outcome
) -> None:
    specialist.presses(at(held, "close"), outcome=outcome.value, notes="Calls again on Monday")

    closed = desk.callback(held.id)
    assert (closed.state, closed.outcome) == (State.CLOSED, outcome.value)
    assert closed.notes == "Calls again on Monday"
    assert specialist.sees("Closed. Thank you.")


def test_closing_without_an_outcome_keeps_the_note_and_says_what_is_missing(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    specialist.presses(at(held, "close"), notes="Half a note")

    assert specialist.sees("Choose what came of it first.")
    assert specialist.form(at(held, "close"))["notes"] == "Half a note"
    assert desk.callback(held.id).state is State.CLAIMED


@pytest.mark.parametrize("outcome", ["nonsense", "REACHED", "reached\0", "<script>"])
def test_an_outcome_that_does_not_exist_is_refused(
    specialist: Visitor, desk: Desk, held: Callback, outcome: str
) -> None:
    specialist.presses(at(held, "close"), outcome=outcome)

    assert specialist.sees("Name how it ended: reached, referred")
    assert desk.callback(held.id).is_open


def test_closing_what_was_never_claimed_changes_nothing(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has()
    specialist.opens(at(asked))

    specialist.sends(at(asked, "close"), outcome="reached", token="0", notes="mine")

    assert specialist.sees(STALE)
    assert specialist.sees("Your note is not saved. It is still here")
    assert desk.callback(asked.id).state is State.WAITING


def test_closing_twice_says_it_is_closed(specialist: Visitor, desk: Desk, held: Callback) -> None:
    form = specialist.form(at(held, "close"))
    specialist.presses(at(held, "close"), outcome="reached")

    specialist.sends(at(held, "close"), **(form | {"outcome": "declined"}))

    assert specialist.sees("This callback is closed already: Reached.")
    assert desk.callback(held.id).outcome == "reached"


def test_a_stale_page_changes_nothing_and_loses_nothing(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    release_callback(desk.ports, held.id, held.token, "demo-specialist")
    claim_callback(desk.ports, held.id, "demo-specialist-2")

    specialist.presses(at(held, "notes"), notes="A long note")

    assert specialist.status == 409
    assert specialist.sees(STALE)
    assert "A long note" in specialist.page
    assert desk.callback(held.id).notes == ""


def test_in_a_second_tab_an_older_claim_of_my_own_is_stale_too(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    old = specialist.form(at(held, "call"))
    release_callback(desk.ports, held.id, held.token, "demo-specialist")
    claim_callback(desk.ports, held.id, "demo-specialist")

    specialist.sends(at(held, "call"), **old)

    assert specialist.sees(STALE)
    assert desk.callback(held.id).state is State.CLAIMED


@pytest.mark.parametrize("token", ["", "x", "-1", "9" * 5000, "1e3", "٣", "1.0", "\0"])
@pytest.mark.parametrize("deed", ["call", "release", "close", "notes", "reschedule"])
def test_a_token_that_is_none_changes_nothing(
    specialist: Visitor, desk: Desk, held: Callback, deed: str, token: str
) -> None:
    specialist.sends(at(held, deed), token=token, outcome="reached", notes="n", quick="1h")

    assert specialist.sees(STALE)
    assert desk.callback(held.id) == held


@pytest.mark.parametrize(
    "deed", ["claim", "call", "release", "close", "notes", "reschedule", "reveal"]
)
@pytest.mark.parametrize("name", ["none", "x" * 500, "%00", "..%2f..", "%F0%9F%99%82"])
def test_an_unknown_callback_is_a_page_that_says_so(
    specialist: Visitor, deed: str, name: str
) -> None:
    specialist.opens("/console/")

    specialist.sends(f"/console/callbacks/{name}/{deed}", token="1", outcome="reached")

    assert specialist.status == 404
    assert specialist.sees("There is no such page or callback")


@pytest.mark.parametrize(
    "note",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "=1+1", "🙂é"],
)
def test_notes_are_shown_as_typed_and_never_run(
    specialist: Visitor, desk: Desk, held: Callback, note: str
) -> None:
    specialist.presses(at(held, "notes"), notes=note)

    assert desk.callback(held.id).notes == note
    assert specialist.form(at(held, "close"))["notes"] == note
    assert "<script>alert" not in specialist.page
    assert "<img" not in specialist.page


def test_a_note_that_is_too_long_is_not_cut_but_given_back(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    specialist.presses(at(held, "notes"), notes="x" * 4001)

    assert specialist.sees("Notes may have 4000 characters, these have 4001.")
    assert "x" * 4001 in specialist.page
    assert desk.callback(held.id).notes == ""


def test_a_form_of_a_megabyte_is_refused_in_words(specialist: Visitor, held: Callback) -> None:
    specialist.presses(at(held, "notes"), notes="x" * 1_000_000)

    assert specialist.status == 413
    assert specialist.sees("Please write a shorter note.")


def test_that_notes_were_read_is_written_down_once_a_claim(
    specialist: Visitor, desk: Desk, arrives: Callable[..., Visitor]
) -> None:
    wish = desk.has(notes="Ask for the garden door.")
    arrives("supervisor").opens(at(wish))
    assert "read the notes" not in [what for _, what in desk.audited()]
    specialist.opens(at(wish))

    specialist.presses(at(wish, "claim"))
    specialist.opens(at(wish))

    assert specialist.sees("Ask for the garden door.")
    assert desk.audited().count(("demo-specialist", "read the notes")) == 1


def test_notes_are_for_the_holder_only(
    arrives: Callable[..., Visitor], specialist: Visitor, desk: Desk, held: Callback
) -> None:
    specialist.presses(at(held, "notes"), notes="Her sister answers")
    other = arrives("specialist2")

    other.opens(at(held))

    assert "Her sister answers" not in other.page
    assert other.sees("Demo Specialist has it")


def test_given_back_it_is_in_the_queue_again(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    specialist.presses(at(held, "release"))

    assert desk.callback(held.id).state is State.WAITING
    assert specialist.sees("Back in the queue. It kept its place.")


def test_another_time_is_read_on_the_helplines_clock(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    zone = ZoneInfo(desk.ports.policy.hours.zone)
    wanted = (
        (desk.store.now() + timedelta(days=1)).astimezone(zone).replace(second=0, microsecond=0)
    )

    specialist.presses(at(held, "reschedule"), at=f"{wanted:%Y-%m-%dT%H:%M}")

    put = desk.callback(held.id)
    assert put.due_at == wanted
    assert (put.promise_at, put.named_at) == (held.promise_at, None)
    assert specialist.sees("Put back. What we promised stays: by")
    assert not specialist.sees("They named")


def test_another_time_they_asked_for_is_promised(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    specialist.presses(at(held, "reschedule"), quick="3h", asked="yes")

    put = desk.callback(held.id)
    assert put.promise_at == put.named_at == put.due_at
    assert specialist.sees("Put back: we promised to call them")
    assert specialist.sees("They named")


def test_after_a_talk_another_time_is_offered_and_it_stays_open(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    talked = replace(held, tried_at=desk.store.now(), spoke_at=desk.store.now())
    desk.store.commit(Change(now=desk.store.now(), records=(talked,)))
    specialist.opens(at(held))
    assert 'data-talked="yes"' in specialist.page

    specialist.presses(at(held, "reschedule"), quick="1d")

    put = desk.callback(held.id)
    assert put.state is State.WAITING
    assert put.promise_at == put.named_at == put.due_at
    assert specialist.sees("Put back: we promised to call them tomorrow")


def test_while_they_talk_nobody_puts_it_back(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    now = desk.store.now()
    desk.store.commit(Change(now=now, records=(held.call("attempt", now),)))
    desk.store.commit(Change(now=now, records=(desk.callback(held.id).talking(now),)))
    specialist.opens(at(held))

    specialist.presses(at(held, "reschedule"), quick="3h")

    assert specialist.sees("A call for this callback is under way; end the call first.")
    assert desk.callback(held.id).state is State.TALKING


@pytest.mark.parametrize(("attempts", "words"), [(0, "Never"), (2, "2")])
def test_how_often_they_were_rung_in_vain_is_told(
    specialist: Visitor, desk: Desk, attempts: int, words: str
) -> None:
    specialist.opens(at(desk.has(attempts=attempts)))

    assert specialist.sees(f"Rung in vain {words}")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "2026-13-45T99:99",
        "1999-01-01T10:00",
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "\0",
    ],
)
def test_a_time_that_will_not_do_is_refused_in_words(
    specialist: Visitor, desk: Desk, held: Callback, typed: str
) -> None:
    specialist.presses(at(held, "reschedule"), at=typed)

    assert specialist.status == 200
    assert specialist.sees("Choose a")
    assert desk.callback(held.id) == held


def test_a_person_at_the_page_keeps_the_claim_and_an_open_page_does_not(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    older = replace(held, lease_until=held.lease_until and held.lease_until - timedelta(minutes=5))
    desk.store.commit(Change(now=desk.store.now(), records=(older,)))

    specialist.opens(f"{at(held)}/live", HX_Request="true")
    left_open = desk.callback(held.id).lease_until
    specialist.opens(f"{at(held)}/live", HX_Request="true", X_Person_Active="1")
    active = desk.callback(held.id).lease_until

    assert left_open == older.lease_until
    assert active is not None
    assert isinstance(left_open, datetime)
    assert active > left_open


def test_the_live_part_is_quiet_while_nothing_changed(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    page = specialist.opens(at(held)).get_data(as_text=True)
    live = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")

    quiet = specialist.client.get(live, headers={"HX-Request": "true"})
    release_callback(desk.ports, held.id, held.token, "demo-specialist")
    changed = specialist.client.get(live, headers={"HX-Request": "true"})

    assert quiet.status_code == 204
    assert changed.status_code == 200
    assert 'data-held="no"' in changed.get_data(as_text=True)


def test_a_closed_callback_shows_what_came_of_it_and_no_buttons(
    specialist: Visitor, desk: Desk, held: Callback
) -> None:
    specialist.presses(at(held, "close"), outcome="wrong number")

    specialist.opens(at(held))

    assert specialist.sees("Closed: Wrong number")
    assert "hx-get" not in specialist.page
    # Abuse may be told of afterwards; nothing else is to be pressed.
    assert re.findall(f'action="{at(held)}([^"]*)"', specialist.page) == ["/flag"]


def test_who_wants_a_text_first_is_texted_by_the_first_press(
    specialist: Visitor, desk: Desk
) -> None:
    asked = desk.has(phone="+13105550117", text_first=True)
    claimed = claim_callback(desk.ports, asked.id, "demo-specialist")
    specialist.opens(at(claimed))
    assert specialist.sees("Text first Yes, before we ring")

    specialist.presses(at(claimed, "call"), token=claimed.token)

    specialist.opens(at(claimed))
    assert specialist.sees("As they asked, they were texted first; they may answer. Call from")
