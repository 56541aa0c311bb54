"""Dial: numbers with a whisper, and conferences with their rules."""

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.stand_in import (
    CALLER,
    FIRST,
    HELPLINE,
    PUBLIC,
    SECOND,
    Simulation,
    until,
)

ROOM = '<Dial action="/after" {dial}><Conference {more}>room-1</Conference></Dial>'


def dials_numbers(sim: Simulation, dial: str = "", nouns: str = "") -> str:
    """A caller who is led to these numbers, which ring for long."""
    nouns = nouns or f'<Number url="/whisper">{FIRST}</Number>'
    dial = dial if "timeout=" in dial else f'{dial} timeout="600"'
    sim.service.says("/voice/inbound", f'<Dial action="/after" {dial}>{nouns}</Dial>')
    return sim.dials()


def joins(sim: Simulation, number: str, more: str = "", dial: str = "") -> str:
    """The service calls this number and puts it into the room."""
    path = f"/join{number[1:]}"
    sim.service.says(path, ROOM.format(more=more, dial=dial))
    sid = sim.twilio.calls.create(to=number, from_=HELPLINE, url=f"{PUBLIC}{path}", timeout=600).sid
    sim.rings(number)
    sim.does(number, "answer")
    until(lambda: sim.call_of(number).get("room") == "room-1", f"{number} in the room")
    return str(sid)


def joined(sim: Simulation, one: str, other: str) -> None:
    until(lambda: other in sim.call_of(one).get("joined_with", ()), f"{one} joined with {other}")


def test_the_whisper_is_heard_before_the_two_are_joined(sim: Simulation) -> None:
    sim.service.says("/whisper", '<Gather numDigits="1" timeout="300" action="/taken"/><Hangup/>')
    sim.service.says("/taken", "")
    parent = dials_numbers(sim)
    sim.rings(FIRST)
    sim.does(FIRST, "answer")
    sim.is_asked(FIRST)
    assert sim.call_of(CALLER)["joined_with"] == []

    sim.does(FIRST, "press", digits="1")

    joined(sim, CALLER, FIRST)
    whisper = sim.service.at("/whisper")[0].fields
    assert whisper["ParentCallSid"] == parent
    assert whisper["Direction"] == "outbound-dial"
    sim.does(FIRST, "hangup")
    told = sim.service.waits_for("/after").fields
    assert (told["CallSid"], told["DialCallStatus"]) == (parent, "completed")
    assert told["DialCallSid"] == whisper["CallSid"]


def test_a_whisper_that_hangs_up_lets_dial_fail(sim: Simulation) -> None:
    sim.service.says("/whisper", "<Hangup/>")
    dials_numbers(sim)
    sim.rings(FIRST)

    sim.does(FIRST, "answer")

    sim.service.waits_for("/after")
    assert sim.call_of(FIRST) == {}


def test_the_first_to_pick_up_ends_the_ringing_of_the_others(sim: Simulation) -> None:
    dials_numbers(sim, nouns=f"<Number>{FIRST}</Number><Number>{SECOND}</Number>")
    sim.rings(FIRST)
    sim.rings(SECOND)

    sim.does(SECOND, "answer")

    joined(sim, CALLER, SECOND)
    until(lambda: sim.call_of(FIRST) == {}, "the first stops ringing")
    assert sim.phone(FIRST)["history"][0]["status"] == "canceled"


@pytest.mark.parametrize(
    ("line", "deed", "status"),
    [("open", "", "no-answer"), ("open", "reject", "busy"), ("off", "", "failed")],
)
def test_dial_tells_why_nobody_came(sim: Simulation, line: str, deed: str, status: str) -> None:
    sim.does(FIRST, "line", line=line)
    dials_numbers(sim, dial="" if deed else 'timeout="8"')
    if deed:
        sim.rings(FIRST)
        sim.does(FIRST, deed)

    assert sim.service.waits_for("/after").fields["DialCallStatus"] == status


def test_a_caller_who_hangs_up_stops_the_ringing(sim: Simulation) -> None:
    dials_numbers(sim)
    sim.rings(FIRST)

    sim.does(CALLER, "hangup")

    until(lambda: sim.call_of(FIRST) == {}, "the ringing stops")
    assert sim.service.waits_for("/after").fields["CallStatus"] == "completed"


