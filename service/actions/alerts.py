"""Brings an alert to people: to everybody on duty at once, then to those on call, and then the
person hears the truth. Each step has its minutes to answer in.

On call are supervisors and admins off shift; where nobody is on duty they are told at once.
Notices to specialists carry no number and no topic (rule 9).
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from service.actions.ports import AuditLine, Change, Ports, WakeUp
from service.actions.texts import new_text
from service.actions.trying import commit_once, decide_anew
from service.domain.alert import FOR_911, SIGNED_OFF_BY, Alert
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.callback_states import ON_THE_PHONE
from service.domain.errors import LostRace
from service.domain.person import Person
from service.domain.specialist import Role, Specialist
from service.domain.text import Text


def spread_alert(ports: Ports, alert_id: str) -> None:
    """Text a notice to everybody on duty who was not told yet; harmless when run twice."""
    alert = ports.store.get(Alert, alert_id)
    if alert is None or not alert.is_unanswered:
        return
    _tell(ports, alert, on_duty(ports) or on_call(ports))


def on_duty(ports: Ports) -> list[Specialist]:
    """Everybody on shift whose phone a notice can reach."""
    return _reached(ports, [s for s in ports.store.specialists() if s.on_shift])


def on_call(ports: Ports) -> list[Specialist]:
    """Those to turn to when nobody on duty answers."""
    people = ports.store.specialists()
    return _reached(ports, [s for s in people if s.role is not Role.SPECIALIST])


def alert_is_due(ports: Ports, alert_id: str) -> None:
    """Nobody took it in time: those on call are told, then the person hears the truth, once.

    Nor may whoever took it keep it for ever: not signed off in time, everybody is told anew.
    """
    alert, now = ports.store.get(Alert, alert_id), ports.store.now()
    if alert is None or not alert.is_open:
        return
    if alert.due_at > now:
        ports.store.look_again(f"alert:{alert_id}", alert.due_at)
        return
    if alert.is_unanswered:
        _escalate(ports, alert, [*on_duty(ports), *on_call(ports)])
    elif _is_on_the_phone(ports, alert):
        ports.store.look_again(f"alert:{alert_id}", now + SIGNED_OFF_BY)
    else:
        with suppress(LostRace):  # it moved on; the sweep looks again
            _let_go(ports, alert, "not signed off in time")


def taker_has_left(ports: Ports, who: str) -> None:
    """Whoever took these alerts no longer works here: everybody else is told anew, at once."""
    for taken in [each for each in ports.store.open_alerts() if each.taken_by == who]:

        def free(alert_id: str = taken.id) -> None:
            alert = ports.store.get(Alert, alert_id)
            if alert is not None and alert.is_open and alert.taken_by == who:
                _let_go(ports, alert, "whoever took it has left")

        decide_anew(free)


def _let_go(ports: Ports, alert: Alert, why: str) -> None:
    now = ports.store.now()
    change = Change(
        now=now,
        records=(alert.let_go(now),),
        wakeups=(WakeUp("spread_alert", alert.id),),
        audit=(AuditLine("service", "alert let go", f"alert:{alert.id}", why),),
    )
    commit_once(ports, change)


def _is_on_the_phone(ports: Ports, alert: Alert) -> bool:
    """Whether the person is on the line with us, or whoever took it rings or talks with them."""
    call = ports.store.get(Call, alert.call_sid) if alert.call_sid else None
    if call is not None and call.is_with_us:
        return True
    callback = _callback_of(ports, alert)
    if callback is None or callback.specialist != alert.taken_by:
        return False
    return callback.state in ON_THE_PHONE


def _callback_of(ports: Ports, alert: Alert) -> Callback | None:
    return ports.store.get(Callback, alert.callback) if alert.callback else None


def _escalate(ports: Ports, alert: Alert, people: list[Specialist]) -> None:
    now = ports.store.now()
    fresh = _not_told(alert, people)
    texts = [_notice(ports, s) for s in fresh]
    # Whoever was told only now has their own minutes first; somebody who comes on shift later
    # does not put the truth off again.
    nobody_is_left = alert.escalations > 0 or not fresh
    truth = nobody_is_left and _is_owed_the_truth(ports, alert)
    if truth:
        texts.append(_no_one_is_free(ports, alert, now))
    line = AuditLine("service", "alert escalated", f"alert:{alert.id}", str(alert.escalations + 1))
    told = tuple(s.id for s in fresh)
    others = _others_about(ports, alert) if truth else []
    escalated = alert.escalate(told, now, person_told=truth)
    _commit(ports, escalated, texts, line, *(replace(each, person_told=True) for each in others))


def _others_about(ports: Ports, alert: Alert) -> list[Alert]:
    """What else is open about the same person: they hear once for all of it."""
    about = [each for each in ports.store.open_alerts() if each.person == alert.person]
    return [each for each in about if each.id != alert.id and not each.person_told]


def _is_owed_the_truth(ports: Ports, alert: Alert) -> bool:
    """Whether they still believe that somebody comes: not once a person has talked with them, nor
    while somebody rings them."""
    if alert.source != "sms" or alert.kind == "undelivered" or alert.person_told:
        return False
    callback = _callback_of(ports, alert) or ports.store.around(alert.person).callback
    if callback is None:
        return True
    talked = callback.spoke_at is not None and callback.spoke_at >= alert.created_at
    return not talked and callback.state not in ON_THE_PHONE


def _no_one_is_free(ports: Ports, alert: Alert, now: datetime) -> Text:
    person = ports.store.get(Person, alert.person)
    return new_text(
        ports,
        person=alert.person,
        phone=alert.phone,
        language=(person.language if person else "") or alert.language,
        words="alert_unanswered_overdose" if alert.kind in FOR_911 else "alert_unanswered",
        now=now,
        urgent=True,
    )


def _reached(ports: Ports, people: list[Specialist]) -> list[Specialist]:
    """Those of them who work here and have a phone that did not send us STOP."""
    able = [(s, ports.identity.person(s.phone)) for s in people if s.phone and not s.disabled]
    known = ports.store.get_many(Person, [person for _, person in able])
    stopped = {each.id for each in known if not each.takes_texts}
    return [specialist for specialist, person in able if person not in stopped]


def _not_told(alert: Alert, people: list[Specialist]) -> list[Specialist]:
    return [s for s in {s.id: s for s in people}.values() if s.id not in alert.told]


def _tell(ports: Ports, alert: Alert, people: list[Specialist]) -> None:
    fresh = _not_told(alert, people)
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
        # Only a phone that is proved theirs may take it by text.
        words="notice_urgent_take" if specialist.phone_verified else "notice_urgent",
        now=ports.store.now(),
        urgent=True,
    )


def _commit(ports: Ports, alert: Alert, texts: list[Text], line: AuditLine, *others: Alert) -> None:
    change = Change(
        now=ports.store.now(),
        records=(alert, *others, *texts),
        wakeups=tuple(WakeUp("send_text", text.id) for text in texts),
        audit=(line,),
    )
    try:
        ports.store.commit(change)
    except LostRace:
        return  # it was taken, or another worker told them; the sweep looks again
