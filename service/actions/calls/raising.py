"""The alert that a call raises, and what it changes for the texts of whoever calls."""

from dataclasses import replace

from service.actions.calls.heard import Heard
from service.actions.ports import Around, AuditLine, Ports, WakeUp
from service.domain.alert import ESCALATE_AFTER, Alert
from service.domain.call import Call
from service.domain.person import Conversation


def crisis_records(
    ports: Ports, heard: Heard, around: Around, call: Call, kind: str
) -> tuple[tuple[Alert, ...], tuple[WakeUp, ...], tuple[AuditLine, ...]]:
    """An alert to everybody on duty; none while this call has raised one."""
    if not kind or call.crisis:
        return (), (), ()
    alert = Alert(
        id=ports.new_id(),
        person=call.person,
        phone=heard.caller,
        language=heard.place.language,
        kind=kind,
        source="voice",
        created_at=around.now,
        due_at=around.now + ESCALATE_AFTER,
        call_sid=heard.sid,
    )
    line = AuditLine("service", "crisis alert", f"alert:{alert.id}", kind)
    return (alert,), (WakeUp("spread_alert", alert.id),), (line,)


def in_safe_mode(around: Around, alerts: tuple[Alert, ...]) -> tuple[Conversation, ...]:
    """What they text from now on is read as after a crisis text, until the alert is signed off."""
    return tuple(
        replace(
            around.conversation,
            crisis_at=around.now,
            crisis_kind=alert.kind,
            safe_replies=0,
            alert=alert.id,
            question="",
        )
        for alert in alerts
        if alert.phone
    )


def raising(call: Call, alerts: tuple[Alert, ...]) -> Call:
    """The call with the alert it raised, if any."""
    return replace(call, alert=alerts[0].id) if alerts else call