def test_answer_on_bridge_keeps_the_caller_ringing(sim: Simulation) -> None:
    dials_numbers(sim, dial='answerOnBridge="true"', nouns=f"<Number>{FIRST}</Number>")
    sim.rings(FIRST)
    assert sim.call_of(CALLER)["status"] == "ringing"

    sim.does(FIRST, "answer")

    until(lambda: sim.call_of(CALLER)["status"] == "in-progress", "answered")


def test_a_star_ends_a_dial_that_allows_it(sim: Simulation) -> None:
    dials_numbers(sim, dial='hangupOnStar="true"', nouns=f"<Number>{FIRST}</Number>")
    sim.rings(FIRST)
    sim.does(FIRST, "answer")
    joined(sim, CALLER, FIRST)

    sim.does(CALLER, "press", digits="*")

    sim.service.waits_for("/after")
    until(lambda: sim.call_of(FIRST) == {}, "the other side is let go")


def test_a_dialled_leg_can_be_sent_elsewhere_out_of_its_bridge(sim: Simulation) -> None:
    dials_numbers(sim, nouns=f"<Number>{FIRST}</Number>")
    sim.service.says("/menu", '<Say>Menu</Say><Pause length="3000"/>')
    sim.rings(FIRST)
    sim.does(FIRST, "answer")
    joined(sim, CALLER, FIRST)

    sim.twilio.calls(sim.call_of(FIRST)["sid"]).update(url=f"{PUBLIC}/menu")

    sim.hears(FIRST, "Menu")
    assert sim.service.waits_for("/after").fields["DialCallStatus"] == "completed"


def test_a_time_limit_ends_a_dial(sim: Simulation) -> None:
    dials_numbers(sim, dial='timeLimit="5"', nouns=f"<Number>{FIRST}</Number>")
    sim.rings(FIRST)
    sim.does(FIRST, "answer")

    assert int(sim.service.waits_for("/after").fields["DialCallDuration"]) >= 5


def test_alone_in_a_room_one_hears_music_until_a_second_comes(sim: Simulation) -> None:
    joins(sim, FIRST)
    sim.hears(FIRST, "(hold music)")
    assert sim.call_of(FIRST)["joined_with"] == []

    joins(sim, SECOND)

    joined(sim, FIRST, SECOND)
    sim.does(SECOND, "say", text="Good evening")
    sim.hears(FIRST, "Good evening")


def test_the_wait_document_of_a_room_may_speak_but_not_ask(sim: Simulation) -> None:
    sim.service.says("/hold", '<Say>One moment</Say><Pause length="5"/>')
    joins(sim, FIRST, more='waitUrl="/hold"')

    sim.hears(FIRST, "One moment")
    sim.service.waits_for("/hold", 2)
    sim.service.says("/hold", "<Gather/>")

    sim.hears(FIRST, "(hold music)")
    assert sim.state()["errors"][0]["code"] == 13238


def test_a_room_waits_for_who_may_start_it(sim: Simulation) -> None:
    joins(sim, FIRST, more='startConferenceOnEnter="false"')
    joins(sim, SECOND, more='startConferenceOnEnter="false"')
    assert sim.call_of(FIRST)["joined_with"] == []

    joins(sim, CALLER)

    joined(sim, FIRST, SECOND)


def test_when_who_ends_the_room_leaves_the_others_go_on_after_dial(sim: Simulation) -> None:
    joins(sim, FIRST, more='endConferenceOnExit="true"')
    other = joins(sim, SECOND)
    joined(sim, FIRST, SECOND)
    sim.service.says("/after", "<Say>The other side has left</Say>")

    sim.does(FIRST, "hangup")

    assert sim.ended(other)["heard"][-1]["text"] == "The other side has left"
    told = [one.fields for one in sim.service.at("/after") if one.fields["CallSid"] == other]
    assert told[0]["DialCallStatus"] == "answered"


def test_a_room_outlives_a_guest(sim: Simulation) -> None:
    joins(sim, FIRST)
    joins(sim, SECOND)
    joined(sim, FIRST, SECOND)

    sim.does(SECOND, "hangup")

    sim.hears(FIRST, "(nobody else is on the line)")
    assert sim.call_of(FIRST)["room"] == "room-1"


