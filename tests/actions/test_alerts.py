"""A crisis reaches people: those on duty at once, then further, and the person hears the truth."""

from dataclasses import replace

from service.actions.alerts import alert_is_due, spread_alert
from service.actions.ports import Change, Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.texts import send_text
from service.domain.alert import Alert
from service.domain.specialist import Role
from service.domain.text import Text
from tests.builders import TEXTER, a_sid, a_specialist
from tests.fakes import FakeTelephone


def a_crisis(ports: Ports) -> Alert:
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="i want to die"))
    (alert,) = ports.store.open_alerts()
    return alert


def hire(ports: Ports, **given: object) -> None:
    ports.store.commit(Change(now=ports.store.now(), records=(a_specialist(**given),)))


def send_all(ports: Ports) -> None:
    due = [member.partition(":") for member in ports.store.due(ports.store.now(), 100)]
    for kind, _, name in due:
        if kind == "text":
            send_text(ports, name)


def three_minutes_pass(ports: Ports, alert: Alert) -> None:
    """As if: the record is dated back, as no clock can be moved."""
    found, now = ports.store.get(Alert, alert.id), ports.store.now()
    assert found is not None
    ports.store.commit(Change(now=now, records=(replace(found, due_at=now),)))


def said_to(telephone: FakeTelephone, phone: str) -> list[str]:
    return [body for text, body in telephone.sent if text.phone == phone]


def test_everybody_on_duty_is_told_without_number_or_topic(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    hire(ports, id="off", phone="+16465550102", on_shift=False)
    alert = a_crisis(ports)

    spread_alert(ports, alert.id)
    spread_alert(ports, alert.id)
    send_all(ports)

    (notice,) = said_to(telephone, "+16465550101")
    assert said_to(telephone, "+16465550102") == []
    assert "555" not in notice
    assert "ketamin" not in notice.casefold()


def test_an_alert_nobody_takes_goes_to_supervisors_and_the_person_is_told_once(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    alert = a_crisis(ports)
    spread_alert(ports, alert.id)

    for _ in range(2):
        three_minutes_pass(ports, alert)
        alert_is_due(ports, alert.id)
    send_all(ports)

    assert len(said_to(telephone, "+16465550103")) == 1
    (truth,) = said_to(telephone, TEXTER)
    assert "No one here is free yet" in truth


def test_an_alert_somebody_took_is_not_escalated(ports: Ports, telephone: FakeTelephone) -> None:
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    alert = a_crisis(ports)
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(alert.take("amina", now),)))

    alert_is_due(ports, alert.id)
    send_all(ports)

    assert telephone.sent == []
    assert ports.store.get_many(Text, []) == []
