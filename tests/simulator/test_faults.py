"""Trouble that tests can order on the wire, beside that of the REST API."""

import pytest

from tests.simulator.stand_in import HELPLINE, TEXTER, Simulation, until


def reported(sim: Simulation) -> list[str]:
    return [one.fields["MessageStatus"] for one in sim.service.at("/sms/status")]


def send(sim: Simulation, **more: object) -> str:
    return str(sim.twilio.messages.create(to=TEXTER, from_=HELPLINE, body="Hi", **more).sid)


def test_a_status_callback_can_be_lost(sim: Simulation) -> None:
    sim.http.post("/simulator/faults", json={"webhook": "/sms/status", "drop": True})

    send(sim)

    sim.service.waits_for("/sms/status")
    assert reported(sim) == ["delivered"]


def test_a_status_callback_can_come_twice(sim: Simulation) -> None:
    order = {"webhook": "/sms/status", "event": "delivered", "repeat": 2}
    sim.http.post("/simulator/faults", json=order)

    send(sim)

    sim.service.waits_for("/sms/status", 3)
    twice = sim.service.at("/sms/status")[1:]
    assert reported(sim) == ["sent", "delivered", "delivered"]
    assert len({one.headers["I-Twilio-Idempotency-Token"] for one in twice}) == 1


def test_a_late_status_callback_is_overtaken(sim: Simulation) -> None:
    order = {"webhook": "/sms/status", "event": "sent", "delay_s": 2}
    sim.http.post("/simulator/faults", json=order)

    send(sim)

    sim.service.waits_for("/sms/status", 2)
    assert reported(sim) == ["delivered", "sent"]


def test_an_inbound_text_can_come_several_times(sim: Simulation) -> None:
    sim.http.post("/simulator/faults", json={"webhook": "/sms/inbound", "repeat": 3})

    sid = sim.does(TEXTER, "text", body="CALL")

    sim.service.waits_for("/sms/inbound", 3)
    assert {one.fields["MessageSid"] for one in sim.service.at("/sms/inbound")} == {sid}


@pytest.mark.parametrize(("valid", "end"), [(1, "failed"), (60, "delivered")])
def test_a_text_that_lies_too_long_is_not_sent_any_more(
    sim: Simulation, valid: int, end: str
) -> None:
    sim.http.post("/simulator/faults", json={"delivery": "delivered", "delay_s": 1.2})

    sid = send(sim, validity_period=valid)

    until(lambda: sim.twilio.messages(sid).fetch().status == end, end)
    assert sim.twilio.messages(sid).fetch().error_code == (30036 if end == "failed" else None)


def test_a_share_of_requests_can_fail(sim: Simulation) -> None:
    order = {"path": "Messages.json", "status": 429, "share": 0.3, "times": 1000}
    sim.http.post("/simulator/faults", json=order)

    url = f"/2010-04-01/Accounts/{sim.exchange.options.account_sid}/Messages.json"
    auth = (sim.exchange.options.account_sid, sim.exchange.options.auth_token)
    failed = [sim.http.get(url, auth=auth).status_code for _ in range(200)].count(429)

    assert 40 <= failed <= 80


def test_an_answer_can_come_too_late_after_the_work_is_done(sim: Simulation) -> None:
    order = {"path": "Messages.json", "method": "POST", "hang_s": 5, "after_accepting": True}
    sim.http.post("/simulator/faults", json=order)
    patience, sim.twilio.http_client.timeout = sim.twilio.http_client.timeout, 1

    with pytest.raises(Exception, match="timed out"):
        send(sim)
    sim.twilio.http_client.timeout = patience

    until(lambda: len(sim.twilio.messages.list(to=TEXTER)) == 1, "the text is there")


def test_orders_are_listed_and_cleared(sim: Simulation) -> None:
    sim.http.post("/simulator/faults", json={"delivery": "failed", "times": 5})

    assert sim.http.get("/simulator/faults").json()[0]["times"] == 5
    assert sim.http.delete("/simulator/faults").status_code == 204
    assert sim.http.get("/simulator/faults").json() == []
