"""A callback is rung: the specialist, then the person; what each key, silence and hang-up does."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from service.actions.callbacks import call_back, claim_callback
from service.domain.callback import Callback, State
from service.domain.errors import AmbiguousAnswer, RateLimited, RefusedByCarrier, TryLater
from service.domain.leg import LegState
from service.domain.person import Person
from service.domain.text import Text
from tests.builders import CALLER, TEXTER, a_callback
from tests.web.conftest import Twilio
from tests.web.switchboard import RungPhone, Switchboard


@pytest.fixture
def board(twilio: Twilio, app: Flask, link) -> Switchboard:
    """The helpline with its workers."""
    return Switchboard(twilio, app.extensions["helpline"].ports, link)


def asked(board: Switchboard, **given) -> Callback:
    """Somebody asked to be called an hour ago; amina has claimed it."""
    board.on_shift("amina")
    person = board.ports.identity.person(TEXTER)
    at = board.now - timedelta(hours=1)
    board.keeps(a_callback(id="wish", person=person, phone=TEXTER, at=at, **given))
    return claim_callback(board.ports, "wish", "amina")


def called(board: Switchboard, **given) -> RungPhone:
    """amina pressed call, and her phone rings."""
    claimed = asked(board, **given)
    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()
    return board.phone_of("amina")


def taken(board: Switchboard, **given) -> tuple[RungPhone, RungPhone]:
    """amina pressed 1, and the person's phone rings."""
    amina = called(board, **given).answers().presses("1")
    board.works()
    return amina, board.phone_of(TEXTER)


def texts(board: Switchboard) -> list[Text]:
    ids = [name for job, name in board.woken if job == "send_text"]
    return board.ports.store.get_many(Text, ids)


def test_both_press_1_and_talk(board: Switchboard) -> None:
    amina = called(board, language="es", about_other=True, attempts=1).answers()
    assert amina.hears == "Callback. Press 1 to take it."

    amina.presses("1")
    assert amina.hears.startswith("Spanish. For someone else. Second try. No voicemail.")
    board.works()
    person = board.phone_of(TEXTER).answers()
    assert person.hears.startswith("Hola. Somos")
    assert "tratamiento" not in person.hears
    person.presses("1")

    assert person.room == amina.room == "room-wish"
    assert board.callback("wish").state is State.TALKING
    person.hangs_up()
    amina.leaves_the_room().hangs_up()
    assert board.callback("wish").state is State.CLAIMED
    assert board.callback("wish").spoke_at is not None
    assert board.specialist("amina").rest_until is not None


@pytest.mark.parametrize("word", ["yes", "Sí.", "yes this is", "Yes, this is Ana speaking."])
def test_yes_is_as_good_as_1(board: Switchboard, word: str) -> None:
    _, person = taken(board)

    person.answers().says(word)

    assert person.room == "room-wish"


@pytest.mark.parametrize(
    "greeting",
    [
        "yes you have reached the voicemail of sam leave a message",
        "yeah leave a message",
        "if this is an emergency hang up and dial 911",
        "stop leave a message",
    ],
)
def test_a_voicemails_greeting_is_no_answer(board: Switchboard, greeting: str) -> None:
    _, person = taken(board)

    person.answers().says(greeting)
    assert "press 1 or say yes" in person.hears
    person.says("beep")

    assert person.hangs
    assert person.hears == ""  # nothing more is left on a voicemail
    assert board.callback("wish").state is State.WAITING


def test_whoever_presses_a_wrong_key_twice_hears_a_goodbye(board: Switchboard) -> None:
    _, person = taken(board)

    person.answers().presses("7")
    assert person.hears.startswith("Hello. This is")
    last = person.document
    person.presses("7")

    assert person.hears == "Thank you, and sorry for the trouble. Goodbye."
    person.document = last
    assert person.presses("7").hears == "Thank you, and sorry for the trouble. Goodbye."


