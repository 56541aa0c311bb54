"""The REST API, driven by twilio's own client."""

from datetime import UTC, datetime, timedelta

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.simulator.stand_in import (
    CALLER,
    FIRST,
    HELPLINE,
    PUBLIC,
    SID,
    TEXTER,
    Loopback,
    Simulation,
    until,
)


def test_a_text_is_created_fetched_listed_and_redacted(sim: Simulation) -> None:
    made = sim.twilio.messages.create(to=TEXTER, from_=HELPLINE, body="Saved.")

    until(lambda: sim.twilio.messages(made.sid).fetch().status == "delivered")
    sim.twilio.messages(made.sid).update(body="")

    assert made.status in ("queued", "sent", "delivered")
    found = sim.twilio.messages(made.sid).fetch()
    assert (found.body, found.to, found.from_) == ("", TEXTER, HELPLINE)
    assert found.direction == "outbound-api"
    assert abs(found.date_created - datetime.now(UTC)) < timedelta(minutes=1)
    assert [one.sid for one in sim.twilio.messages.list(to=TEXTER)] == [made.sid]
    assert sim.twilio.messages.list(to=CALLER) == []


def test_texts_are_listed_newest_first_over_pages(sim: Simulation) -> None:
    made = [sim.twilio.messages.create(to=TEXTER, from_=HELPLINE, body=str(n)) for n in range(5)]

    listed = sim.twilio.messages.list(page_size=2)

    assert [one.sid for one in listed] == [one.sid for one in reversed(made)]


def test_texts_are_filtered_by_the_time_they_were_sent(sim: Simulation) -> None:
    sim.twilio.messages.create(to=TEXTER, from_=HELPLINE, body="now")
    now = datetime.now(UTC)

    assert len(sim.twilio.messages.list(date_sent_after=now - timedelta(minutes=1))) == 1
    assert sim.twilio.messages.list(date_sent_after=now + timedelta(minutes=1)) == []
    assert len(sim.twilio.messages.list(date_sent=now.date())) == 1


def test_the_wrong_token_is_refused_as_twilio_refuses_it(sim: Simulation) -> None:
    stranger = Client(SID, "wrong", http_client=Loopback(sim.base))

    with pytest.raises(TwilioRestException) as refused:
        stranger.messages("SM" + "0" * 32).fetch()

    assert (refused.value.status, refused.value.code) == (401, 20003)


@pytest.mark.parametrize(
    ("to", "sender", "body", "code"),
    [
        ("12", HELPLINE, "x", 21211),
        (TEXTER, CALLER, "x", 21606),
        (TEXTER, HELPLINE, "", 21602),
        (TEXTER, HELPLINE, "x" * 1601, 21617),
    ],
)
def test_a_text_that_can_not_be_sent_is_refused_with_twilios_code(
    sim: Simulation, to: str, sender: str, body: str, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        sim.twilio.messages.create(to=to, from_=sender, body=body)

    assert (refused.value.status, refused.value.code) == (400, code)


def test_what_does_not_exist_is_not_found(sim: Simulation) -> None:
    for ask in (
        sim.twilio.messages("SM" + "0" * 32).fetch,
        sim.twilio.calls("CA" + "0" * 32).fetch,
        sim.twilio.queues("QU" + "0" * 32).fetch,
        sim.twilio.conferences("CF" + "0" * 32).fetch,
        sim.twilio.recordings("RE" + "0" * 32).fetch,
    ):
        with pytest.raises(TwilioRestException) as refused:
            ask()
        assert (refused.value.status, refused.value.code) == (404, 20404)


def test_the_helplines_number_can_be_given_other_addresses(sim: Simulation) -> None:
    number = sim.twilio.incoming_phone_numbers.list(phone_number=HELPLINE)[0]

    number.update(voice_url=f"{PUBLIC}/elsewhere")
    sim.dials()

    assert sim.service.waits_for("/elsewhere").genuine


def test_an_ordered_fault_before_accepting_makes_nothing(sim: Simulation) -> None:
    order = {"path": "Calls.json", "method": "POST", "status": 429, "code": 20429, "times": 2}
    sim.http.post("/simulator/faults", json=order)

    for _ in range(2):
        with pytest.raises(TwilioRestException) as refused:
            sim.twilio.calls.create(to=FIRST, from_=HELPLINE, url=f"{PUBLIC}/x")
        assert (refused.value.status, refused.value.code) == (429, 20429)

    assert sim.twilio.calls.list() == []
    assert sim.twilio.calls.create(to=FIRST, from_=HELPLINE, url=f"{PUBLIC}/x").sid


def test_an_ordered_fault_after_accepting_leaves_the_call_behind(sim: Simulation) -> None:
    order = {"path": "Calls.json", "method": "POST", "status": 500, "after_accepting": True}
    sim.http.post("/simulator/faults", json=order)

    with pytest.raises(TwilioRestException):
        sim.twilio.calls.create(to=FIRST, from_=HELPLINE, url=f"{PUBLIC}/x")

    assert [call.to for call in sim.twilio.calls.list(to=FIRST)] == [FIRST]


def test_a_fault_without_sense_is_refused(sim: Simulation) -> None:
    for wish in ({"path": "Calls.json"}, {"times": 1}, {"path": "x", "status": "no"}, {"a": 1}):
        assert sim.http.post("/simulator/faults", json=wish).status_code == 400


def test_the_wire_log_shows_both_directions_and_hides_what_people_wrote(sim: Simulation) -> None:
    sim.service.says("/sms/inbound", "<Message>Secret answer</Message>")
    sim.does(TEXTER, "text", body="Secret question")
    until(lambda: len(sim.http.get("/simulator/wire").json()) == 3, "three answered webhooks")
    sim.twilio.messages.list(to=TEXTER)

    wire = sim.http.get("/simulator/wire").json()

    assert {entry["direction"] for entry in wire} == {"webhook", "rest"}
    assert all(entry["signed"] for entry in wire)
    assert "Secret" not in str(wire)
    assert wire[0]["params"]["NumMedia"] == "0"
    assert sim.http.get(f"/simulator/wire?since={wire[-1]['n']}").json() == []
