"""A person takes a crisis alert, calls whoever it is about, and signs it off.

The first to take it holds it; the number is theirs to see from then on, and that is audited.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from service.actions.asking import Wish, ask_for_callback
from service.actions.ports import Around, AuditLine, Change, Ports, Record, WakeUp
from service.actions.texts import new_text
from service.actions.trying import commit_once
from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import HELD, Callback, Reason
from service.domain.errors import LostRace, NotAllowed, TryLater, UnknownRecord
from service.domain.phone import written
from service.domain.reach import Reach
from service.domain.text import Text

TRIES = 3
TOOK = "took the alert and saw the number"
NO_NUMBER = "we have no number that we can call"
ON_THE_LINE = "they are on the line with us now"
Result = TypeVar("Result", Alert, Callback)


def take_alert(ports: Ports, alert_id: str, who: str, *, may_take_over: bool = False) -> Alert:
    """Acknowledge it and see the number; taken by `who` already, it stays as it is.

    Only a supervisor takes it from somebody else (`may_take_over`). Raises UnknownRecord,
    NotAllowed (somebody else has it, or it was signed off).
    """

    def attempt() -> Alert:
        alert = _the_alert(ports, alert_id)
        _refuse_others(alert, who, may_take_over=may_take_over)
        if alert.taken_by == who:
            return alert
        now = ports.store.now()
        taken = alert.take_over(who, now) if alert.taken_by else alert.take(who, now)
        _commit(ports, (taken,), who, TOOK, alert)
        return replace(taken, version=taken.version + 1)

    return _retried(attempt)


def taken_by_talking(around: Around, who: str) -> tuple[tuple[Alert, ...], tuple[AuditLine, ...]]:
    """The alert of the call that `who` is in with its caller: theirs, unless somebody has it."""
    alert = around.alert
    if alert is None or not alert.is_unanswered:
        return (), ()
    return (alert.take(who, around.now),), (AuditLine(who, TOOK, f"alert:{alert.id}"),)


def taken_by_reaching(ports: Ports, callback: Callback, now: datetime) -> None:
    """What is unanswered about the person whom a specialist has reached by their callback is that
    specialist's now. A commit of its own: the talk must not wait for it, nor fail with it."""
    if not callback.crisis:
        return
    who = callback.specialist
    with suppress(LostRace, TryLater):  # then the alert stays in everybody's sight
        about = [each for each in ports.store.open_alerts() if each.person == callback.person]
        taken = tuple(each.take(who, now) for each in about if each.is_unanswered)
        lines = tuple(AuditLine(who, TOOK, f"alert:{each.id}") for each in taken)
        if taken:
            commit_once(ports, Change(now=now, records=taken, audit=lines))


def sign_off_alert(ports: Ports, alert_id: str, who: str, *, may_any: bool = False) -> Alert:
    """Say that it has been seen to; only whoever took it may, or a supervisor (`may_any`)."""

    def attempt() -> Alert:
        alert = _the_alert(ports, alert_id)
        if not alert.is_open:
            return alert
        if alert.taken_by != who and not may_any:
            raise NotAllowed("take this alert first; whoever takes it signs it off")
        signed = alert.sign_off(who, ports.store.now())
        records = (signed, *_back_to_usual(ports, alert))
        _commit(ports, records, who, "signed off the alert", alert)
        return replace(signed, version=signed.version + 1)

    return _retried(attempt)


def _back_to_usual(ports: Ports, alert: Alert) -> tuple[Record, ...]:
    """The conversation out of safe mode: a person has seen to all that was written.

    Not while another alert about them is open, nor where they wrote again since it was taken.
    """
    conversation = ports.store.around(alert.person).conversation
    seen_to = alert.taken_at or ports.store.now()
    if conversation.crisis_at is None or conversation.crisis_at > seen_to:
        return ()
    others = (each for each in ports.store.about(alert.person) if isinstance(each, Alert))
    if any(each.is_open and each.id != alert.id for each in others):
        return ()
    return (replace(conversation, crisis_at=None),)


def why_not_called(alert: Alert, call: Call | None, reach: Reach) -> str:
    """Why nobody may ring whoever it is about, in words; "" when somebody may. `call` is the one
    that raised it."""
    if call is not None and call.is_with_us:
        return ON_THE_LINE
    return "" if reach.covers(alert.phone) else NO_NUMBER


def callback_for_alert(ports: Ports, alert_id: str, who: str) -> Callback:
    """A crisis callback to the alert's person, held by `who`: their open one, or a new one.

    The alert must be taken by `who`. Asked twice, it is the same callback. Whoever was alerted
    by text is told once that a person calls them now.
    """

    def attempt() -> Callback:
        alert = _the_alert(ports, alert_id)
        if alert.taken_by != who:
            raise NotAllowed("take this alert first")
        call = ports.store.get(Call, alert.call_sid) if alert.call_sid else None
        if why := why_not_called(alert, call, ports.policy.reach):
            raise NotAllowed(why)
        around = ports.store.around(alert.person)
        callback = _held_by(ports, around, alert, who)
        if callback.version and callback == around.callback and alert.callback == callback.id:
            return callback
        noted = replace(alert, callback=callback.id)
        words = _a_person_calls(ports, around, alert)
        _commit(ports, (callback, noted, *words), who, "claimed for the alert", callback)
        return replace(callback, version=callback.version + 1)

    return _retried(attempt)


def _held_by(ports: Ports, around: Around, alert: Alert, who: str) -> Callback:
    existing = around.callback
    if existing is not None and existing.state in HELD:
        if existing.specialist != who:
            raise NotAllowed("somebody else holds this person's callback and was asked to call")
        return replace(existing.to_ring(alert.phone), crisis=True)
    wish = Wish(
        phone=alert.phone,
        language=alert.language,
        reason=Reason.CRISIS,
        channel=alert.source,
        crisis=True,
    )
    asked = ask_for_callback(around, wish, ports.policy, ports.new_id)
    return asked.callback.claim(who, around.now)


def _a_person_calls(ports: Ports, around: Around, alert: Alert) -> tuple[Text, ...]:
    if alert.source != "sms" or alert.callback or not around.person.takes_texts:
        return ()
    return (
        new_text(
            ports,
            person=alert.person,
            phone=alert.phone,
            language=alert.language,
            words="alert_taken",
            values={"number": written(ports.policy.number)},
            now=around.now,
            urgent=True,
        ),
    )


def _the_alert(ports: Ports, alert_id: str) -> Alert:
    alert = ports.store.get(Alert, alert_id)
    if alert is None:
        raise UnknownRecord("there is no such alert")
    return alert


def _refuse_others(alert: Alert, who: str, *, may_take_over: bool) -> None:
    if not alert.is_open:
        raise NotAllowed("this alert has been signed off")
    if alert.taken_by and alert.taken_by != who and not may_take_over:
        raise NotAllowed("somebody else has taken this alert")


def _commit(
    ports: Ports, records: tuple[Record, ...], who: str, what: str, on: Alert | Callback
) -> None:
    kind = "alert" if isinstance(on, Alert) else "callback"
    texts = [each for each in records if isinstance(each, Text)]
    ports.store.commit(
        Change(
            now=ports.store.now(),
            records=records,
            wakeups=tuple(WakeUp("send_text", text.id) for text in texts),
            audit=(AuditLine(who, what, f"{kind}:{on.id}"),),
        )
    )


def _retried(attempt: Callable[[], Result]) -> Result:
    for _ in range(TRIES):
        try:
            return attempt()
        except LostRace:
            continue
    raise LostRace("others keep changing this alert; try again in a moment")