def test_stop_said_aloud_stops_our_calls(board: Switchboard) -> None:
    _, person = taken(board)

    person.answers().says("yes stop calling me")

    assert "do not call this number any more" in person.hears
    assert board.callback("wish").state is State.REVIEW


@pytest.mark.parametrize("answer", ["8", "i want to die"])
def test_a_crisis_is_brought_to_whoever_called(board: Switchboard, answer: str) -> None:
    amina, person = taken(board)

    person.answers()
    person.presses(answer) if answer == "8" else person.says(answer)

    assert person.room == amina.room
    assert board.callback("wish").crisis


def test_a_crisis_hears_988_when_whoever_called_is_gone(board: Switchboard) -> None:
    amina, person = taken(board)
    person.answers()
    amina.hangs_up()

    person.says("i want to die")

    assert "hang up and call 9 8 8" in person.hears
    wish = board.callback("wish")
    assert wish.state in (State.CLAIMED, State.WAITING)
    assert wish.crisis


def test_no_answer_is_tried_again_later_and_texted_once(board: Switchboard) -> None:
    amina, person = taken(board)

    person.does_not_answer()
    board.works()

    wish = board.callback("wish")
    assert (wish.state, wish.attempts) == (State.WAITING, 1)
    assert wish.due_at > board.now + timedelta(hours=1)
    [(sid, path)] = board.telephone.redirected
    assert sid == amina.sid
    assert amina.is_led_to(path).hears == "No answer. Goodbye."
    amina.hangs_up()
    person.does_not_answer()
    board.works()
    assert [text.words for text in texts(board)] == ["missed"]
    assert board.specialist("amina").engaged == ""


def test_no_text_follows_where_texts_were_stopped(board: Switchboard) -> None:
    person_id = board.ports.identity.person(TEXTER)
    board.keeps(Person(id=person_id, opted_out="sms"))
    _, person = taken(board)

    person.does_not_answer()
    board.works()

    assert texts(board) == []


def test_2_is_not_me_and_no_second_try(board: Switchboard) -> None:
    amina, person = taken(board)

    person.answers().presses("2")
    board.works()

    assert person.hears.startswith("Thank you, and sorry")
    assert board.callback("wish").state is State.REVIEW
    assert board.callback("wish").review_reason == "not this person"
    path = board.telephone.redirected[0][1]
    assert amina.is_led_to(path).hears == "It was not that person. Goodbye."


def test_9_stops_our_calls_at_once(board: Switchboard) -> None:
    _, person = taken(board)

    person.answers().presses("9")

    assert "do not call this number any more" in person.hears
    known = board.ports.store.get(Person, board.ports.identity.person(TEXTER))
    assert known is not None
    assert not known.takes_calls
    assert known.takes_texts
    assert board.callback("wish").state is State.REVIEW


def test_9_on_a_number_keyed_in_stops_calls_to_whoever_has_it(board: Switchboard) -> None:
    _, person = taken(board, number_given=True)
    board.keeps(replace(board.callback("wish"), phone=CALLER))
    person.answers().presses("9")

    theirs = board.ports.store.get(Person, board.ports.identity.person(TEXTER))
    assert theirs is not None
    assert not theirs.takes_calls


def test_a_number_keyed_in_is_rung_once(board: Switchboard) -> None:
    _, person = taken(board, number_given=True)

    person.does_not_answer()
    board.works()

    assert board.callback("wish").state is State.REVIEW
    assert texts(board) == []


def test_a_specialist_who_does_not_take_it_keeps_the_claim(board: Switchboard) -> None:
    amina = called(board).answers().stays_silent()

    board.works()

    assert amina.hangs
    assert board.callback("wish").state is State.CLAIMED
    assert board.was_rung(TEXTER) == 0
    amina.hangs_up()
    assert board.specialist("amina").engaged == ""
    assert board.callback("wish").state is State.CLAIMED


