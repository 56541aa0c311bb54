"""Calls in and out: how they begin, what they hear, how they end."""

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.stand_in import (
    CALLER,
    FIRST,
    HELPLINE,
    PUBLIC,
    Simulation,
)

EVENTS = ["initiated", "ringing", "answered", "completed"]


def rung(sim: Simulation, verbs: str = "<Say>Hello</Say>", **more: object) -> str:
    """The service calls the first specialist, whose phone then rings for long."""
    sid = placed(sim, verbs, timeout=600, **more)
    sim.rings(FIRST)
    return sid


def placed(sim: Simulation, verbs: str = "<Say>Hello</Say>", **more: object) -> str:
    """The service calls the first specialist."""
    sim.service.says("/outbound", verbs)
    wish = {"url": f"{PUBLIC}/outbound", "status_callback": f"{PUBLIC}/progress"} | more
    return str(sim.twilio.calls.create(to=FIRST, from_=HELPLINE, **wish).sid)


def test_a_caller_hears_words_and_the_call_ends_after_them(sim: Simulation) -> None:
    spanish = '<Say language="es-US" voice="Polly.Lupe-Neural"><prosody rate="slow">Hola</prosody>'
    sim.service.says("/voice/inbound", f"<Say>Hello there</Say>{spanish}</Say>")

    sid = sim.dials()

    told = sim.service.waits_for("/voice/inbound")
    assert told.genuine
    assert told.fields["CallStatus"] == "ringing"
    assert told.fields["Direction"] == "inbound"
    assert (told.fields["From"], told.fields["To"]) == (CALLER, HELPLINE)
    story = sim.ended(sid)
    assert [(one["text"], one["language"]) for one in story["heard"]] == [
        ("Hello there", "en-US"),
        ("Hola", "es-US"),
    ]
    assert story["heard"][1]["rate"] == "slow"
    done = sim.service.waits_for("/voice/status").fields
    assert (done["CallSid"], done["CallStatus"]) == (sid, "completed")
    assert done["CallDuration"] == str(story["duration"])
    assert sim.phone(CALLER)["history"][0]["sid"] == sid


def test_an_anonymous_caller_shows_no_number(sim: Simulation) -> None:
    sim.does(CALLER, "call", anonymous=True)

    assert CALLER not in str(sim.service.waits_for("/voice/inbound").fields)


