"""A text from a phone, its answers, and what Twilio reports of them."""

from tests.simulator.stand_in import HELPLINE, TEXTER, Simulation, until


def outcome_of(sim: Simulation) -> list[tuple[str, str]]:
    return [(text["body"], text["status"]) for text in sim.phone(TEXTER)["messages"]]


def test_a_text_reaches_the_service_signed_and_its_answers_come_back(sim: Simulation) -> None:
    sim.service.replies["/sms/inbound"] = (
        "<Response><Message>One</Message><Message><Body>Two</Body></Message></Response>",
        200,
        {"X-Helpline-Outcome": "fact", "X-Helpline-Matched": "word%20%E2%80%9Cketamine%E2%80%9D"},
    )

    sid = sim.does(TEXTER, "text", body="  ketamine ñ 😀 ")

    request = sim.service.waits_for("/sms/inbound")
    assert request.genuine
    assert request.fields["Body"] == "  ketamine ñ 😀 "
    assert request.fields["From"] == TEXTER
    assert request.fields["To"] == HELPLINE
    assert request.fields["MessageSid"] == request.fields["SmsSid"] == sid
    assert request.fields["NumMedia"] == "0"
    assert request.headers["I-Twilio-Idempotency-Token"]
    until(lambda: outcome_of(sim)[1:] == [("One", "delivered"), ("Two", "delivered")])
    first = sim.phone(TEXTER)["messages"][0]
    assert (first["outcome"], first["matched"]) == ("fact", "word “ketamine”")


def test_each_answer_is_reported_sent_then_delivered(sim: Simulation) -> None:
    sim.service.says("/sms/inbound", '<Message statusCallback="status?text=7">Hello</Message>')

    sim.does(TEXTER, "text", body="hi")

    sim.service.waits_for("/sms/status", 2)
    reports = sim.service.at("/sms/status")
    assert [report.fields["MessageStatus"] for report in reports] == ["sent", "delivered"]
    assert all(report.genuine and report.fields["text"] == "7" for report in reports)


def test_a_picture_without_words_is_told_as_media(sim: Simulation) -> None:
    sim.does(TEXTER, "text", body="", media=2)

    fields = sim.service.waits_for("/sms/inbound").fields
    assert fields["NumMedia"] == "2"
    assert fields["Body"] == ""
    assert fields["MediaContentType1"] == "image/jpeg"


def test_half_a_surrogate_pair_is_mended_before_it_is_sent(sim: Simulation) -> None:
    sim.http.post(
        f"/simulator/phones/{TEXTER}/text",
        content=rb'{"body": "a\ud800b"}',
        headers={"Content-Type": "application/json"},
    )

    assert sim.service.waits_for("/sms/inbound").fields["Body"] == "a?b"


def test_a_failing_webhook_is_followed_by_the_fallback(sim: Simulation) -> None:
    sim.service.replies["/sms/inbound"] = ("boom", 503)
    sim.service.says("/sms/fallback", "<Message>We will be back</Message>")

    sim.does(TEXTER, "text", body="hi")

    told = sim.service.waits_for("/sms/fallback").fields
    assert told["ErrorCode"] == "11200"
    assert told["Body"] == "hi"
    until(lambda: ("We will be back", "delivered") in outcome_of(sim))
    assert sim.state()["errors"][0]["code"] == 11200


def test_no_answer_in_time_counts_as_a_failure() -> None:
    sim = Simulation(webhook_timeout_s=0.2)
    release = __import__("threading").Event()
    sim.service.replies["/sms/inbound"] = lambda _: (release.wait(5), "<Response/>")[1]

    sim.does(TEXTER, "text", body="hi")

    assert sim.service.waits_for("/sms/fallback").fields["ErrorCode"] == "11205"
    release.set()
    sim.close()


def test_what_is_not_twiml_is_an_error_that_can_be_seen(sim: Simulation) -> None:
    sim.service.replies["/sms/inbound"] = "<Response><Message>no end</Response>"
    sim.service.says("/sms/fallback", "")

    sim.does(TEXTER, "text", body="hi")

    until(lambda: [error["code"] for error in sim.state()["errors"]] == [12100])


def test_a_redirect_asks_the_next_address_with_the_same_text(sim: Simulation) -> None:
    sim.service.says("/sms/inbound", '<Redirect method="GET">/sms/next?a=1</Redirect>')
    sim.service.says("/sms/next", "<Message>There</Message>")

    sim.does(TEXTER, "text", body="hi")

    request = sim.service.waits_for("/sms/next")
    assert request.genuine
    assert request.method == "GET"
    assert request.fields["Body"] == "hi"


def test_an_ordered_delivery_fault_ends_a_text_undelivered(sim: Simulation) -> None:
    sim.http.post("/simulator/faults", json={"delivery": "undelivered", "code": 30005})
    sim.service.says("/sms/inbound", "<Message>Hello</Message>")

    sim.does(TEXTER, "text", body="hi")

    last = sim.service.waits_for("/sms/status", 2).fields
    assert (last["MessageStatus"], last["ErrorCode"]) == ("undelivered", "30005")