def test_a_specialist_who_hangs_up_first_stops_the_ringing(board: Switchboard) -> None:
    amina, person = taken(board)

    amina.hangs_up()
    board.works()

    assert board.telephone.hung_up == [person.sid]
    person.answers().presses("1")
    assert "no longer on the line" in person.hears
    assert person.hangs
    assert board.callback("wish").state is State.CLAIMED


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (
            lambda board: board.keeps(Person(id=board.callback("wish").person, opted_out="all")),
            State.REVIEW,
        ),
        (lambda board: board.keeps(board.callback("wish").rings_in("CA1")), State.WAITING),
    ],
    ids=["opted out", "on the line to us"],
)
def test_it_is_asked_again_at_the_last_moment(board: Switchboard, change, state) -> None:
    amina = called(board).answers().presses("1")
    change(board)

    board.works()

    assert board.was_rung(TEXTER) == 0
    assert board.callback("wish").state is state
    assert board.telephone.redirected[0][0] == amina.sid


def test_a_dial_that_runs_twice_rings_once(board: Switchboard) -> None:
    from service.actions.legs import dial

    amina = called(board)
    dial(board.ports, amina.leg_id)

    assert board.was_rung("amina") == 1


def test_a_rate_limit_is_no_attempt(board: Switchboard) -> None:
    board.telephone.fails_with = [RateLimited("too many")]
    claimed = asked(board)
    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()
    assert board.was_rung("amina") == 0

    leg_id = f"{board.callback('wish').attempt}-s"
    board.looks_at(f"leg:{leg_id}")

    assert board.was_rung("amina") == 1


def test_no_connection_is_tried_again(board: Switchboard) -> None:
    board.telephone.fails_with = [TryLater("refused")]
    claimed = asked(board)
    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()

    board.looks_at(f"leg:{board.callback('wish').attempt}-s")

    assert board.was_rung("amina") == 1


def test_an_unclear_dial_that_arrived_is_adopted_and_not_repeated(board: Switchboard) -> None:
    called(board).answers()
    board.telephone.fails_with = [AmbiguousAnswer("lost")]
    board.telephone.accepts_before_failing = True
    board.phone_of("amina").answers().presses("1")
    board.works()
    leg_id = f"{board.callback('wish').attempt}-p"
    assert board.leg(leg_id).state is LegState.UNSURE
    assert board.callback("wish").state is State.UNSURE

    board.looks_at(f"leg:{leg_id}")

    assert board.leg(leg_id).state is LegState.PLACED
    assert board.callback("wish").state is State.CALLING
    assert board.was_rung(TEXTER) == 1


def test_an_unclear_dial_is_settled_by_whoever_answers(board: Switchboard) -> None:
    called(board).answers()
    board.telephone.fails_with = [AmbiguousAnswer("lost")]
    board.telephone.accepts_before_failing = True
    board.phone_of("amina").answers().presses("1")
    board.works()

    board.phone_of(TEXTER).answers().presses("1")

    assert board.callback("wish").state is State.TALKING


def test_an_unclear_dial_absent_on_two_looks_is_dialled_again(board: Switchboard) -> None:
    called(board).answers().presses("1")
    board.telephone.fails_with = [AmbiguousAnswer("lost")]
    board.works()
    leg_id = f"{board.callback('wish').attempt}-p"

    board.looks_at(f"leg:{leg_id}")
    assert board.was_rung(TEXTER) == 0
    board.looks_at(f"leg:{leg_id}")

    assert board.was_rung(TEXTER) == 1
    board.phone_of(TEXTER).answers().presses("1")
    assert board.callback("wish").state is State.TALKING


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (21211, State.REVIEW),
        (21217, State.REVIEW),
        (21408, State.REVIEW),
        (13224, State.WAITING),
        (20003, State.CLAIMED),
        (99999, State.REVIEW),
        (0, State.REVIEW),
    ],
)
def test_each_refusal_of_the_persons_phone_has_its_action(
    board: Switchboard, code: int, state: State
) -> None:
    amina = called(board).answers().presses("1")
    board.telephone.fails_with = [RefusedByCarrier("no", code)]

    board.works()

    assert board.callback("wish").state is state
    assert board.was_rung(TEXTER) == 0
    assert board.telephone.redirected[0][0] == amina.sid


