"""What an erasure must wait for: a call that goes on, and a crisis nobody has signed off.

A person in danger comes first: while an alert about them is open, those who act on it need the
number, and the next text must still be met as after a crisis. The words they read say so.
"""

from collections.abc import Iterable

from service.actions.ports import Ports, Record
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.callback_states import ON_THE_PHONE
from service.domain.leg import Leg
from service.domain.person import Conversation


def has_open_alert(ports: Ports, person: str) -> bool:
    """Whether somebody here has yet to see to this person."""
    return bool(_open_alerts(ports.store.about(person)))


def must_wait(record: Record, about_them: Iterable[Record]) -> bool:
    """Whether this record cannot go yet, among all that are about the person."""
    about_them = tuple(about_them)
    alerts = _open_alerts(about_them)
    if isinstance(record, Alert):
        # It names the callback that it brought about, which goes first.
        return record.is_open or any(made_for_an_alert(each, (record,)) for each in about_them)
    if isinstance(record, Conversation):
        return bool(alerts) and record.crisis_at is not None
    if isinstance(record, Callback):
        return record.state in ON_THE_PHONE or record.id in {a.callback for a in alerts}
    if isinstance(record, Call):
        return not record.is_over
    return isinstance(record, Leg) and record.is_live


def made_for_an_alert(record: Record, alerts: Iterable[Alert]) -> bool:
    """Whether one of these alerts brought this callback about: nobody asked for it anew."""
    return isinstance(record, Callback) and record.id in {alert.callback for alert in alerts}


def without_texts(conversation: Conversation) -> Conversation:
    """What a crisis must be remembered by, and nothing that was said."""
    return Conversation(
        person=conversation.person,
        version=conversation.version,
        crisis_at=conversation.crisis_at,
        crisis_kind=conversation.crisis_kind,
        alert=conversation.alert,
        safe_replies=conversation.safe_replies,
    )


def _open_alerts(records: Iterable[Record]) -> list[Alert]:
    return [each for each in records if isinstance(each, Alert) and each.is_open]