def test_a_phone_in_a_call_can_not_place_a_second_one(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Pause length="3000"/>')
    sim.dials()

    answer = sim.http.post(f"/simulator/phones/{CALLER}/call", json={})

    assert answer.status_code == 409


def test_a_rejected_call_is_never_answered(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Reject reason="busy"/>')

    story = sim.ended(sim.dials())

    assert (story["status"], story["started"]) == ("busy", None)


def test_a_call_out_rings_is_answered_and_reports_every_step(sim: Simulation) -> None:
    sid = rung(sim, status_callback_event=EVENTS)

    sim.does(FIRST, "answer")

    first = sim.service.waits_for("/outbound")
    assert first.genuine
    assert (first.fields["CallSid"], first.fields["CallStatus"]) == (sid, "in-progress")
    assert first.fields["Direction"] == "outbound-api"
    sim.service.waits_for("/progress", 4)
    reports = [one.fields for one in sim.service.at("/progress")]
    assert [one["CallStatus"] for one in reports] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    assert [one["SequenceNumber"] for one in reports] == ["0", "1", "2", "3"]
    assert sim.twilio.calls(sid).fetch().status == "completed"


def test_by_default_only_the_end_of_a_call_is_reported(sim: Simulation) -> None:
    sid = rung(sim)

    sim.does(FIRST, "answer")

    sim.ended(sid)
    assert sim.service.waits_for("/progress").fields["CallStatus"] == "completed"
    assert len(sim.service.at("/progress")) == 1


def test_a_phone_nobody_picks_up_is_no_answer(sim: Simulation) -> None:
    story = sim.ended(placed(sim, timeout=5))

    assert story["status"] == "no-answer"
    assert sim.service.waits_for("/progress").fields["CallStatus"] == "no-answer"
    assert sim.service.at("/outbound") == []


def test_a_declined_call_is_busy(sim: Simulation) -> None:
    sid = rung(sim)

    sim.does(FIRST, "reject")

    assert sim.ended(sid)["status"] == "busy"


@pytest.mark.parametrize(("line", "status"), [("busy", "busy"), ("off", "failed")])
def test_a_line_that_is_busy_or_off_never_rings(sim: Simulation, line: str, status: str) -> None:
    sim.does(FIRST, "line", line=line)

    made = sim.twilio.calls.create(to=FIRST, from_=HELPLINE, url=f"{PUBLIC}/outbound")

    assert sim.ended(made.sid)["status"] == status


def test_a_voicemail_picks_up_by_itself_and_is_detected(sim: Simulation) -> None:
    sim.does(FIRST, "line", line="voicemail")

    placed(sim, machine_detection="Enable")

    assert sim.service.waits_for("/outbound").fields["AnsweredBy"] == "machine_start"


def test_a_number_nobody_knew_gets_a_phone_on_the_spot(sim: Simulation) -> None:
    url = f"{PUBLIC}/outbound"
    sim.twilio.calls.create(to="+12065550199", from_=HELPLINE, url=url, timeout=600)

    sim.rings("+12065550199")


def test_a_ringing_call_can_be_cancelled(sim: Simulation) -> None:
    sid = rung(sim)

    sim.twilio.calls(sid).update(status="canceled")

    assert sim.ended(sid)["status"] == "canceled"
    assert sim.call_of(FIRST) == {}


def test_a_call_nobody_has_answered_yet_can_not_be_sent_elsewhere(sim: Simulation) -> None:
    sid = rung(sim)

    with pytest.raises(TwilioRestException) as refused:
        sim.twilio.calls(sid).update(url=f"{PUBLIC}/elsewhere")

    assert refused.value.code == 21220
    assert sim.call_of(FIRST)["status"] == "ringing"


def test_a_redirected_call_follows_the_new_document_at_once(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Say>Wait</Say><Pause length="3000"/>')
    sid = sim.dials()
    sim.hears(CALLER, "Wait")

    sim.twilio.calls(sid).update(twiml='<Response><Say>Now</Say><Pause length="3000"/></Response>')

    sim.hears(CALLER, "Now")
    sim.twilio.calls(sid).update(status="completed")
    assert sim.ended(sid)["status"] == "completed"


def test_a_finished_call_can_not_be_changed(sim: Simulation) -> None:
    sid = sim.dials()
    sim.ended(sid)

    with pytest.raises(TwilioRestException) as refused:
        sim.twilio.calls(sid).update(status="completed")

    assert refused.value.code == 21220


def test_a_failing_webhook_hands_the_caller_to_the_fallback(sim: Simulation) -> None:
    sim.service.replies["/voice/inbound"] = ("down", 500)
    sim.service.says("/voice/fallback", "<Say>Please call the other number</Say>")

    story = sim.ended(sim.dials())

    assert story["heard"][0]["text"] == "Please call the other number"
    assert sim.service.at("/voice/fallback")[0].fields["ErrorCode"] == "11200"


def test_with_the_fallback_down_too_the_caller_hears_an_apology(sim: Simulation) -> None:
    sim.service.replies["/voice/inbound"] = ("down", 500)
    sim.service.replies["/voice/fallback"] = ("down", 500)

    story = sim.ended(sim.dials())

    assert "application error" in story["heard"][0]["text"]
    assert story["error_code"] == 11200


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("<Response><Say>Hi</Response>", 12100),
        ("<Answer/>", 12102),
        ("<Response><Sing>La</Sing></Response>", 12200),
        ("<Response><Gather><Dial>+12125550100</Dial></Gather></Response>", 12200),
        ("<Response><Say>Hi <Play>x</Play></Say></Response>", 12200),
        ("<Response><Message>Hi</Message></Response>", 12200),
        (f"<Response><Say>{'x' * 66000}</Say></Response>", 11750),
    ],
)
def test_invalid_twiml_ends_the_call_with_an_error(
    sim: Simulation, document: str, code: int
) -> None:
    sim.service.replies["/voice/inbound"] = document
    sim.service.replies["/voice/fallback"] = ("down", 500)

    story = sim.ended(sim.dials())

    assert code in [error["code"] for error in sim.state()["errors"]]
    assert "application error" in story["heard"][0]["text"]


def test_an_attribute_nobody_knows_is_only_a_warning(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Say volume="11">Hello</Say>')

    story = sim.ended(sim.dials())

    assert story["heard"][0]["text"] == "Hello"
    assert sim.state()["errors"][0]["code"] == 12200


def test_redirects_without_end_are_stopped(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", "<Redirect>/voice/inbound</Redirect>")

    assert "application error" in sim.ended(sim.dials())["heard"][0]["text"]


def test_an_address_outside_this_computer_is_never_asked(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", "<Redirect>https://elsewhere.example.com/x</Redirect>")

    sim.ended(sim.dials())

    assert sim.state()["errors"][0]["code"] == 11210
