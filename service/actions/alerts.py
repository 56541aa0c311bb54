"""Brings an alert to people: to everybody on duty at once, then further when nobody answers.

Notices to specialists carry no number and no topic (rule 9).
"""

from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.texts import new_text
from service.domain.alert import SIGNED_OFF_BY, Alert
from service.domain.errors import LostRace
from service.domain.specialist import Role, Specialist
from service.domain.text import Text


def spread_alert(ports: Ports, alert_id: str) -> None:
    """Text a notice to everybody on duty who was not told yet; harmless when run twice."""
    alert = ports.store.get(Alert, alert_id)
    if alert is None or not alert.is_unanswered:
        return
    people = ports.store.specialists()
    _tell(ports, alert, [s for s in people if s.on_shift and not s.disabled])


def alert_is_due(ports: Ports, alert_id: str) -> None:
    """Nobody took it in time: supervisors too, and once the person hears the truth."""
    alert, now = ports.store.get(Alert, alert_id), ports.store.now()
    if alert is None or not alert.is_open:
        return
    if alert.due_at > now:
        ports.store.look_again(f"alert:{alert_id}", alert.due_at)
        return
    if not alert.is_unanswered:
        ports.store.look_again(f"alert:{alert_id}", now + SIGNED_OFF_BY)
        return
    people = ports.store.specialists()
    next_ones = [s for s in people if s.on_shift or s.role is not Role.SPECIALIST]
    _escalate(ports, alert, [s for s in next_ones if not s.disabled])


def _escalate(ports: Ports, alert: Alert, people: list[Specialist]) -> None:
    now = ports.store.now()
    fresh = [s for s in people if s.phone and s.id not in alert.told]
    texts = [_notice(ports, s) for s in fresh]
    if alert.escalations == 0 and alert.kind != "undelivered" and alert.source == "sms":
        texts.append(
            new_text(
                ports,
                person=alert.person,
                phone=alert.phone,
                language=alert.language,
                words="alert_unanswered",
                now=now,
                urgent=True,
            )
        )
    line = AuditLine("service", "alert escalated", f"alert:{alert.id}", str(alert.escalations + 1))
    told = tuple(s.id for s in fresh)
    _commit(ports, alert.escalate(told, now), texts, line)


def _tell(ports: Ports, alert: Alert, people: list[Specialist]) -> None:
    fresh = [s for s in people if s.phone and s.id not in alert.told]
    if not fresh:
        return
    told = alert.told_also(tuple(s.id for s in fresh))
    line = AuditLine("service", "alert spread", f"alert:{alert.id}", f"{len(fresh)} told")
    _commit(ports, told, [_notice(ports, s) for s in fresh], line)


def _notice(ports: Ports, specialist: Specialist) -> Text:
    return new_text(
        ports,
        person=ports.identity.person(specialist.phone),
        phone=specialist.phone,
        language=specialist.languages[0],
        words="notice_urgent",
        now=ports.store.now(),
        urgent=True,
    )


def _commit(ports: Ports, alert: Alert, texts: list[Text], line: AuditLine) -> None:
    change = Change(
        now=ports.store.now(),
        records=(alert, *texts),
        wakeups=tuple(WakeUp("send_text", text.id) for text in texts),
        audit=(line,),
    )
    try:
        ports.store.commit(change)
    except LostRace:
        return  # it was taken, or another worker told them; the sweep looks again