def test_a_room_reports_joins_start_leaves_and_end(sim: Simulation) -> None:
    asks = 'statusCallback="/room-status" statusCallbackEvent="start end join leave"'
    joins(sim, FIRST, more=f'{asks} participantLabel="specialist"')
    joins(sim, SECOND, more='endConferenceOnExit="true"')

    sim.does(SECOND, "hangup")

    sim.service.waits_for("/room-status", 6)
    told = [one.fields for one in sim.service.at("/room-status")]
    assert [one["StatusCallbackEvent"] for one in told] == [
        "participant-join",
        "conference-start",
        "participant-join",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    assert told[0]["ParticipantLabel"] == "specialist"
    assert told[0]["FriendlyName"] == "room-1"
    assert {one["ConferenceSid"] for one in told} == {told[0]["ConferenceSid"]}


def test_rooms_and_participants_can_be_read_muted_and_ended(sim: Simulation) -> None:
    sid = joins(sim, FIRST, more='participantLabel="specialist"')
    joins(sim, SECOND)
    room = sim.twilio.conferences.list(friendly_name="room-1", status="in-progress")[0]

    sim.twilio.conferences(room.sid).participants("specialist").update(muted=True)
    sim.does(FIRST, "say", text="can you hear me")

    people = {one.call_sid: one for one in room.participants.list()}
    assert len(people) == 2
    assert people[sid].muted is True
    assert "can you hear me" not in str(sim.call_of(SECOND)["heard"])
    sim.twilio.conferences(room.sid).update(status="completed")
    until(lambda: sim.call_of(FIRST) == {} and sim.call_of(SECOND) == {}, "both gone")
    assert sim.twilio.conferences(room.sid).fetch().status == "completed"


def test_who_is_taken_out_goes_on_after_dial(sim: Simulation) -> None:
    sid = joins(sim, FIRST)
    joins(sim, SECOND)
    room = sim.twilio.conferences.list(friendly_name="room-1")[0]

    sim.twilio.conferences(room.sid).participants(sid).delete()

    assert sim.service.waits_for("/after").fields["CallSid"] == sid
    assert sim.call_of(SECOND)["room"] == "room-1"


def test_star_leads_out_of_the_room_and_ends_it_for_who_may_end_it(sim: Simulation) -> None:
    """twilio.com/docs/voice/twiml/conference: hangupOnStar, endConferenceOnExit."""
    specialist = joins(sim, FIRST, more='endConferenceOnExit="true"', dial='hangupOnStar="true"')
    caller = joins(sim, SECOND, more='endConferenceOnExit="true"')
    joined(sim, FIRST, SECOND)
    sim.service.says("/after", '<Say>Outside</Say><Pause length="3000"/>')

    sim.does(FIRST, "press", digits="*")

    sim.hears(FIRST, "Outside")
    sim.hears(SECOND, "Outside")
    told = {one.fields["CallSid"]: one.fields for one in sim.service.at("/after")}
    assert set(told) == {specialist, caller}
    assert {one["CallStatus"] for one in told.values()} == {"in-progress"}


def test_star_of_a_guest_does_nothing_unless_their_dial_says_so(sim: Simulation) -> None:
    joins(sim, FIRST)
    joins(sim, SECOND)
    joined(sim, FIRST, SECOND)

    sim.does(SECOND, "press", digits="*")
    sim.does(FIRST, "say", text="Still there?")

    sim.hears(SECOND, "Still there?")


def test_a_room_with_an_empty_wait_address_is_silent(sim: Simulation) -> None:
    joins(sim, FIRST, more='waitUrl=""')
    joins(sim, SECOND, more='waitUrl=""')

    joined(sim, FIRST, SECOND)

    assert "(hold music)" not in str(sim.call_of(FIRST)["heard"])


def test_the_lifeline_is_dialled_by_its_short_code_and_911_is_not(sim: Simulation) -> None:
    joins(sim, FIRST)

    joins(sim, "988")

    joined(sim, FIRST, "988")
    with pytest.raises(TwilioRestException):
        sim.twilio.calls.create(to="911", from_=HELPLINE, url=f"{PUBLIC}/join")


def test_a_redirected_participant_leaves_the_room(sim: Simulation) -> None:
    sid = joins(sim, FIRST)
    joins(sim, SECOND)
    sim.service.says("/menu", '<Say>Menu</Say><Pause length="3000"/>')

    sim.twilio.calls(sid).update(url=f"{PUBLIC}/menu")

    sim.hears(FIRST, "Menu")
    assert sim.call_of(FIRST)["room"] is None
    sim.hears(SECOND, "(nobody else is on the line)")
