"""What people sent to the number stands in the simulator's lists, as our telephone reads them."""

from datetime import UTC, datetime, timedelta

import pytest

from service.adapters.twilio_telephone import TwilioTelephone
from tests.simulator.stand_in import CALLER, HELPLINE, PUBLIC, SID, TEXTER, TOKEN, Simulation, until

HOUR = timedelta(hours=1)


@pytest.fixture
def telephone(sim: Simulation) -> TwilioTelephone:
    return TwilioTelephone(SID, TOKEN, sim.base, PUBLIC, HELPLINE)


def test_texts_to_the_number_are_listed_over_pages(
    sim: Simulation, telephone: TwilioTelephone
) -> None:
    for n in range(7):
        sim.does(TEXTER, "text", body=f"text {n}")
    sim.twilio.messages.create(to=TEXTER, from_=HELPLINE, body="not theirs")
    now = datetime.now(UTC)

    found = telephone.texts_received(now - HOUR, now + HOUR, 5)
    every = telephone.texts_received(now - HOUR, now + HOUR, 100)

    assert len(found) == 5
    assert sorted(each.body for each in every) == [f"text {n}" for n in range(7)]
    assert {each.phone for each in every} == {TEXTER}
    assert telephone.texts_received(now - 2 * HOUR, now - HOUR, 100) == []


def test_an_answer_in_twiml_is_among_what_was_sent(
    sim: Simulation, telephone: TwilioTelephone
) -> None:
    sim.service.says("/sms/inbound", "<Message>The answer</Message>")
    sim.does(TEXTER, "text", body="question")
    since = datetime.now(UTC) - HOUR

    until(lambda: [each.body for each in telephone.texts_sent(since, 9)] == ["The answer"])


def test_calls_to_the_number_are_listed_with_their_end(
    sim: Simulation, telephone: TwilioTelephone
) -> None:
    sim.service.says("/voice/inbound", '<Say>Hello</Say><Pause length="3000"/>')
    sim.dials()
    now = datetime.now(UTC)
    until(lambda: _statuses(telephone, now) == ["in-progress"])
    sim.does(CALLER, "hangup")

    until(lambda: _statuses(telephone, now) == ["completed"])
    [call] = telephone.calls_received(now - HOUR, now + HOUR, 9)
    assert call.phone == CALLER


def _statuses(telephone: TwilioTelephone, now: datetime) -> list[str]:
    return [each.status for each in telephone.calls_received(now - HOUR, now + HOUR, 9)]
