"""Texts after a call, what our texts said before it, and the age somebody named."""

from dataclasses import replace

import pytest

from service.actions.callbacks import claim_callback
from service.actions.ports import Change
from service.actions.sms import Inbound, receive_sms
from service.domain.callback import Callback, State
from service.domain.person import Person
from service.domain.text import Text
from tests.builders import TEXTER, a_sid
from tests.web.console.conftest import Desk
from tests.web.console.visitor import Visitor

ME = "demo-specialist"


def page_of(callback: Callback) -> str:
    return f"/console/callbacks/{callback.id}"


@pytest.fixture
def talked(desk: Desk) -> Callback:
    """A callback after its talk; its holder owes an outcome."""
    who = desk.ports.identity.person(TEXTER)
    held = claim_callback(desk.ports, desk.has(phone=TEXTER, person=who).id, ME)
    now = desk.store.now()
    after = replace(held, spoke_at=now, attempts=1)
    desk.store.commit(Change(now=now, records=(after,)))
    return desk.callback(held.id)


def asks_again(desk: Desk) -> None:
    receive_sms(desk.ports, Inbound(sid=a_sid(), phone=TEXTER, body="please call me again"))


def test_the_page_says_that_they_asked_again_and_closing_puts_it_back(
    specialist: Visitor, desk: Desk, talked: Callback
) -> None:
    asks_again(desk)
    specialist.opens(page_of(talked))
    assert specialist.sees("they asked for another call")

    specialist.presses(f"{page_of(talked)}/close", outcome="reached")

    assert specialist.sees("They asked for another call: it is back in the queue.")
    assert desk.callback(talked.id).state is State.WAITING
    assert (ME, "back in the queue") in desk.audited()


def texts_to(desk: Desk, callback: Callback) -> list[Text]:
    return [each for each in desk.store.about(callback.person) if isinstance(each, Text)]


def test_with_consent_one_text_goes_and_the_audit_says_so(
    specialist: Visitor, desk: Desk, talked: Callback
) -> None:
    specialist.opens(page_of(talked))
    assert specialist.sees("our number is 800-915-1270")

    specialist.presses(f"{page_of(talked)}/text", text="number", consent="yes")

    assert [each.words for each in texts_to(desk, talked)] == ["after_call_number"]
    assert specialist.sees("The text is on its way.")
    assert (ME, "sent a text after the call") in desk.audited()
    assert desk.callback(talked.id).texts_sent == ("number",)


def test_each_text_goes_once_whoever_presses_again(
    specialist: Visitor, desk: Desk, talked: Callback
) -> None:
    for _ in range(2):
        specialist.opens(page_of(talked))
        specialist.presses(f"{page_of(talked)}/text", text="number", consent="yes")

    assert len(texts_to(desk, talked)) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "number"}, "tick that they do"),
        ({"text": "number", "consent": "no"}, "tick that they do"),
        ({"text": "", "consent": "yes"}, "Choose one of the texts."),
        ({"text": "../stop", "consent": "yes"}, "Choose one of the texts."),
        ({"text": "number\0", "consent": "yes"}, "Choose one of the texts."),
    ],
)
def test_without_consent_or_a_text_nothing_goes(
    specialist: Visitor, desk: Desk, talked: Callback, typed: dict[str, str], words: str
) -> None:
    specialist.opens(page_of(talked))

    fields = {"token": str(talked.token)} | typed
    specialist.sends(f"{page_of(talked)}/text", **fields)

    assert specialist.sees(words)
    assert texts_to(desk, talked) == []


def test_before_a_talk_no_text_is_offered_and_none_goes(specialist: Visitor, desk: Desk) -> None:
    held = claim_callback(desk.ports, desk.has().id, ME)
    specialist.opens(page_of(held))
    assert not specialist.sees("Send a text after the call")

    fields = {"token": str(held.token), "text": "number", "consent": "yes"}
    specialist.sends(f"{page_of(held)}/text", **fields)

    assert specialist.sees("nobody has talked with this person yet")
    assert texts_to(desk, held) == []


def test_whoever_opted_out_gets_none(specialist: Visitor, desk: Desk, talked: Callback) -> None:
    now = desk.store.now()
    stopped = Person(id=talked.person).opt_out("sms", now)
    desk.store.commit(Change(now=now, records=(stopped,)))
    specialist.opens(page_of(talked))
    assert specialist.sees("This person asked for no texts")

    fields = {"token": str(talked.token), "text": "number", "consent": "yes"}
    specialist.sends(f"{page_of(talked)}/text", **fields)

    assert texts_to(desk, talked) == []


def test_a_stale_page_sends_no_text(specialist: Visitor, desk: Desk, talked: Callback) -> None:
    specialist.opens(page_of(talked))

    fields = {"token": str(talked.token - 1), "text": "number", "consent": "yes"}
    specialist.sends(f"{page_of(talked)}/text", **fields)

    assert specialist.sees("You do not hold this callback any more")
    assert texts_to(desk, talked) == []


def test_the_page_tells_what_our_texts_said_and_no_word_of_theirs(
    specialist: Visitor, desk: Desk
) -> None:
    for body in ("does it hurt my zebra", "CALL"):
        receive_sms(desk.ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))
    asked = desk.store.around(desk.ports.identity.person(TEXTER)).callback
    assert asked is not None

    specialist.opens(page_of(asked))

    assert specialist.sees("What our texts said")
    assert specialist.sees("That we will call, and when")
    assert "zebra" not in specialist.page


def test_an_age_they_wrote_and_one_they_said_stand_there(specialist: Visitor, desk: Desk) -> None:
    for body in ("im 15", "CALL"):
        receive_sms(desk.ports, Inbound(sid=a_sid(), phone=TEXTER, body=body))
    wrote = desk.store.around(desk.ports.identity.person(TEXTER)).callback
    assert wrote is not None
    specialist.opens(page_of(wrote))
    assert specialist.sees("Said: under 18")
    said = claim_callback(desk.ports, desk.has().id, ME)
    specialist.opens(page_of(said))
    assert specialist.sees("Age Not said")

    specialist.presses(f"{page_of(said)}/under-18")

    assert specialist.sees("Said: under 18")
    assert desk.callback(said.id).under_18
    assert (ME, "noted under 18") in desk.audited()