def test_a_dead_specialists_number_is_marked_and_skipped(board: Switchboard) -> None:
    board.telephone.fails_with = [RefusedByCarrier("no", 21211)]
    claimed = asked(board)

    call_back(board.ports, "wish", claimed.token, "amina")
    board.works()

    assert board.specialist("amina").phone_dead
    assert not board.specialist("amina").may_be_rung("en", board.now)
    assert board.callback("wish").state is State.CLAIMED


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))), ids=str)
def test_five_call_events_in_any_order_end_alike(board: Switchboard, order) -> None:
    amina = called(board)
    events = [
        lambda: amina.status("initiated", 0),
        lambda: amina.status("ringing", 1),
        lambda: amina.answers(),
        lambda: amina.status("in-progress", 2),
        lambda: amina.status("completed", 3),
    ]

    for index in order:
        events[index]()

    leg = board.leg(amina.leg_id)
    assert (leg.state, leg.result, leg.sid) == (LegState.ENDED, "completed", amina.sid)
    assert board.callback("wish").state is State.CLAIMED
    assert board.specialist("amina").engaged == ""


def test_a_lost_status_is_asked_for(board: Switchboard) -> None:
    _, person = taken(board)
    board.telephone.statuses[person.sid] = "no-answer"

    board.looks_at(f"leg:{person.leg_id}")

    assert board.callback("wish").attempts == 1


def test_the_same_key_twice_gives_the_same_answer_and_one_effect(board: Switchboard) -> None:
    amina, person = taken(board)
    person.answers()
    before = person.document
    first = person.presses("1").document
    version = board.callback("wish").version
    person.document = before

    assert person.presses("1").document == first
    assert board.callback("wish").version == version
    amina.document = before.replace(person.leg_id, amina.leg_id)
    assert amina.presses("1").room == "room-wish"
    assert board.was_rung(TEXTER) == 1


def test_the_phone_that_rings_is_found_among_all_there_is_about_its_person(
    board: Switchboard,
) -> None:
    _, person = taken(board)

    about = board.ports.store.about(board.ports.identity.person(TEXTER))

    assert board.leg(person.leg_id) in about


def test_a_specialist_alone_is_led_out_though_the_wake_up_was_lost(board: Switchboard) -> None:
    amina, person = taken(board)
    board.telephone.statuses[amina.sid] = "in-progress"
    board.looks_at(f"leg:{amina.leg_id}")
    while_it_rings = list(board.telephone.redirected)
    person.does_not_answer()
    board.link.delete("wakeups")

    board.looks_at(f"leg:{amina.leg_id}")

    assert while_it_rings == []
    assert board.telephone.redirected == [(amina.sid, f"/voice/leg/alone?leg={amina.leg_id}")]


def test_a_person_who_comes_too_late_into_the_room_is_led_out(board: Switchboard) -> None:
    amina, person = taken(board)
    person.answers().presses("1")

    amina.hangs_up()
    board.works()

    [(sid, path)] = board.telephone.redirected
    assert sid == person.sid
    assert person.is_led_to(path).hears == "The other person has hung up. Goodbye."
    assert board.callback("wish").state is State.CLAIMED


def test_a_call_taken_back_aloud_does_not_ring_on(board: Switchboard) -> None:
    _, person = taken(board)
    caller = board.someone_calls(TEXTER)

    caller.says("cancel my callback")
    board.works()

    assert "none will come" in caller.hears
    assert board.callback("wish").outcome == "cancelled by caller"
    assert person.sid in board.telephone.hung_up


def test_a_cancelled_call_that_rings_all_the_same_promises_no_other(board: Switchboard) -> None:
    _, person = taken(board)
    person.answers()
    board.twilio.texts("NOCALL")

    person.presses("1")

    assert "We call again" not in person.hears
    assert person.hangs
