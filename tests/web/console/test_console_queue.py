"""The queue page: what comes first, how it stays live, and one press for the next."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.callbacks import claim_callback
from service.actions.ports import Change
from service.domain.call import Call
from service.domain.callback import Reason
from service.domain.specialist import Specialist
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

MINUTE = timedelta(minutes=1)


def on_the_line(desk: Desk) -> Call:
    """Somebody who calls and does not wait for a person yet; not stored."""
    now = desk.store.now()
    return Call(
        sid="CA" + "1" * 32,
        person="somebody",
        phone="+13105550118",
        language="es",
        started_at=now - 2 * MINUTE,
        due_at=now,
    )


def test_an_empty_queue_says_so_kindly(specialist: Visitor) -> None:
    specialist.opens("/console/")

    assert specialist.sees("Nobody waits.")


def test_crisis_comes_first_then_the_earliest_promise(specialist: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    desk.has(reason=Reason.WEB_FORM, promise_at=now + 50 * MINUTE)
    desk.has(reason=Reason.INSURANCE, promise_at=now + 20 * MINUTE)
    desk.has(reason=Reason.CRISIS, crisis=True, promise_at=now + 90 * MINUTE)

    specialist.opens("/console/")

    places = [
        specialist.words().index(f"· {name} ·") for name in ("Crisis", "Insurance", "Web form")
    ]
    assert places == sorted(places)


def test_a_row_says_what_one_chooses_by_and_no_number(specialist: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    desk.has(at=now - 12 * MINUTE, language="es", attempts=1, reason=Reason.INSURANCE, due_at=now)

    specialist.opens("/console/")

    assert specialist.sees("asked 12 min ago · Spanish · Insurance · second try · +1••••••••42")
    assert "5550142" not in specialist.page


def test_a_broken_promise_is_marked_late(specialist: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    desk.has(at=now - 20 * MINUTE, promise_at=now - 3 * MINUTE)

    specialist.opens("/console/")

    assert specialist.sees("Late Promised by")


def test_what_waits_for_its_hour_stands_apart(specialist: Visitor, desk: Desk) -> None:
    desk.has(attempts=1, due_at=desk.store.now() + 180 * MINUTE)

    specialist.opens("/console/")

    assert specialist.sees("Nobody waits.")
    assert specialist.sees("Later Next try")


CALM = "Nobody waits. Everyone who asked has been taken care of. Breathe."


def test_nobody_is_told_to_breathe_while_a_crisis_is_open(specialist: Visitor, desk: Desk) -> None:
    desk.has_alert()

    specialist.opens("/console/")

    assert specialist.sees("Nobody in the queue right now.")
    assert not specialist.sees(CALM)
    assert 'data-say="Crisis: 1 open. Nobody in the queue."' in specialist.page


def test_nor_while_somebody_is_on_the_line(specialist: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    waits = on_the_line(desk).wait(now, crisis=False, silent=False)
    desk.store.commit(Change(now=now, records=(waits,)))

    specialist.opens("/console/")

    assert specialist.sees("Nobody in the queue right now.")
    assert not specialist.sees(CALM)
    assert 'data-say="1 on the line. Nobody in the queue."' in specialist.page


def test_nor_while_they_hold_somebodys_callback(specialist: Visitor, desk: Desk) -> None:
    claim_callback(desk.ports, desk.has().id, "demo-specialist")

    specialist.opens("/console/")

    assert not specialist.sees(CALM)


def test_what_was_put_off_beyond_its_promise_is_late_and_nobody_is_told_to_breathe(
    specialist: Visitor, desk: Desk
) -> None:
    now = desk.store.now()
    desk.has(at=now - 20 * MINUTE, promise_at=now - 3 * MINUTE, due_at=now + 180 * MINUTE)

    specialist.opens("/console/")

    assert specialist.sees("Later Late Promised by")
    assert specialist.sees(", not before")
    assert not specialist.sees(CALM)


def test_what_we_owe_first_is_never_cut_off_the_list(specialist: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    for number in range(12):
        hour = now + (60 + number) * MINUTE
        desk.has(due_at=hour, promise_at=hour, named_at=hour)
    desk.has(promise_at=now - 3 * MINUTE, due_at=now + 180 * MINUTE)

    specialist.opens("/console/")

    assert specialist.sees("Later Late Promised by")


def test_what_will_come_after_its_promise_says_both(specialist: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    desk.has(promise_at=now + 10 * MINUTE, due_at=now + 180 * MINUTE)

    specialist.opens("/console/")

    assert specialist.sees("Later Promised by")
    assert not specialist.sees(CALM)


def test_the_live_part_is_sent_only_when_something_changed(specialist: Visitor, desk: Desk) -> None:
    page = specialist.opens("/console/").get_data(as_text=True)
    live = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")

    quiet = specialist.client.get(live, headers={"HX-Request": "true"})
    desk.has()
    changed = specialist.client.get(live, headers={"HX-Request": "true"})

    assert quiet.status_code == 204
    assert changed.status_code == 200
    assert "Call by" in changed.get_data(as_text=True)


def test_take_next_claims_the_best_and_opens_it(specialist: Visitor, desk: Desk) -> None:
    desk.has()
    best = desk.has(crisis=True)
    specialist.opens("/console/")

    specialist.presses("/console/next")

    assert desk.callback(best.id).specialist == "demo-specialist"
    assert specialist.sees("What came of it")


def test_take_next_on_an_empty_queue_says_so(specialist: Visitor) -> None:
    specialist.opens("/console/")

    specialist.presses("/console/next")

    assert specialist.sees("Nothing waits in your languages right now.")


def test_take_next_gives_only_languages_one_speaks(specialist: Visitor, desk: Desk) -> None:
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    only_english = replace(me, languages=("en",))
    desk.store.commit(Change(now=desk.store.now(), records=(only_english,)))
    desk.has(language="es")
    specialist.opens("/console/")

    specialist.presses("/console/next")

    assert specialist.sees("Nothing waits in your languages right now.")


def test_what_i_hold_is_on_top_with_what_to_do_now(specialist: Visitor, desk: Desk) -> None:
    asked = desk.has()
    claim_callback(desk.ports, asked.id, "demo-specialist")

    specialist.opens("/console/")

    assert specialist.sees("Yours Yours until")
    assert specialist.sees("Press Call: your own phone rings first.")


def test_a_caller_on_the_line_is_seen(specialist: Visitor, desk: Desk) -> None:
    now = desk.store.now()
    waits = on_the_line(desk).wait(now - MINUTE, crisis=True, silent=False)
    desk.store.commit(Change(now=now, records=(waits,)))

    specialist.opens("/console/")

    assert specialist.sees("On the line now Crisis Waiting 1 min Spanish · +1••••••••18")


@pytest.mark.parametrize(
    ("rung", "words"),
    [
        (("demo-admin",), "Demo Admin is rung"),
        (("demo-admin", "demo-supervisor"), "Demo Admin, Demo Supervisor are rung"),
    ],
)
def test_whose_phones_ring_for_a_caller_is_told(
    specialist: Visitor, desk: Desk, rung: tuple[str, ...], words: str
) -> None:
    now = desk.store.now()
    waits = on_the_line(desk).wait(now, crisis=True, silent=False)
    rings = waits.ring(rung, tuple(f"leg-{each}" for each in rung), now + MINUTE)
    desk.store.commit(Change(now=now, records=(rings,)))

    specialist.opens("/console/")

    assert specialist.sees(words)


def test_who_wraps_up_reads_that_a_crisis_may_ring_them(specialist: Visitor, desk: Desk) -> None:
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    now = desk.store.now()
    desk.store.commit(Change(now=now, records=(me.finished(now, spoke=True),)))

    specialist.opens("/console/")

    assert re.search(r"Not rung until [^,]+, but in a crisis", specialist.words())


def test_only_so_many_rows_are_drawn_and_the_rest_counted(specialist: Visitor, desk: Desk) -> None:
    for _ in range(30):
        desk.has()

    specialist.opens("/console/")

    assert specialist.page.count(">Claim</button>") == 25
    assert specialist.sees("To call back 30")
    assert specialist.sees("and 5 more")


def test_all_callbacks_can_be_paged_by_state(specialist: Visitor, desk: Desk) -> None:
    for _ in range(51):
        desk.has()

    specialist.opens("/console/all?state=waiting")
    first = specialist.page.count('<li class="row')
    more = specialist.page.split('class="button" href="')[1].split('"')[0]
    specialist.opens(more.replace("&amp;", "&"))
    second = specialist.page.count('<li class="row')

    assert (first, second) == (50, 1)


@pytest.mark.parametrize("after", ["50", "x%00y", "%F0%9F%99%82", "AAAA"])
def test_a_made_up_place_in_the_list_is_refused_in_words(specialist: Visitor, after: str) -> None:
    specialist.opens(f"/console/all?state=nonsense&after={after}")

    assert specialist.status == 400
    assert specialist.sees("To the queue")


def test_my_shift_changes_by_one_press(specialist: Visitor, desk: Desk) -> None:
    def mine() -> Specialist:
        found = desk.store.get(Specialist, "demo-specialist")
        assert found is not None
        return found

    told = []
    for press in ("break", "back", "off", "on"):
        specialist.opens("/console/")
        specialist.presses_shift(press)
        told.append((mine().on_shift, mine().on_break))

    assert told == [(True, True), (True, False), (False, False), (True, False)]
    assert specialist.sees("On shift")


def test_the_line_is_kept_open_by_one_press_and_never_unasked(
    specialist: Visitor, desk: Desk
) -> None:
    me = desk.store.get(Specialist, "demo-specialist")
    assert me is not None
    assert not me.keeps_line

    specialist.opens("/console/shift")
    specialist.presses_shift("line-open")
    specialist.opens("/console/shift")

    assert specialist.sees("It stays open after the next call.")
    specialist.presses_shift("line-shut")
    specialist.opens("/console/shift")
    assert specialist.sees("After each call your phone hangs up")


def test_a_shift_button_that_does_not_exist_is_answered(specialist: Visitor) -> None:
    specialist.opens("/console/shift")

    specialist.sends("/console/shift", to="the moon", next="/console/shift")

    assert specialist.sees("Choose one of the buttons.")


def test_the_supervisor_puts_a_reviewed_callback_back(
    arrives: Callable[..., Visitor], desk: Desk
) -> None:
    reviewed = desk.has().to_review("no answer", desk.store.now())
    desk.store.commit(Change(now=desk.store.now(), records=(reviewed,)))
    supervisor = arrives("supervisor")
    supervisor.opens("/console/team")
    assert supervisor.sees("No answer")
    back = f"/console/callbacks/{reviewed.id}/return"
    form = supervisor.form(back)

    supervisor.presses(back)
    once = supervisor.words()
    supervisor.sends(back, **form)

    assert "Back in the queue." in once
    assert desk.callback(reviewed.id).state == "waiting"
    assert supervisor.sees("It has left the review list")


def test_a_specialist_cannot_put_a_reviewed_callback_back(specialist: Visitor, desk: Desk) -> None:
    reviewed = desk.has().to_review("no answer", desk.store.now())
    desk.store.commit(Change(now=desk.store.now(), records=(reviewed,)))
    specialist.opens("/console/")

    specialist.sends(f"/console/callbacks/{reviewed.id}/return", version="2")

    assert specialist.status == 403
    assert desk.callback(reviewed.id).state == "review"


@pytest.mark.parametrize("may_interpret", [True, False])
def test_that_an_interpreter_comes_with_it_is_seen_before_and_after_it_is_taken(
    specialist: Visitor, desk: Desk, may_interpret: bool
) -> None:
    wish = desk.has(language="es", interpreter=may_interpret, due_at=desk.store.now())
    spoken = "Spanish, with an interpreter" if may_interpret else "Spanish"

    specialist.opens("/console/")
    assert specialist.sees(f"· {spoken} ·")

    claim_callback(desk.ports, wish.id, "demo-specialist")
    specialist.opens("/console/")
    assert specialist.sees(f"{spoken} ·")
    specialist.opens(f"/console/callbacks/{wish.id}")
    assert specialist.sees(f"Language {spoken} It is about")


def test_who_asked_in_a_flood_and_never_answered_is_marked_and_comes_last(
    specialist: Visitor, desk: Desk
) -> None:
    now = desk.store.now()
    asked = desk.has(reason=Reason.WEB_FORM, stranger=True, behind=True, promise_at=now + MINUTE)
    desk.has(reason=Reason.INSURANCE, promise_at=now + 20 * MINUTE)

    specialist.opens("/console/")
    words = specialist.words()

    assert words.index("· Insurance ·") < words.index("May be nobody") < words.index("· Web form ·")

    specialist.opens(f"/console/callbacks/{asked.id}")

    assert specialist.sees("the number may be somebody else's")
    assert not specialist.sees("We promised")
