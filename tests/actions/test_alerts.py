"""A crisis reaches people: those on duty at once, then further, and the person hears the truth."""

from dataclasses import replace

from service.actions.alert_taking import callback_for_alert, take_alert
from service.actions.alerts import alert_is_due, spread_alert
from service.actions.people import disable
from service.actions.ports import Change, Ports
from service.actions.sms import Inbound, receive_sms
from service.actions.texts import note_reply_status, send_text
from service.domain.alert import Alert
from service.domain.specialist import Role
from service.domain.text import Text
from tests.builders import TEXTER, a_sid, a_specialist
from tests.fakes import FakeTelephone


def a_crisis(ports: Ports) -> Alert:
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="i want to die"))
    return the_alert(ports)


def the_alert(ports: Ports) -> Alert:
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


def minutes_pass(ports: Ports, alert: Alert, telephone: FakeTelephone) -> None:
    """Three minutes without an answer, and whatever is sent then."""
    three_minutes_pass(ports, alert)
    alert_is_due(ports, alert.id)
    send_all(ports)


def test_an_alert_nobody_takes_goes_to_those_on_call_and_then_the_person_hears_the_truth_once(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    alert = a_crisis(ports)
    spread_alert(ports, alert.id)

    minutes_pass(ports, alert, telephone)
    after_three = said_to(telephone, TEXTER)
    boss_after_three = said_to(telephone, "+16465550103")
    for _ in range(3):
        minutes_pass(ports, alert, telephone)

    assert len(boss_after_three) == len(said_to(telephone, "+16465550103")) == 1
    assert after_three == []
    (truth,) = said_to(telephone, TEXTER)
    assert "No one here is free yet" in truth


def test_with_nobody_on_call_the_person_hears_the_truth_after_the_first_minutes(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    alert = a_crisis(ports)
    spread_alert(ports, alert.id)

    minutes_pass(ports, alert, telephone)
    minutes_pass(ports, alert, telephone)

    assert len(said_to(telephone, TEXTER)) == 1


def test_somebody_who_comes_on_shift_late_is_told_and_does_not_put_off_the_truth(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    alert = a_crisis(ports)
    spread_alert(ports, alert.id)
    minutes_pass(ports, alert, telephone)

    hire(ports, id="late", phone="+16465550104")
    minutes_pass(ports, alert, telephone)

    assert len(said_to(telephone, "+16465550104")) == 1
    assert len(said_to(telephone, TEXTER)) == 1


def test_with_nobody_on_duty_those_on_call_are_told_at_once(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    hire(ports, id="gone", phone="+16465550105", role=Role.SUPERVISOR, disabled=True)
    alert = a_crisis(ports)

    spread_alert(ports, alert.id)
    send_all(ports)

    assert len(said_to(telephone, "+16465550103")) == 1
    assert said_to(telephone, "+16465550105") == []


def test_with_nobody_on_duty_whom_a_text_reaches_those_on_call_are_told_at_once(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    hire(ports, id="silent", phone="")
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    receive_sms(ports, Inbound(sid=a_sid(), phone="+16465550101", body="STOP"))
    alert = a_crisis(ports)

    spread_alert(ports, alert.id)
    send_all(ports)

    assert [text.phone for text, _ in telephone.sent] == ["+16465550103"]


def test_an_alert_taken_by_whoever_is_on_call_spares_the_person_the_text(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    alert = a_crisis(ports)
    spread_alert(ports, alert.id)
    found, now = ports.store.get(Alert, alert.id), ports.store.now()
    assert found is not None
    ports.store.commit(Change(now=now, records=(found.take("boss", now),)))

    minutes_pass(ports, alert, telephone)

    assert said_to(telephone, TEXTER) == []


def test_a_crisis_reply_that_did_not_arrive_is_an_alert_of_its_own_once(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    sid = a_sid()
    for status in ("sent", "undelivered", "undelivered"):
        note_reply_status(ports, TEXTER, sid, status)

    (alert,) = ports.store.open_alerts()
    spread_alert(ports, alert.id)
    minutes_pass(ports, alert, telephone)

    assert alert.kind == "undelivered"
    assert len(said_to(telephone, "+16465550101")) == 1
    # They could not be reached by text: one more text would be no help.
    assert said_to(telephone, TEXTER) == []


def test_an_alert_somebody_took_is_not_escalated(ports: Ports, telephone: FakeTelephone) -> None:
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)
    alert = a_crisis(ports)
    now = ports.store.now()
    ports.store.commit(Change(now=now, records=(alert.take("amina", now),)))

    alert_is_due(ports, alert.id)
    send_all(ports)

    assert telephone.sent == []
    assert ports.store.get_many(Text, []) == []


def taken_by_amina(ports: Ports, telephone: FakeTelephone) -> Alert:
    """Amina and Bela were told, and Amina has taken it."""
    hire(ports, id="amina", phone="+16465550101")
    hire(ports, id="bela", phone="+16465550102")
    alert = a_crisis(ports)
    spread_alert(ports, alert.id)
    send_all(ports)
    telephone.sent.clear()
    return take_alert(ports, alert.id, "amina")


def test_an_alert_not_signed_off_in_time_goes_to_everybody_again_and_further(
    ports: Ports, telephone: FakeTelephone
) -> None:
    alert = taken_by_amina(ports, telephone)
    hire(ports, id="boss", phone="+16465550103", on_shift=False, role=Role.SUPERVISOR)

    three_minutes_pass(ports, alert)
    alert_is_due(ports, alert.id)
    spread_alert(ports, alert.id)
    send_all(ports)
    told = {text.phone for text, _ in telephone.sent}
    minutes_pass(ports, alert, telephone)
    minutes_pass(ports, alert, telephone)

    assert the_alert(ports).is_unanswered
    assert told == {"+16465550101", "+16465550102"}
    assert len(said_to(telephone, "+16465550103")) == 1
    assert len(said_to(telephone, TEXTER)) == 1
    assert take_alert(ports, alert.id, "bela").taken_by == "bela"


def test_an_alert_whose_taker_leaves_is_everybody_s_at_once(
    ports: Ports, telephone: FakeTelephone
) -> None:
    alert = taken_by_amina(ports, telephone)

    disable(ports, "amina", by="admin")
    spread_alert(ports, alert.id)
    send_all(ports)

    assert [text.phone for text, _ in telephone.sent] == ["+16465550102"]
    assert take_alert(ports, alert.id, "bela").taken_by == "bela"


def test_an_alert_stays_with_whoever_talks_with_the_person_about_it(
    ports: Ports, telephone: FakeTelephone
) -> None:
    alert = taken_by_amina(ports, telephone)
    callback = callback_for_alert(ports, alert.id, "amina")
    now = ports.store.now()
    talking = callback.call("x", now).talking(now)
    ports.store.commit(Change(now=now, records=(talking,)))

    minutes_pass(ports, alert, telephone)

    assert the_alert(ports).taken_by == "amina"


def test_nobody_whom_a_person_has_talked_with_reads_that_no_one_is_free(
    ports: Ports, telephone: FakeTelephone
) -> None:
    alert = taken_by_amina(ports, telephone)
    callback = callback_for_alert(ports, alert.id, "amina")
    spoke = replace(callback, spoke_at=ports.store.now())
    ports.store.commit(Change(now=ports.store.now(), records=(spoke,)))

    for _ in range(4):
        minutes_pass(ports, alert, telephone)

    assert the_alert(ports).is_unanswered
    assert not any("No one here is free" in words for words in said_to(telephone, TEXTER))


def test_whoever_two_alerts_are_about_hears_the_truth_once(
    ports: Ports, telephone: FakeTelephone
) -> None:
    hire(ports, id="on", phone="+16465550101")
    a_crisis(ports)
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="i took all the pills"))
    both = ports.store.open_alerts()
    for each in both:
        spread_alert(ports, each.id)

    for _ in range(3):
        for each in both:
            minutes_pass(ports, each, telephone)

    assert len(both) == 2
    assert len(said_to(telephone, TEXTER)) == 1


def test_of_an_overdose_the_truth_names_911_first(ports: Ports, telephone: FakeTelephone) -> None:
    receive_sms(ports, Inbound(sid=a_sid(), phone=TEXTER, body="i took too much ketamine"))
    alert = the_alert(ports)
    three_minutes_pass(ports, alert)

    alert_is_due(ports, alert.id)
    send_all(ports)

    (truth,) = said_to(telephone, TEXTER)
    assert "do not wait for us: call 911 now" in truth
