"""Waiting in a queue, and the ways out of it."""

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.stand_in import CALLER, FIRST, HELPLINE, PUBLIC, TEXTER, Simulation, until

ENQUEUE = '<Enqueue waitUrl="/wait" action="/left-queue">people</Enqueue><Say>After</Say>'
MUSIC = '<Say>Please wait</Say><Pause length="3000"/>'


def waiting(sim: Simulation, wait: str = MUSIC, number: str = CALLER) -> str:
    """A caller waits in the queue."""
    sim.service.says("/voice/inbound", ENQUEUE)
    sim.service.says("/wait", wait)
    sid = sim.dials(number)
    until(lambda: sim.call_of(number).get("queue") == "people", "in the queue")
    return sid


def test_the_wait_document_is_told_the_place_in_the_queue(sim: Simulation) -> None:
    waiting(sim)
    waiting(sim, number=TEXTER)

    fields = sim.service.waits_for("/wait", 2).fields

    assert fields["QueueSid"].startswith("QU")
    assert (fields["QueuePosition"], fields["CurrentQueueSize"]) == ("2", "2")
    assert {"QueueTime", "AvgQueueTime"} <= fields.keys()


def test_the_wait_document_is_asked_again_and_again(sim: Simulation) -> None:
    waiting(sim, wait='<Pause length="30"/>')

    later = sim.service.waits_for("/wait", 3)

    assert later.genuine
    assert int(later.fields["QueueTime"]) >= 60


def test_an_empty_wait_document_does_not_spin(sim: Simulation) -> None:
    waiting(sim, wait="")

    sim.service.waits_for("/wait", 3)

    assert int(sim.service.at("/wait")[2].fields["QueueTime"]) >= 2


def test_queue_and_members_can_be_read(sim: Simulation) -> None:
    sid = waiting(sim)

    queue = sim.twilio.queues.list()[0]
    member = queue.members.list()[0]

    assert (queue.friendly_name, queue.current_size) == ("people", 1)
    assert (member.call_sid, member.position) == (sid, 1)


@pytest.mark.parametrize("by", ["member", "call"])
def test_a_member_sent_elsewhere_goes_on_there_and_the_action_is_told(
    sim: Simulation, by: str
) -> None:
    sid = waiting(sim)
    sim.service.says("/room", '<Say>Your room</Say><Pause length="3000"/>')
    sim.service.says("/left-queue", "<Say>Never heard</Say>")
    queue = sim.twilio.queues.list()[0]

    if by == "member":
        sim.twilio.queues(queue.sid).members(sid).update(url=f"{PUBLIC}/room")
    else:
        sim.twilio.calls(sid).update(url=f"{PUBLIC}/room")

    told = sim.service.waits_for("/left-queue").fields
    assert (told["QueueResult"], told["QueueSid"]) == ("redirected", queue.sid)
    sim.hears(CALLER, "Your room")
    assert "Never heard" not in str(sim.call_of(CALLER))
    assert sim.twilio.queues(queue.sid).fetch().current_size == 0
    with pytest.raises(TwilioRestException) as refused:
        sim.twilio.queues(queue.sid).members(sid).update(url=f"{PUBLIC}/room")
    assert refused.value.code == 20404


def test_leaving_follows_what_the_action_says(sim: Simulation) -> None:
    sim.service.says("/left-queue", "<Say>We call you back</Say>")
    waiting(sim, wait='<Gather numDigits="1" action="/chosen"><Pause length="3000"/></Gather>')
    sim.service.says("/chosen", "<Leave/>")
    sim.is_asked(CALLER)

    sim.does(CALLER, "press", digits="5")

    assert sim.service.waits_for("/chosen").fields["QueuePosition"] == "1"
    assert sim.service.waits_for("/left-queue").fields["QueueResult"] == "leave"
    until(lambda: "We call you back" in str(sim.exchange.world.calls.values()), "the last words")


def test_without_an_action_leaving_goes_on_after_enqueue(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", '<Enqueue waitUrl="/wait">q</Enqueue><Say>After</Say>')
    sim.service.says("/wait", "<Leave/>")

    assert sim.ended(sim.dials())["heard"][-1]["text"] == "After"


def test_outside_a_queue_leaving_does_nothing(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", "<Leave/><Say>Still here</Say>")

    assert sim.ended(sim.dials())["heard"][-1]["text"] == "Still here"


def test_hanging_up_in_the_queue_is_told_to_the_action(sim: Simulation) -> None:
    sid = waiting(sim)

    sim.does(CALLER, "hangup")

    assert sim.service.waits_for("/left-queue").fields["QueueResult"] == "hangup"
    assert sim.ended(sid)["status"] == "completed"
    assert sim.twilio.queues.list()[0].current_size == 0


def test_a_verb_not_allowed_while_waiting_is_an_error(sim: Simulation) -> None:
    sim.service.says("/voice/inbound", ENQUEUE)
    sim.service.says("/wait", "<Dial>+12125550100</Dial>")

    sim.dials()

    assert sim.service.waits_for("/left-queue").fields["QueueResult"] == "error"
    assert sim.state()["errors"][0]["code"] == 13238


def test_a_full_queue_takes_nobody_in(sim: Simulation) -> None:
    sim.twilio.queues.create(friendly_name="people", max_size=1)
    waiting(sim)

    sim.dials(TEXTER)

    assert sim.service.waits_for("/left-queue").fields["QueueResult"] == "queue-full"


def test_dialling_the_queue_joins_its_first_caller(sim: Simulation) -> None:
    waiting(sim)
    sim.service.says("/whisper", "<Say>Someone is here</Say>")
    sim.service.says("/fetch", '<Dial action="/done"><Queue url="/whisper">people</Queue></Dial>')
    sim.twilio.calls.create(to=FIRST, from_=HELPLINE, url=f"{PUBLIC}/fetch", timeout=600)
    sim.rings(FIRST)
    sim.does(FIRST, "answer")

    until(lambda: sim.call_of(FIRST).get("joined_with") == [CALLER], "joined")
    sim.hears(CALLER, "Someone is here")
    sim.does(CALLER, "say", text="Hello?")
    sim.hears(FIRST, "Hello?")
    sim.does(FIRST, "hangup")

    assert sim.service.waits_for("/left-queue").fields["QueueResult"] == "bridged"


def test_dialling_an_empty_queue_gives_up_in_time(sim: Simulation) -> None:
    sim.twilio.queues.create(friendly_name="people")
    sim.service.says(
        "/voice/inbound", '<Dial timeout="5" action="/done"><Queue>people</Queue></Dial>'
    )

    sim.dials()

    assert sim.service.waits_for("/done").fields["DialCallStatus"] == "no-answer"
