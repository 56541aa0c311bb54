"""Two sweeps find the same entry due; the second looks at what the first has just moved on."""

from dataclasses import replace
from datetime import timedelta

from service.actions.alerts import alert_is_due
from service.actions.ports import Change, Ports
from service.actions.texts import new_text, text_is_due
from service.domain.alert import Alert
from service.domain.text import Text, TextState
from tests.builders import TEXTER


def a_text_of_a_dead_worker(ports: Ports) -> Text:
    """Whoever sent it died on the way, half a minute ago."""
    now = ports.store.now()
    text = new_text(
        ports,
        person=ports.identity.person(TEXTER),
        phone=TEXTER,
        language="en",
        words="alert_unanswered",
        now=now,
    )
    text = replace(text, state=TextState.POSTING)
    ports.store.commit(Change(now=now, records=(text,)))
    return text


def test_looks_at_an_unclear_text_are_apart_however_many_sweeps_there_are(ports: Ports) -> None:
    text = a_text_of_a_dead_worker(ports)

    for _ in range(4):
        text_is_due(ports, text.id)

    stored = ports.store.get(Text, text.id)
    assert stored is not None
    assert (stored.state, stored.looks) == (TextState.UNSURE, 1)


def test_a_text_just_sent_is_given_time_for_its_report(ports: Ports) -> None:
    text = a_text_of_a_dead_worker(ports)
    now = ports.store.now()
    sent = replace(text, version=1).sent("SM" + "1" * 32, now)
    ports.store.commit(Change(now=now, records=(sent,)))

    text_is_due(ports, text.id)

    stored = ports.store.get(Text, text.id)
    assert stored is not None
    assert stored.state is TextState.SENT


def test_an_alert_is_escalated_once_in_three_minutes(ports: Ports) -> None:
    now = ports.store.now()
    alert = Alert(
        id="alert-1",
        person=ports.identity.person(TEXTER),
        phone=TEXTER,
        language="en",
        kind="self-harm",
        source="sms",
        created_at=now - timedelta(minutes=3),
        due_at=now,
    )
    ports.store.commit(Change(now=now, records=(alert,)))

    alert_is_due(ports, alert.id)
    alert_is_due(ports, alert.id)

    stored = ports.store.get(Alert, alert.id)
    assert stored is not None
    assert stored.escalations == 1
