"""What happened stands on the page of metrics, and names nobody."""

from flask import Flask

from service.actions.sms.receive import Inbound, receive_sms
from service.web.ports import NAME
from tests.builders import TEXTER, a_sid
from tests.observability.test_totals import samples


def test_what_is_counted_stands_on_the_page_of_metrics_and_names_nobody(app: Flask):
    ports = app.extensions[NAME].ports
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="CALL"))

    page = app.test_client().get("/metrics").get_data()

    found = samples(page)
    assert sum(n for (name, _), n in found.items() if name == "helpline_texts_received_total") == 1
    assert any(name == "helpline_callbacks_promised_total" for name, _ in found)
    assert TEXTER[2:].encode() not in page
    assert ports.identity.person(TEXTER).encode() not in page
